/** Where an outgoing mail stands. */
export const MAIL_STATES = ['waiting', 'leased', 'sent', 'dead'] as const;
export type MailState = (typeof MAIL_STATES)[number];
export const MAIL_STATE_LABELS: Record<MailState, string> = {
  waiting: 'Chờ gửi',
  leased: 'Đang gửi',
  sent: 'Đã gửi',
  dead: 'Không gửi được',
};

/** Why the last attempt failed, with what to do about it. */
export const MAIL_FAILURES = [
  'address_refused',
  'message_refused',
  'bounced',
  'address_marked',
  'expired',
  'no_connection',
  'timed_out',
  'tls_failed',
  'sign_in_refused',
  'busy',
  'other',
] as const;
export type MailFailure = (typeof MAIL_FAILURES)[number];
export const MAIL_FAILURE_LABELS: Record<MailFailure, string> = {
  address_refused: 'Nơi nhận từ chối địa chỉ này. Sửa địa chỉ trong tài khoản rồi gửi lại.',
  message_refused: 'Máy chủ thư không nhận thư này. Hỏi nơi quản lý máy chủ thư.',
  bounced: 'Thư đã gửi nhưng bị trả lại. Sửa địa chỉ trong tài khoản rồi gửi lại.',
  address_marked: 'Địa chỉ đã được ghi là không nhận được thư. Sửa địa chỉ, hoặc gửi lại để thử lần nữa.',
  expired: 'Quá thời hạn gửi mà chưa gửi được.',
  no_connection: 'Không kết nối được máy chủ thư. Kiểm tra SMTP_HOST, SMTP_PORT và đường truyền.',
  timed_out: 'Máy chủ thư trả lời quá chậm.',
  tls_failed: 'Không lập được kết nối mã hóa với máy chủ thư. Kiểm tra SMTP_TLS và chứng thư.',
  sign_in_refused: 'Máy chủ thư không nhận tài khoản gửi thư. Kiểm tra SMTP_USER và SMTP_PASSWORD.',
  busy: 'Máy chủ thư tạm thời không nhận; hệ thống sẽ tự gửi lại.',
  other: 'Lỗi khác khi gửi; hệ thống sẽ tự gửi lại.',
};

/** By which way an address was found not to receive mail. */
export const MAIL_REFUSAL_WAYS = ['smtp', 'report'] as const;
export type MailRefusalWay = (typeof MAIL_REFUSAL_WAYS)[number];
export const MAIL_REFUSAL_WAY_LABELS: Record<MailRefusalWay, string> = {
  smtp: 'Từ chối ngay khi gửi',
  report: 'Trả lại sau khi gửi',
};

/** What came of a delivery report that was handed in. */
export const BOUNCE_OUTCOMES = ['address_marked', 'not_a_failure', 'unknown_mail'] as const;
export type BounceOutcome = (typeof BOUNCE_OUTCOMES)[number];
