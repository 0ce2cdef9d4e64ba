/** What a reminder is about. */
export const REMINDER_SUBJECTS = ['assignment', 'report', 'remedy'] as const;
export type ReminderSubject = (typeof REMINDER_SUBJECTS)[number];
export const REMINDER_SUBJECT_LABELS: Record<ReminderSubject, string> = {
  assignment: 'Nhiệm vụ',
  report: 'Báo cáo',
  remedy: 'Việc khắc phục sau kiểm tra',
};

/**
 * The steps of the ladder, and the urging that a person writes. `silent_month`: reported on every month, and nothing
 * came for a month; `undated_month`: waits for a date that nobody has set yet.
 */
export const REMINDER_KINDS = [
  'due_in_7',
  'due_in_3',
  'due_in_1',
  'overdue_1',
  'overdue_weekly',
  'silent_month',
  'undated_month',
  'urging',
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];
export const REMINDER_KIND_LABELS: Record<ReminderKind, string> = {
  due_in_7: 'Còn 7 ngày',
  due_in_3: 'Còn 3 ngày',
  due_in_1: 'Còn 1 ngày',
  overdue_1: 'Vừa quá hạn',
  overdue_weekly: 'Quá hạn, nhắc hằng tuần',
  silent_month: 'Một tháng chưa báo cáo',
  undated_month: 'Chưa có thời hạn',
  urging: 'Công văn đôn đốc',
};

/** Who is told: people of the agency with the role, or those who stand above all agencies. */
export const REMINDER_RECIPIENTS = ['agency_officer', 'agency_head', 'standing', 'steering'] as const;
export type ReminderRecipient = (typeof REMINDER_RECIPIENTS)[number];
export const REMINDER_RECIPIENT_LABELS: Record<ReminderRecipient, string> = {
  agency_officer: 'Cán bộ cơ quan',
  agency_head: 'Thủ trưởng cơ quan',
  standing: 'Cơ quan thường trực',
  steering: 'Ban Chỉ đạo',
};
