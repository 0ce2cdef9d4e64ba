import type { Role } from './roles.js';
import type { Scope } from './scopes.js';

/** What a route may ask for, with the roles that hold it. `any` is every signed-in person. */
export interface PermissionEntry {
  label: string;
  roles: readonly Role[] | 'any';
  /** Scopes of an API client, any of which opens it; absent: never open to API clients. */
  scopes?: readonly Scope[];
}

const AGENCY: readonly Role[] = ['agency_head', 'agency_officer'];
/** Names and dates that every answer about plans, tasks and reports refers to. */
const REFERENCE: readonly Scope[] = ['plans:read', 'tasks:read', 'reports:read', 'reports:write', 'indicators:write'];

export const PERMISSIONS = {
  'session.own': { label: 'Phiên làm việc của mình', roles: 'any' },
  'account.own': { label: 'Mật khẩu, các phiên đăng nhập của mình', roles: 'any' },
  'second_factor.own': { label: 'Lớp xác thực thứ hai của mình', roles: 'any' },
  'deputies.own': { label: 'Ủy quyền của mình', roles: 'any' },
  'people.edit': { label: 'Mời, sửa, ngừng tài khoản', roles: ['admin', 'agency_head'] },
  'people.admin': { label: 'Phiên đăng nhập, lớp xác thực của người khác', roles: ['admin'] },
  'calendar.read': { label: 'Xem lịch ngày nghỉ', roles: 'any', scopes: REFERENCE },
  'calendar.edit': { label: 'Sửa lịch ngày nghỉ', roles: ['admin'] },
  'agencies.read': { label: 'Xem danh mục cơ quan', roles: 'any', scopes: REFERENCE },
  'agencies.create': { label: 'Thêm cơ quan mới', roles: ['admin', 'standing'] },
  'agencies.edit': { label: 'Sửa danh mục cơ quan', roles: ['admin'] },
  'plans.read': { label: 'Xem kế hoạch', roles: 'any', scopes: ['plans:read'] },
  'plans.edit': { label: 'Sửa cài đặt của kế hoạch', roles: ['standing'] },
  'plans.import': { label: 'Nhập kế hoạch từ văn bản', roles: ['standing'] },
  'tasks.read': { label: 'Xem nhiệm vụ, phân công', roles: 'any', scopes: ['tasks:read'] },
  'tasks.edit': { label: 'Đặt thời hạn, hủy phân công', roles: ['standing'] },
  'evidence.read': { label: 'Xem tài liệu minh chứng', roles: 'any', scopes: ['tasks:read'] },
  'evidence.propose': { label: 'Nộp tài liệu minh chứng', roles: [...AGENCY, 'standing'] },
  'evidence.decide': { label: 'Xác nhận hoàn thành', roles: ['standing'] },
  'extensions.read': { label: 'Xem đề nghị gia hạn', roles: 'any' },
  'extensions.ask': { label: 'Đề nghị gia hạn cho cơ quan mình', roles: AGENCY },
  'extensions.decide': { label: 'Quyết định gia hạn', roles: ['standing', 'steering'] },
  'obstacles.read': { label: 'Xem khó khăn, vướng mắc', roles: 'any', scopes: ['obstacles:read'] },
  'obstacles.raise': { label: 'Nêu, xác nhận đã giải quyết vướng mắc của cơ quan mình', roles: AGENCY },
  'obstacles.answer': { label: 'Trả lời vướng mắc', roles: [...AGENCY, 'standing'] },
  'obstacles.manage': { label: 'Chuyển, gộp vướng mắc', roles: ['standing'] },
  'obstacles.decide': { label: 'Kết luận về vướng mắc', roles: ['steering'] },
  'agenda.read': { label: 'Xem danh mục họp Ban Chỉ đạo', roles: ['steering', 'standing', 'monitor'] },
  'api_clients.manage': { label: 'Quản lý hệ thống kết nối (API)', roles: ['admin'] },
  'audit.read': { label: 'Tra cứu nhật ký hệ thống', roles: ['admin', 'steering'] },
  'events.read': { label: 'Đọc luồng thay đổi', roles: ['standing', 'admin'], scopes: ['events:read'] },
  'reports.figures': { label: 'Xem kỳ báo cáo, tỷ lệ, xếp hạng', roles: 'any', scopes: ['reports:read'] },
  'reports.read': {
    label: 'Xem báo cáo',
    roles: ['steering', 'standing', 'monitor', ...AGENCY],
    scopes: ['reports:read'],
  },
  'reports.write': { label: 'Soạn báo cáo của cơ quan mình', roles: AGENCY, scopes: ['reports:write'] },
  'reports.submit': {
    label: 'Nộp báo cáo thay mặt cơ quan mình',
    roles: ['agency_head'],
    scopes: ['reports:write'],
  },
  'reports.review': { label: 'Xét báo cáo', roles: ['standing'] },
  'reports.comment': { label: 'Trao đổi về báo cáo', roles: ['standing', ...AGENCY], scopes: ['reports:write'] },
  'reports.manage': { label: 'Cho nộp bổ sung, đổi danh sách phải báo cáo, nhập hộ', roles: ['standing'] },
  'inspections.read': { label: 'Xem kiểm tra', roles: ['steering', 'standing', 'monitor', ...AGENCY] },
  'inspections.manage': { label: 'Lập kế hoạch kiểm tra, ghi kết quả', roles: ['standing', 'monitor'] },
  'reminders.read': {
    label: 'Xem việc đã nhắc, công văn đôn đốc',
    roles: ['steering', 'standing', 'monitor', ...AGENCY],
    scopes: ['tasks:read'],
  },
  'urgings.write': { label: 'Đôn đốc bằng công văn', roles: ['standing', 'monitor'] },
  'urgings.answer': { label: 'Trả lời công văn đôn đốc của cơ quan mình', roles: AGENCY },
  'jobs.read': { label: 'Xem tiến trình hệ thống', roles: ['standing', 'admin'] },
  'jobs.run': { label: 'Chạy tiến trình hệ thống', roles: ['standing', 'admin'] },
  'mails.manage': { label: 'Xem thư gửi đi, gửi lại', roles: ['admin'] },
  'mail_bounces.report': { label: 'Chuyển thư báo không giao được', roles: ['admin'], scopes: ['mail:bounces'] },
  'notices.own': { label: 'Thông báo, lịch và cách nhận thông báo của mình', roles: 'any' },
  'files.upload': {
    label: 'Tải tệp lên',
    roles: [...AGENCY, 'standing', 'monitor', 'steering', 'finance'],
    scopes: ['reports:write'],
  },
  'files.read': { label: 'Xem tệp', roles: 'any', scopes: ['reports:read', 'reports:write'] },
} as const satisfies Record<string, PermissionEntry>;

export type Permission = keyof typeof PERMISSIONS;
