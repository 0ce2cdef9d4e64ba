/** Where a report stands. */
export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export const REPORT_STATE_LABELS: Record<ReportState, string> = {
  draft: 'Đang soạn',
  submitted: 'Đã nộp, chờ xét',
  returned: 'Bị trả lại',
  accepted: 'Đã chấp nhận',
};

/** What can be done with a report. */
export const REPORT_ACTS = ['save', 'submit', 'withdraw', 'begin_review', 'accept', 'return', 'correct'] as const;
export type ReportAct = (typeof REPORT_ACTS)[number];
export const REPORT_ACT_LABELS: Record<ReportAct, string> = {
  save: 'Lưu nội dung',
  submit: 'Nộp báo cáo',
  withdraw: 'Rút về sửa',
  begin_review: 'Bắt đầu xét',
  accept: 'Chấp nhận',
  return: 'Trả lại',
  correct: 'Đính chính sau khi được chấp nhận',
};

export const REVIEW_DECISIONS = ['accept', 'return'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];
export const REVIEW_DECISION_LABELS: Record<ReviewDecision, string> = { accept: 'Chấp nhận', return: 'Trả lại' };

/** How an agency says that its part in a task stands. */
export const REPORT_ENTRY_STATES = ['not_started', 'in_progress', 'blocked', 'completed'] as const;
export type ReportEntryState = (typeof REPORT_ENTRY_STATES)[number];
export const REPORT_ENTRY_STATE_LABELS: Record<ReportEntryState, string> = {
  not_started: 'Chưa thực hiện',
  in_progress: 'Đang thực hiện',
  blocked: 'Có vướng mắc',
  completed: 'Đã hoàn thành',
};

/** By which way a submission came in. */
export const REPORT_CHANNELS = ['page', 'api', 'off_system'] as const;
export type ReportChannel = (typeof REPORT_CHANNELS)[number];
export const REPORT_CHANNEL_LABELS: Record<ReportChannel, string> = {
  page: 'Trên hệ thống',
  api: 'Từ hệ thống khác',
  off_system: 'Ngoài hệ thống (thư, bản giấy)',
};

/** How a report was handed in outside the system. */
export const OFF_SYSTEM_MEANS = ['paper', 'email', 'document_system', 'other'] as const;
export type OffSystemMeans = (typeof OFF_SYSTEM_MEANS)[number];
export const OFF_SYSTEM_MEANS_LABELS: Record<OffSystemMeans, string> = {
  paper: 'Bản giấy',
  email: 'Thư điện tử',
  document_system: 'Trục liên thông văn bản',
  other: 'Cách khác',
};

/** Who wrote a comment. */
export const COMMENT_SIDES = ['reviewer', 'agency'] as const;
export type CommentSide = (typeof COMMENT_SIDES)[number];
export const COMMENT_SIDE_LABELS: Record<CommentSide, string> = { reviewer: 'Bên xét', agency: 'Cơ quan báo cáo' };
