/** What a notice in the bell is about. */
export const NOTICE_KINDS = [
  'digest',
  'report_returned',
  'extension_decided',
  'obstacle_decided',
  'evidence_refused',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export const NOTICE_KIND_LABELS: Record<NoticeKind, string> = {
  digest: 'Tóm tắt trong ngày',
  report_returned: 'Báo cáo bị trả lại',
  extension_decided: 'Quyết định gia hạn',
  obstacle_decided: 'Kết luận về vướng mắc',
  evidence_refused: 'Tài liệu minh chứng không được chấp nhận',
};

/** The parts of a daily digest, in the order in which they are read. */
export const DIGEST_SECTIONS = [
  'reports_returned',
  'overdue',
  'due_soon',
  'reports_owed',
  'silent',
  'confirmations_waiting',
  'reviews_waiting',
  'decisions_waiting',
  'escalated',
  'province_overdue',
] as const;
export type DigestSection = (typeof DIGEST_SECTIONS)[number];
export const DIGEST_SECTION_LABELS: Record<DigestSection, string> = {
  reports_returned: 'Báo cáo bị trả lại, cần sửa và nộp lại',
  overdue: 'Nhiệm vụ quá hạn',
  due_soon: 'Nhiệm vụ sắp đến hạn',
  reports_owed: 'Báo cáo phải nộp',
  silent: 'Nhiệm vụ không có hạn, cả tháng chưa có báo cáo',
  confirmations_waiting: 'Tài liệu minh chứng chờ xác nhận',
  reviews_waiting: 'Báo cáo chờ xét',
  decisions_waiting: 'Việc chờ quyết định',
  escalated: 'Quá hạn kéo dài, đã nhắc cơ quan nhiều lần',
  province_overdue: 'Tình hình quá hạn toàn tỉnh',
};

/** Whose due dates a calendar feed has. */
export const CALENDAR_FEED_KINDS = ['person', 'agency'] as const;
export type CalendarFeedKind = (typeof CALENDAR_FEED_KINDS)[number];
export const CALENDAR_FEED_KIND_LABELS: Record<CalendarFeedKind, string> = {
  person: 'Lịch của tôi',
  agency: 'Lịch của cơ quan',
};
