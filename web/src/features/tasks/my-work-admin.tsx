import { Link } from '@tanstack/react-router';
import { Section } from '../../ui/section.js';

/** Where an administrator works. */
export function AdminWork() {
  return (
    <Section title="Quản trị hệ thống">
      <ul>
        <li>
          <Link to="/co-quan">Danh bạ cơ quan</Link>: thêm cơ quan, tên gọi khác, cơ quan kế thừa
        </li>
        <li>
          <Link to="/co-quan" search={{ xem: 'nhom' }}>
            Tên gọi chung
          </Link>
          : thành viên của “Các sở, ban, ngành” và các nhóm khác
        </li>
        <li>
          <Link to="/ngay-nghi">Ngày nghỉ</Link>: thêm ngày hoán đổi khi Nhà nước thông báo
        </li>
        <li>
          <Link to="/tien-trinh">Tiến trình hệ thống</Link>: xem các lần chạy, chạy lại khi cần
        </li>
      </ul>
    </Section>
  );
}
