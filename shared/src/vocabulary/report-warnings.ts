/** What a person should look at again before a report is submitted, and what a reviewer looks at first. Never blocks. */
export const REPORT_WARNINGS = [
  'entry_missing',
  'completed_without_evidence',
  'progress_falling',
  'progress_state_mismatch',
  'sides_disagree',
  'unchanged',
  'blocked_without_obstacle',
  'personal_data',
] as const;
export type ReportWarning = (typeof REPORT_WARNINGS)[number];
export const REPORT_WARNING_LABELS: Record<ReportWarning, string> = {
  entry_missing: 'Chưa có nội dung',
  completed_without_evidence: 'Hoàn thành nhưng chưa có tài liệu minh chứng',
  progress_falling: 'Tiến độ giảm so với kỳ trước',
  progress_state_mismatch: 'Tiến độ và tình trạng không khớp',
  sides_disagree: 'Chủ trì và phối hợp báo cáo khác nhau',
  unchanged: 'Lời báo cáo giữ nguyên như kỳ trước',
  blocked_without_obstacle: 'Báo có vướng mắc nhưng chưa nêu vướng mắc',
  personal_data: 'Có dãy số giống số định danh cá nhân',
};
