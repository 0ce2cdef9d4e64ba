import type { Role } from './roles.js';

/** What a route may ask for, with the roles that hold it. `any` is every signed-in person. */
export interface PermissionEntry {
  label: string;
  roles: readonly Role[] | 'any';
}

const AGENCY: readonly Role[] = ['agency_head', 'agency_officer'];

export const PERMISSIONS = {
  'session.own': { label: 'Phiên làm việc của mình', roles: 'any' },
  'calendar.read': { label: 'Xem lịch ngày nghỉ', roles: 'any' },
  'calendar.edit': { label: 'Sửa lịch ngày nghỉ', roles: ['admin'] },
  'agencies.read': { label: 'Xem danh mục cơ quan', roles: 'any' },
  'agencies.create': { label: 'Thêm cơ quan mới', roles: ['admin', 'standing'] },
  'agencies.edit': { label: 'Sửa danh mục cơ quan', roles: ['admin'] },
  'plans.read': { label: 'Xem kế hoạch', roles: 'any' },
  'plans.edit': { label: 'Sửa cài đặt của kế hoạch', roles: ['standing'] },
  'plans.import': { label: 'Nhập kế hoạch từ văn bản', roles: ['standing'] },
  'tasks.read': { label: 'Xem nhiệm vụ, phân công', roles: 'any' },
  'tasks.edit': { label: 'Đặt thời hạn, hủy phân công', roles: ['standing'] },
  'evidence.read': { label: 'Xem tài liệu minh chứng', roles: 'any' },
  'evidence.propose': { label: 'Nộp tài liệu minh chứng', roles: [...AGENCY, 'standing'] },
  'evidence.decide': { label: 'Xác nhận hoàn thành', roles: ['standing'] },
  'reports.figures': { label: 'Xem kỳ báo cáo, tỷ lệ, xếp hạng', roles: 'any' },
  'reports.read': { label: 'Xem báo cáo', roles: ['steering', 'standing', 'monitor', ...AGENCY] },
  'reports.write': { label: 'Soạn báo cáo của cơ quan mình', roles: AGENCY },
  'reports.submit': { label: 'Nộp báo cáo thay mặt cơ quan mình', roles: ['agency_head'] },
  'reports.review': { label: 'Xét báo cáo', roles: ['standing'] },
  'reports.comment': { label: 'Trao đổi về báo cáo', roles: ['standing', ...AGENCY] },
  'reports.manage': { label: 'Cho nộp bổ sung, đổi danh sách phải báo cáo, nhập hộ', roles: ['standing'] },
  'jobs.read': { label: 'Xem tiến trình hệ thống', roles: ['standing', 'admin'] },
  'jobs.run': { label: 'Chạy tiến trình hệ thống', roles: ['standing', 'admin'] },
} as const satisfies Record<string, PermissionEntry>;

export type Permission = keyof typeof PERMISSIONS;
