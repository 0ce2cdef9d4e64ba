/** What an import noticed; a warning never blocks. */
export const IMPORT_WARNING_CODES = [
  'plan.task_count_mismatch',
  'plan.group_count_mismatch',
  'plan.same_document',
  'task.number_unclear',
  'task.deadline_missing',
  'task.deadline_unsure',
  'task.coordinator_missing',
  'agency.unresolved',
  'group.empty',
] as const;
export type ImportWarningCode = (typeof IMPORT_WARNING_CODES)[number];
export const IMPORT_WARNING_LABELS: Record<ImportWarningCode, string> = {
  'plan.task_count_mismatch': 'Số nhiệm vụ không khớp',
  'plan.group_count_mismatch': 'Số nhóm nhiệm vụ không khớp',
  'plan.same_document': 'Văn bản đã được nhập trước đó',
  'task.number_unclear': 'Số thứ tự chưa rõ',
  'task.deadline_missing': 'Thiếu thời hạn',
  'task.deadline_unsure': 'Thời hạn chưa chắc chắn',
  'task.coordinator_missing': 'Không có đơn vị phối hợp',
  'agency.unresolved': 'Chưa nhận ra cơ quan',
  'group.empty': 'Nhóm cơ quan chưa có thành viên',
};
