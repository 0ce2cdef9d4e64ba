import { DomainError } from '../http/problem.js';

/** Why a file is not taken: the code, and words that say what the person can do about it. */
export type FileRefusalCode =
  | 'file.name_invalid'
  | 'file.name_mismatch'
  | 'file.type_refused'
  | 'file.empty'
  | 'file.damaged'
  | 'file.encrypted'
  | 'file.active_content'
  | 'file.embedded_file'
  | 'file.unpacks_too_large'
  | 'file.infected';

const DETAILS: Record<FileRefusalCode, string> = {
  'file.name_invalid':
    'Tên tệp trống, quá dài hoặc có ký tự điều khiển. Hãy đổi tên tệp (chỉ chữ, số, dấu cách, dấu gạch) rồi tải lại.',
  'file.name_mismatch': 'Đuôi tên tệp không khớp với nội dung. Hãy đổi lại đúng đuôi rồi tải lên.',
  'file.type_refused':
    'Hệ thống chỉ nhận PDF, Word (.docx), Excel (.xlsx), PNG và JPG. Hãy lưu lại tệp sang một trong các dạng đó.',
  'file.empty': 'Tệp không có nội dung. Hãy chọn lại tệp.',
  'file.damaged': 'Tệp không mở được trọn vẹn. Hãy mở tệp trên máy, lưu lại thành tệp mới rồi tải lên.',
  'file.encrypted': 'Tệp đang đặt mật khẩu hoặc mã hóa. Hãy bỏ mật khẩu, lưu lại rồi tải lên.',
  'file.active_content':
    'Tệp có macro, mã lệnh hoặc liên kết tự chạy. Hãy lưu lại ở dạng .docx, .xlsx hoặc PDF thường, không kèm mã lệnh.',
  'file.embedded_file':
    'Bên trong tệp có nhúng tệp khác. Hãy bỏ phần nhúng (dán biểu đồ dưới dạng ảnh) và tải từng tệp riêng.',
  'file.unpacks_too_large':
    'Nội dung bung ra vượt quá mức cho phép. Hãy bỏ bớt ảnh, trang tính thừa hoặc chia thành nhiều tệp.',
  'file.infected':
    'Phần mềm quét báo tệp có mã độc. Đừng mở tệp; hãy báo bộ phận công nghệ thông tin và dùng bản sạch.',
};

/** The refusal of a file, with the words of its code unless the case at hand has better ones. */
export const fileRefused = (code: FileRefusalCode, detail: string = DETAILS[code]): DomainError =>
  new DomainError(code, detail);

export const damaged = (): DomainError => fileRefused('file.damaged');

/** The disk or share is away, full or read-only: nothing was kept, and trying again makes sense. */
export const storageAway = (): DomainError =>
  new DomainError(
    'file.storage_unavailable',
    'Kho tệp tạm thời không ghi hoặc không đọc được. Tệp vừa gửi chưa được giữ; hãy thử lại sau ít phút.',
    [],
    60,
  );
