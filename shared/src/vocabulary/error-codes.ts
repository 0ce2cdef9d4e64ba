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
  'request.timeout': { status: 408, vi: 'Gửi nội dung quá chậm', en: 'The request body came too slowly' },
  'request.credentials_ambiguous': {
    status: 400,
    vi: 'Gửi nhiều cách nhận danh cùng lúc',
    en: 'More than one kind of credentials was sent',
  },
  'request.idempotency_key_missing': {
    status: 400,
    vi: 'Thiếu Idempotency-Key',
    en: 'Idempotency-Key is required from API clients',
  },
  'request.idempotency_key_reused': {
    status: 422,
    vi: 'Idempotency-Key đã dùng cho nội dung khác',
    en: 'The Idempotency-Key was used with another body',
  },
  'request.idempotency_key_running': {
    status: 409,
    vi: 'Yêu cầu cùng Idempotency-Key đang được xử lý',
    en: 'A request with this Idempotency-Key is still running',
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
  'auth.token_invalid': {
    status: 401,
    vi: 'Mã truy cập (Bearer) không dùng được',
    en: 'The access token is invalid, expired or revoked',
  },
  'auth.key_invalid': {
    status: 401,
    vi: 'Khóa API không dùng được',
    en: 'The API key is invalid, expired or revoked',
  },

  'token.invalid_request': { status: 400, vi: 'Yêu cầu cấp mã chưa đúng', en: 'The token request is malformed' },
  'token.invalid_client': { status: 401, vi: 'Sai mã hệ thống hoặc khóa', en: 'Client authentication failed' },
  'token.unsupported_grant_type': {
    status: 400,
    vi: 'Chỉ nhận grant_type=client_credentials',
    en: 'Only grant_type=client_credentials is supported',
  },
  'token.invalid_scope': {
    status: 400,
    vi: 'Phạm vi không được cấp cho hệ thống này',
    en: 'The scope is unknown or not granted to this client',
  },

  'api_client.name_taken': { status: 409, vi: 'Tên hệ thống đã có', en: 'The name is taken' },
  'api_client.disabled': { status: 409, vi: 'Hệ thống đang bị tắt', en: 'The API client is disabled' },
  'api_client.too_many_keys': { status: 409, vi: 'Đã đủ số khóa còn dùng', en: 'Too many keys are in use' },
  'api_client.key_unusable': {
    status: 409,
    vi: 'Khóa không còn dùng được',
    en: 'The key is expired or revoked already',
  },

  'auth.second_factor_required': {
    status: 401,
    vi: 'Cần mã xác thực của ứng dụng trên điện thoại',
    en: 'A code of the second factor is required',
  },
  'auth.second_factor_pending': {
    status: 403,
    vi: 'Phiên này còn chờ mã xác thực',
    en: 'This session still awaits a code of the second factor',
  },
  'auth.second_factor_setup_required': {
    status: 403,
    vi: 'Phải thiết lập lớp xác thực thứ hai trước',
    en: 'Set up the second factor first',
  },
  'auth.code_wrong': { status: 403, vi: 'Mã xác thực không đúng hoặc đã dùng', en: 'The code is wrong or used' },
  'auth.password_wrong': { status: 403, vi: 'Mật khẩu hiện tại không đúng', en: 'The current password is wrong' },
  'auth.password_weak': { status: 400, vi: 'Mật khẩu chưa đạt yêu cầu', en: 'The password is too weak' },
  'auth.password_sign_in_off': {
    status: 403,
    vi: 'Hệ thống chỉ nhận đăng nhập một lần; hãy dùng nút đăng nhập một lần',
    en: 'Passwords are switched off; use single sign-on',
  },
  'auth.link_invalid': {
    status: 403,
    vi: 'Đường dẫn không đúng, đã dùng hoặc đã hết hạn',
    en: 'The link is wrong, used or out of date',
  },
  'auth.deputy_ended': {
    status: 403,
    vi: 'Ủy quyền đã hết hiệu lực; hãy trở về tài khoản của mình',
    en: 'The deputyship has ended; return to your own account',
  },
  'auth.oidc_off': { status: 404, vi: 'Hệ thống không dùng đăng nhập một lần', en: 'There is no single sign-on' },
  'auth.oidc_failed': {
    status: 403,
    vi: 'Đăng nhập một lần không thành công; hãy thử lại từ trang đăng nhập',
    en: 'Single sign-on failed; start again from the sign-in page',
  },
  'auth.oidc_unknown': {
    status: 403,
    vi: 'Tài khoản đăng nhập một lần này chưa gắn với ai trong hệ thống; hãy nhờ quản trị hệ thống ghi thư điện tử công vụ của bạn',
    en: 'Nobody here has this single sign-on account; ask an administrator',
  },

  'second_factor.not_set': { status: 409, vi: 'Chưa có lớp xác thực thứ hai', en: 'There is no second factor' },
  'second_factor.not_started': {
    status: 409,
    vi: 'Chưa bắt đầu thiết lập lớp xác thực thứ hai',
    en: 'No setup of a second factor was started',
  },
  'second_factor.kept': {
    status: 409,
    vi: 'Vai trò này phải giữ lớp xác thực thứ hai',
    en: 'This role must keep its second factor',
  },

  'user.username_taken': { status: 409, vi: 'Tên đăng nhập đã có', en: 'The user name is taken' },
  'user.email_taken': { status: 409, vi: 'Thư điện tử đã dùng cho người khác', en: 'The e-mail address is taken' },
  'user.subject_taken': {
    status: 409,
    vi: 'Tài khoản đăng nhập một lần đã gắn với người khác',
    en: 'The single sign-on account is linked to somebody else',
  },
  'user.last_admin': {
    status: 409,
    vi: 'Đây là quản trị hệ thống cuối cùng còn hoạt động',
    en: 'This is the last active administrator',
  },
  'user.disabled': { status: 409, vi: 'Tài khoản đã ngừng hoạt động', en: 'The account is disabled' },
  'user.not_accepted': { status: 409, vi: 'Người này chưa nhận lời mời', en: 'The invitation is not accepted yet' },

  'invitation.accepted': { status: 409, vi: 'Lời mời đã được nhận', en: 'The invitation was accepted' },
  'invitation.closed': { status: 409, vi: 'Lời mời không còn hiệu lực', en: 'The invitation is not open any more' },

  'invitation_list.unreadable': {
    status: 422,
    vi: 'Không đọc được tệp danh sách',
    en: 'The list cannot be read',
  },
  'invitation_list.file_missing': { status: 400, vi: 'Chưa chọn tệp', en: 'No file was sent' },

  'deputy.not_possible': { status: 409, vi: 'Không thể ủy quyền cho người này', en: 'This person cannot be a deputy' },
  'deputy.ended': { status: 409, vi: 'Ủy quyền đã kết thúc', en: 'The deputyship has ended' },
  'deputy.none': {
    status: 403,
    vi: 'Bạn không được ủy quyền bởi người này',
    en: 'You are not a deputy of this person',
  },

  'plan_import.unreadable': { status: 422, vi: 'Không đọc được văn bản', en: 'The document cannot be read' },
  'plan_import.file_missing': { status: 400, vi: 'Chưa chọn tệp', en: 'No file was sent' },
  'plan_import.confirmed': { status: 409, vi: 'Văn bản đã được xác nhận thành kế hoạch', en: 'Already confirmed' },
  'plan_import.edit_unknown': {
    status: 400,
    vi: 'Nội dung sửa không khớp với văn bản',
    en: 'The edit refers to something that is not in the document',
  },

  'file.missing': { status: 400, vi: 'Chưa chọn tệp', en: 'No file was sent' },
  'file.name_invalid': { status: 422, vi: 'Tên tệp không dùng được', en: 'The file name is not usable' },
  'file.name_mismatch': {
    status: 422,
    vi: 'Đuôi tên tệp không khớp với nội dung',
    en: 'The extension does not match the content',
  },
  'file.type_refused': { status: 415, vi: 'Loại tệp không được nhận', en: 'This kind of file is not accepted' },
  'file.empty': { status: 422, vi: 'Tệp rỗng', en: 'The file is empty' },
  'file.damaged': { status: 422, vi: 'Tệp bị hỏng', en: 'The file is damaged' },
  'file.encrypted': { status: 422, vi: 'Tệp đặt mật khẩu', en: 'The file is encrypted' },
  'file.active_content': {
    status: 422,
    vi: 'Tệp có mã lệnh hoặc liên kết tự chạy',
    en: 'The file has macros, scripts or active links',
  },
  'file.embedded_file': { status: 422, vi: 'Tệp chứa tệp khác bên trong', en: 'The file holds other files' },
  'file.unpacks_too_large': { status: 422, vi: 'Tệp bung ra quá lớn', en: 'The file unpacks to too much' },
  'file.infected': { status: 422, vi: 'Tệp có mã độc', en: 'The file is infected' },
  'file.too_many_held': {
    status: 409,
    vi: 'Quá nhiều tệp tải lên mà chưa dùng',
    en: 'Too many uploaded files are not in use',
  },
  'file.not_attachable': { status: 409, vi: 'Không đính kèm được tệp này', en: 'This file cannot be attached' },
  'file.scanner_unavailable': {
    status: 503,
    vi: 'Chưa quét được mã độc',
    en: 'The malware scanner does not answer',
  },
  'file.storage_unavailable': {
    status: 503,
    vi: 'Kho tệp tạm thời chưa dùng được',
    en: 'The file storage is unavailable',
  },

  'report_form.invalid': { status: 422, vi: 'Biểu Excel có ô chưa đúng', en: 'Cells of the Excel form are not valid' },

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

  'inspection.not_in_state': {
    status: 409,
    vi: 'Cuộc kiểm tra không ở trạng thái làm được việc này',
    en: 'The visit is not in a state for this',
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

  'urging.refused': {
    status: 409,
    vi: 'Không đôn đốc được tất cả các việc đã chọn',
    en: 'Not all of the items can be urged',
  },
  'urging.answered': { status: 409, vi: 'Việc này đã được trả lời', en: 'The item was answered already' },

  'agency.name_taken': { status: 409, vi: 'Tên cơ quan đã có', en: 'The name is taken' },
  'agency.alias_taken': { status: 409, vi: 'Tên gọi khác đã dùng cho cơ quan khác', en: 'The alias is taken' },
  'agency.succession_invalid': {
    status: 409,
    vi: 'Không thể chuyển giao cho cơ quan này',
    en: 'This succession is not possible',
  },

  'extension.pending': {
    status: 409,
    vi: 'Đã có đề nghị gia hạn đang chờ',
    en: 'A request for an extension is pending already',
  },
  'extension.no_due_date': {
    status: 409,
    vi: 'Phân công không có hạn để gia hạn',
    en: 'There is no due date to extend',
  },
  'extension.not_later': {
    status: 400,
    vi: 'Hạn mới phải sau hạn đang áp dụng',
    en: 'The new due date must be later than the one in force',
  },
  'extension.not_in_state': {
    status: 409,
    vi: 'Đề nghị không còn chờ quyết định',
    en: 'The request is no longer pending',
  },
  'extension.reason_missing': {
    status: 400,
    vi: 'Chưa nêu lý do không gia hạn',
    en: 'The reason for refusing is missing',
  },
  'extension.bulk_refused': {
    status: 409,
    vi: 'Có đề nghị không quyết định được',
    en: 'Some requests cannot be decided; none was',
  },

  'obstacle.not_in_state': {
    status: 409,
    vi: 'Vướng mắc không ở trạng thái làm được việc này',
    en: 'The obstacle is not in a state for this',
  },
  'obstacle.not_mergeable': {
    status: 409,
    vi: 'Có vướng mắc không gộp được',
    en: 'Some obstacles cannot be merged',
  },

  'calendar.day_taken': { status: 409, vi: 'Ngày này đã có thông báo', en: 'The day is already announced' },

  'mail.not_dead': { status: 409, vi: 'Thư này không cần gửi lại', en: 'The mail needs no second sending' },
  'mail.bounce_unreadable': {
    status: 422,
    vi: 'Không đọc được thư báo không giao được',
    en: 'This is no readable delivery status report',
  },
  'calendar_feed.no_agency': {
    status: 409,
    vi: 'Tài khoản không thuộc cơ quan nào',
    en: 'The account belongs to no agency',
  },

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
