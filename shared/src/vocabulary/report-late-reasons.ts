/** Why a report is late; a code for the figures, words beside it for people. */
export const LATE_REASONS = [
  'waiting_guidance',
  'waiting_partner',
  'staff',
  'system_fault',
  'funding',
  'other',
] as const;
export type LateReason = (typeof LATE_REASONS)[number];
export const LATE_REASON_LABELS: Record<LateReason, string> = {
  waiting_guidance: 'Chờ hướng dẫn của cấp trên',
  waiting_partner: 'Chờ số liệu của cơ quan phối hợp',
  staff: 'Thiếu người, thay đổi cán bộ đầu mối',
  system_fault: 'Lỗi hệ thống, đường truyền',
  funding: 'Chưa bố trí kinh phí',
  other: 'Lý do khác',
};
