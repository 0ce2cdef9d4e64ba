/** Who can stand behind an event. */
export const ACTOR_KINDS = ['user', 'client', 'job', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];
export const ACTOR_KIND_LABELS: Record<ActorKind, string> = {
  user: 'Người dùng',
  client: 'Hệ thống kết nối',
  job: 'Tiến trình theo lịch',
  system: 'Hệ thống',
};

/** Through what an act came: a page (a person's session), an API key, an access token, a job, the system itself. */
export const EVENT_VIAS = ['page', 'key', 'token', 'job', 'system'] as const;
export type EventVia = (typeof EVENT_VIAS)[number];
export const EVENT_VIA_LABELS: Record<EventVia, string> = {
  page: 'Trang web',
  key: 'Khóa API',
  token: 'Mã truy cập API',
  job: 'Tiến trình theo lịch',
  system: 'Hệ thống tự làm',
};

/** What an event can be about. */
export const EVENT_SUBJECT_LABELS = {
  agency: 'Cơ quan',
  agency_group: 'Nhóm cơ quan',
  announced_day: 'Ngày được thông báo',
  api_client: 'Hệ thống kết nối (API)',
  assignment: 'Phân công',
  deputy: 'Ủy quyền',
  evidence: 'Tài liệu minh chứng',
  file: 'Tệp tải lên',
  job_run: 'Lượt chạy tiến trình',
  plan: 'Kế hoạch',
  plan_import: 'Văn bản nhập',
  report: 'Báo cáo',
  reporting_period: 'Kỳ báo cáo',
  session: 'Phiên làm việc',
  task: 'Nhiệm vụ',
  urging: 'Công văn đôn đốc',
  user: 'Tài khoản',
} as const satisfies Record<string, string>;
export type EventSubject = keyof typeof EVENT_SUBJECT_LABELS;
export const EVENT_SUBJECTS = Object.keys(EVENT_SUBJECT_LABELS) as EventSubject[];

/** Every event that is written, as `<subject>.<verb>`, with the words in which the history tells it. */
export const EVENT_TYPE_LABELS = {
  'admin.claimed': 'Nhận quyền quản trị đầu tiên',
  'agency.alias_learnt': 'Ghi nhớ tên gọi khác của cơ quan',
  'agency.changed': 'Sửa thông tin cơ quan',
  'agency.created': 'Thêm cơ quan',
  'agency.loaded': 'Nạp cơ quan từ danh mục',
  'agency_group.loaded': 'Nạp nhóm cơ quan từ danh mục',
  'agency_group.members_changed': 'Thay thành viên nhóm cơ quan',
  'announced_day.added': 'Thêm ngày nghỉ, ngày làm bù được thông báo',
  'announced_day.withdrawn': 'Bỏ ngày nghỉ, ngày làm bù được thông báo',
  'api_client.changed': 'Sửa hệ thống kết nối (API)',
  'api_client.created': 'Thêm hệ thống kết nối (API)',
  'api_client.key_issued': 'Cấp khóa API',
  'api_client.key_revoked': 'Thu hồi khóa API',
  'assignment.cancelled': 'Hủy phân công',
  'assignment.flag_raised': 'Đánh dấu thời hạn của phân công',
  'assignment.flag_taken_back': 'Gỡ đánh dấu thời hạn của phân công',
  'assignment.reminded': 'Nhắc việc theo bậc',
  'assignment.urged': 'Đôn đốc bằng công văn',
  'deputy.granted': 'Ủy quyền',
  'deputy.revoked': 'Thu hồi ủy quyền',
  'evidence.confirmation_withdrawn': 'Rút xác nhận hoàn thành',
  'evidence.confirmed': 'Xác nhận hoàn thành',
  'evidence.proposed': 'Nộp tài liệu minh chứng',
  'evidence.refused': 'Không chấp nhận tài liệu minh chứng',
  'file.swept': 'Xóa tệp tải lên mà không dùng',
  'file.uploaded': 'Tải tệp lên',
  'job_run.asked': 'Chạy tay tiến trình hệ thống',
  'plan.confirmed': 'Xác nhận văn bản thành kế hoạch',
  'plan.settings_changed': 'Sửa cài đặt của kế hoạch',
  'plan_import.edited': 'Sửa nội dung văn bản nhập',
  'plan_import.uploaded': 'Tải lên văn bản để nhập kế hoạch',
  'report.accepted': 'Chấp nhận báo cáo',
  'report.commented': 'Trao đổi về báo cáo',
  'report.correction_opened': 'Mở lại báo cáo đã chấp nhận để đính chính',
  'report.opened': 'Lập báo cáo của kỳ',
  'report.reminded': 'Nhắc nộp báo cáo theo bậc',
  'report.returned': 'Trả lại báo cáo',
  'report.review_started': 'Bắt đầu xét báo cáo',
  'report.saved': 'Lưu nội dung báo cáo',
  'report.submitted': 'Nộp báo cáo',
  'report.urged': 'Đôn đốc nộp báo cáo bằng công văn',
  'report.withdrawn': 'Rút báo cáo về sửa',
  'reporting_period.due_date_moved': 'Tính lại hạn của kỳ báo cáo',
  'reporting_period.exception_granted': 'Cho một cơ quan nộp bổ sung sau khóa sổ',
  'reporting_period.expected_changed': 'Đổi danh sách phải báo cáo',
  'reporting_period.opened': 'Mở kỳ báo cáo',
  'session.ended': 'Đăng xuất',
  'session.ended_by_other': 'Kết thúc phiên làm việc từ nơi khác',
  'session.opened': 'Đăng nhập',
  'session.others_ended': 'Kết thúc mọi phiên làm việc khác của mình',
  'session.reuse_ended': 'Kết thúc phiên vì mã làm mới cũ bị dùng lại',
  'session.second_factor_shown': 'Nhập mã xác thực cho phiên làm việc',
  'session.switched': 'Chuyển sang làm thay hoặc trở về tài khoản của mình',
  'task.created': 'Lập nhiệm vụ từ kế hoạch',
  'task.due_date_moved': 'Tính lại thời hạn của nhiệm vụ',
  'task.due_date_set': 'Đặt thời hạn mới của nhiệm vụ',
  'urging.answered': 'Trả lời công văn đôn đốc',
  'urging.sent': 'Gửi công văn đôn đốc',
  'user.changed': 'Sửa tài khoản',
  'user.created': 'Lập tài khoản',
  'user.invitation_accepted': 'Nhận lời mời, đặt mật khẩu đầu tiên',
  'user.invitation_revoked': 'Thu hồi lời mời',
  'user.invited_again': 'Gửi lại lời mời',
  'user.password_changed': 'Đổi mật khẩu',
  'user.password_reset': 'Đặt lại mật khẩu bằng đường dẫn',
  'user.password_reset_issued': 'Cấp đường dẫn đặt lại mật khẩu',
  'user.recovery_codes_renewed': 'Tạo lại mã dự phòng',
  'user.second_factor_removed': 'Bỏ lớp xác thực thứ hai',
  'user.second_factor_set': 'Thiết lập lớp xác thực thứ hai',
  'user.second_factor_started': 'Bắt đầu thiết lập lớp xác thực thứ hai',
} as const satisfies Record<string, string>;
export type EventType = keyof typeof EVENT_TYPE_LABELS;
export const EVENT_TYPES = Object.keys(EVENT_TYPE_LABELS) as EventType[];
