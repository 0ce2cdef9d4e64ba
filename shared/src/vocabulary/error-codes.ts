/**
 * The stable codes of problem documents (RFC 9457), with the HTTP status and the title in Vietnamese and English.
 * A code never changes its meaning; `detail` of an answer says what to do in the case at hand.
 */
export interface ErrorCodeEntry {
  status: number;
  vi: string;
  en: string;
}

export const ERROR_CODES = {
  'request.invalid': { status: 400, vi: 'Dữ liệu gửi lên chưa hợp lệ', en: 'The request is not valid' },
  'request.malformed': { status: 400, vi: 'Không đọc được nội dung gửi lên', en: 'The request body cannot be read' },
  'request.cursor_invalid': {
    status: 400,
    vi: 'Vị trí trang không dùng được với bộ lọc này',
    en: 'The cursor does not belong to these filters',
  },
  'request.too_large': { status: 413, vi: 'Nội dung gửi lên quá lớn', en: 'The request is too large' },
  'request.media_type': { status: 415, vi: 'Kiểu nội dung không được nhận', en: 'The media type is not accepted' },
  'request.not_acceptable': { status: 406, vi: 'Không có kiểu nội dung được yêu cầu', en: 'Not acceptable' },
  'request.not_found': { status: 404, vi: 'Không có địa chỉ này', en: 'There is no such address' },
  'request.method': { status: 405, vi: 'Địa chỉ này không nhận thao tác đó', en: 'The method is not allowed here' },
  'request.cross_site': {
    status: 403,
    vi: 'Yêu cầu không đến từ trang của hệ thống',
    en: 'The request does not come from this site',
  },
  'request.too_many': { status: 429, vi: 'Gửi quá nhiều yêu cầu', en: 'Too many requests' },
  'request.if_match_missing': {
    status: 428,
    vi: 'Thiếu phiên bản của bản ghi đang sửa (If-Match)',
    en: 'If-Match is required',
  },
  'resource.stale': {
    status: 412,
    vi: 'Bản ghi đã được người khác sửa',
    en: 'The resource was changed by somebody else',
  },
  'resource.not_found': { status: 404, vi: 'Không tìm thấy bản ghi', en: 'The resource was not found' },
  'resource.conflict': { status: 409, vi: 'Bản ghi trùng với bản ghi đã có', en: 'The resource already exists' },
  'server.error': { status: 500, vi: 'Hệ thống gặp lỗi', en: 'The server failed' },
  'server.unavailable': { status: 503, vi: 'Hệ thống tạm thời chưa phục vụ được', en: 'The service is unavailable' },

  'auth.required': { status: 401, vi: 'Chưa đăng nhập', en: 'Sign in first' },
  'auth.failed': { status: 401, vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'Wrong user name or password' },
  'auth.session_ended': { status: 401, vi: 'Phiên làm việc đã kết thúc', en: 'The session has ended' },
  'auth.throttled': { status: 429, vi: 'Đăng nhập sai nhiều lần', en: 'Too many failed sign-ins' },
  'auth.forbidden': { status: 403, vi: 'Không có quyền thực hiện việc này', en: 'Not allowed' },
  'auth.claim_invalid': {
    status: 403,
    vi: 'Mã nhận quyền quản trị không đúng hoặc đã dùng',
    en: 'The claim token is wrong or used',
  },

  'plan_import.unreadable': { status: 422, vi: 'Không đọc được văn bản', en: 'The document cannot be read' },
  'plan_import.file_missing': { status: 400, vi: 'Chưa chọn tệp', en: 'No file was sent' },
  'plan_import.confirmed': { status: 409, vi: 'Văn bản đã được xác nhận thành kế hoạch', en: 'Already confirmed' },
  'plan_import.edit_unknown': {
    status: 400,
    vi: 'Nội dung sửa không khớp với văn bản',
    en: 'The edit refers to something that is not in the document',
  },

  'assignment.cancelled': { status: 409, vi: 'Phân công đã hủy', en: 'The assignment is cancelled' },
  'assignment.not_lead': {
    status: 409,
    vi: 'Chỉ cơ quan chủ trì nộp tài liệu minh chứng',
    en: 'Only a lead assignment takes evidence',
  },
  'assignment.completed': { status: 409, vi: 'Phân công đã hoàn thành', en: 'The assignment is completed' },
  'evidence.issued_in_future': {
    status: 400,
    vi: 'Ngày ban hành ở tương lai',
    en: 'The date of issue is in the future',
  },
  'evidence.none_proposed': {
    status: 409,
    vi: 'Không có tài liệu minh chứng chờ xác nhận',
    en: 'No evidence awaits a decision',
  },
  'evidence.reason_missing': { status: 400, vi: 'Chưa nêu lý do không chấp nhận', en: 'A reason is required' },
  'evidence.not_decidable': {
    status: 409,
    vi: 'Tài liệu minh chứng không ở trạng thái xét được',
    en: 'This evidence cannot be decided in its state',
  },

  'report.not_in_state': {
    status: 409,
    vi: 'Báo cáo không ở trạng thái làm được việc này',
    en: 'The report is not in a state for this',
  },
  'report.locked': { status: 409, vi: 'Kỳ báo cáo đã khóa sổ', en: 'The reporting period is locked' },
  'report.review_started': { status: 409, vi: 'Báo cáo đang được xét', en: 'The review has begun' },
  'report.not_expected': {
    status: 409,
    vi: 'Cơ quan không còn trong danh sách phải báo cáo kỳ này',
    en: 'No report is expected of this agency in this period',
  },
  'report.late_reason_missing': { status: 400, vi: 'Nộp muộn cần nêu lý do', en: 'A late report needs a reason' },
  'report.reason_missing': { status: 400, vi: 'Chưa nêu lý do', en: 'A reason is required' },
  'report.bulk_refused': {
    status: 409,
    vi: 'Không xét được tất cả báo cáo đã chọn',
    en: 'Not all of the reports can be decided',
  },
  'reporting_period.expected_unchanged': {
    status: 409,
    vi: 'Danh sách phải báo cáo đã như vậy',
    en: 'The expected set is so already',
  },

  'agency.name_taken': { status: 409, vi: 'Tên cơ quan đã có', en: 'The name is taken' },
  'agency.alias_taken': { status: 409, vi: 'Tên gọi khác đã dùng cho cơ quan khác', en: 'The alias is taken' },
  'agency.succession_invalid': {
    status: 409,
    vi: 'Không thể chuyển giao cho cơ quan này',
    en: 'This succession is not possible',
  },
  'calendar.day_taken': { status: 409, vi: 'Ngày này đã có thông báo', en: 'The day is already announced' },
  'job.unknown': { status: 400, vi: 'Không có tiến trình này', en: 'There is no such job' },
  'job.running': { status: 409, vi: 'Tiến trình đang chạy', en: 'The job is running' },
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Codes of one field's fault inside `errors[]`. */
export const FIELD_ERROR_CODES = [
  'required',
  'unknown',
  'type',
  'format',
  'length',
  'range',
  'value',
  'future',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];
