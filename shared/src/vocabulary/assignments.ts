/** One agency's part in one task. */
export const ASSIGNMENT_ROLES = ['lead', 'coordinate'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];
export const ASSIGNMENT_ROLE_LABELS: Record<AssignmentRole, string> = { lead: 'Chủ trì', coordinate: 'Phối hợp' };

/** Where a task comes from: the decision's annex, its section IV, or what was ordered later. */
export const TASK_ORIGINS = ['annex', 'section_iv', 'obstacle', 'inspection'] as const;
export type TaskOrigin = (typeof TASK_ORIGINS)[number];
export const TASK_ORIGIN_LABELS: Record<TaskOrigin, string> = {
  annex: 'Phụ lục kế hoạch',
  section_iv: 'Phần IV, Tổ chức thực hiện',
  obstacle: 'Kết luận về khó khăn, vướng mắc',
  inspection: 'Khắc phục sau kiểm tra',
};

/** Where a document that proves completion stands. */
export const EVIDENCE_STATES = ['proposed', 'confirmed', 'refused'] as const;
export type EvidenceState = (typeof EVIDENCE_STATES)[number];
export const EVIDENCE_STATE_LABELS: Record<EvidenceState, string> = {
  proposed: 'Chờ xác nhận',
  confirmed: 'Đã xác nhận',
  refused: 'Không chấp nhận',
};

export const CONFIRMATION_DECISIONS = ['confirm', 'refuse'] as const;
export type ConfirmationDecision = (typeof CONFIRMATION_DECISIONS)[number];

/** Flags that the scheduler raises on a lead assignment. */
export const FLAG_KINDS = ['due_soon', 'overdue'] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];
export const FLAG_KIND_LABELS: Record<FlagKind, string> = { due_soon: 'Sắp đến hạn', overdue: 'Quá hạn' };
