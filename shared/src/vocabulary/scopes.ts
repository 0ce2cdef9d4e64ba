/** What an API client may be given; each permission names the scopes that open it. */
export const SCOPES = [
  'plans:read',
  'tasks:read',
  'reports:read',
  'reports:write',
  'indicators:write',
  'obstacles:read',
  'events:read',
  'webhooks:manage',
  'mail:bounces',
] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_LABELS: Record<Scope, string> = {
  'plans:read': 'Đọc kế hoạch, danh mục cơ quan, ngày nghỉ',
  'tasks:read': 'Đọc nhiệm vụ, phân công, tài liệu minh chứng đã xác nhận',
  'reports:read': 'Đọc báo cáo',
  'reports:write': 'Nộp báo cáo thay cơ quan được gắn',
  'indicators:write': 'Gửi số liệu chỉ tiêu',
  'obstacles:read': 'Đọc khó khăn, vướng mắc',
  'events:read': 'Đọc dòng thay đổi',
  'webhooks:manage': 'Quản lý điểm nhận thông báo',
  'mail:bounces': 'Chuyển thư báo không giao được',
};
