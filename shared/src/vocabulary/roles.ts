/** The roles of a person; a person holds a set of them. */
export const ROLES = ['steering', 'standing', 'monitor', 'finance', 'agency_head', 'agency_officer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Record<Role, string> = {
  steering: 'Ban Chỉ đạo',
  standing: 'Cơ quan thường trực, Tổ giúp việc',
  monitor: 'Cơ quan theo dõi, đôn đốc',
  finance: 'Cơ quan tài chính',
  agency_head: 'Thủ trưởng cơ quan',
  agency_officer: 'Cán bộ cơ quan',
  admin: 'Quản trị hệ thống',
};
