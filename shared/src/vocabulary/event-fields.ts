import { AGENCY_LEVEL_LABELS } from './agency-levels.js';
import { EVIDENCE_STATE_LABELS, FLAG_KIND_LABELS } from './assignments.js';
import { ANNOUNCED_DAY_KIND_LABELS } from './days-off.js';
import { DEADLINE_KIND_LABELS } from './deadline-kinds.js';
import { JOB_LABELS } from './jobs.js';
import { SIGN_IN_WAY_LABELS, USER_STATE_LABELS } from './people.js';
import { ROLE_LABELS } from './roles.js';
import { SCOPE_LABELS } from './scopes.js';

/**
 * How the history calls what stands before and after a change. A field without a label here is not told (it still
 * stands in the event): ids, and what only programs read.
 */
export const EVENT_FIELD_LABELS: Record<string, string> = {
  abstract: 'trích yếu',
  agencyName: 'cơ quan',
  alias: 'tên gọi',
  aliases: 'tên gọi khác',
  automaticRounds: 'chạy theo lịch',
  bytes: 'cỡ tệp (byte)',
  cancelledOn: 'ngày hủy',
  completedOn: 'ngày hoàn thành',
  coordinators: 'số cơ quan phối hợp',
  created: 'số việc mới',
  createdAt: 'lập lúc',
  day: 'ngày',
  deputy: 'người được ủy quyền',
  disabledAt: 'ngừng từ',
  displayName: 'tên hiển thị',
  documentText: 'văn bản',
  dueOn: 'hạn',
  dueSoonDays: 'số ngày báo sắp đến hạn',
  effectiveOn: 'có hiệu lực từ',
  email: 'thư điện tử',
  ended: 'số phiên đã kết thúc',
  expiresAt: 'hết hạn lúc',
  explanation: 'cách tính',
  fileName: 'tệp',
  fromOn: 'từ ngày',
  identifier: 'mã định danh',
  invited: 'chờ đặt mật khẩu',
  issuedOn: 'ngày ban hành',
  job: 'tiến trình',
  kind: 'loại',
  lastSignInAt: 'đăng nhập gần nhất',
  leads: 'số cơ quan chủ trì',
  level: 'cấp',
  members: 'thành viên',
  moveToWorkingDay: 'dời hạn vào ngày nghỉ sang ngày làm việc',
  name: 'tên',
  names: 'tên cơ quan đã trả lời',
  number: 'số',
  oidcSubject: 'tài khoản đăng nhập một lần',
  on: 'ngày',
  plan: 'phần đầu văn bản',
  prefix: 'khóa',
  principal: 'người ủy quyền',
  public: 'công khai',
  reason: 'lý do',
  replaced: 'khóa được thay',
  replacedUntil: 'khóa được thay còn dùng đến',
  requestsPerMinute: 'số yêu cầu mỗi phút',
  revoked: 'đã thu hồi',
  revokedAt: 'thu hồi lúc',
  roles: 'vai trò',
  scopes: 'phạm vi',
  secondFactor: 'lớp xác thực thứ hai',
  selfConfirmed: 'tự xác nhận',
  sessionsEnded: 'số phiên đã kết thúc',
  source: 'căn cứ',
  standing: 'cơ quan thường trực',
  standingDuties: 'nhiệm vụ ngoài phụ lục',
  state: 'trạng thái',
  tasks: 'nhiệm vụ đã sửa',
  title: 'tên',
  toOn: 'đến ngày',
  username: 'tên đăng nhập',
  validFrom: 'hoạt động từ',
  validTo: 'hoạt động đến',
  way: 'cách đăng nhập',
  year: 'năm',
};

/** What the sentence of an event leaves out, because people know the thing by its name, but its side panel tells. */
export const EVENT_DETAIL_LABELS: Record<string, string> = {
  agencyId: 'mã cơ quan',
  deputyId: 'mã ủy quyền',
  disabled: 'tắt',
  linkId: 'mã đường dẫn',
  onBehalfOf: 'làm thay',
  parentId: 'mã cơ quan cấp trên',
  principalId: 'mã người ủy quyền',
  purpose: 'mục đích',
  sessionId: 'mã phiên',
  successorIds: 'mã cơ quan kế thừa',
  userId: 'mã người dùng',
};

/** Words of closed lists inside an event, as people read them, by field. */
export const EVENT_VALUE_LABELS: Record<string, Record<string, string>> = {
  job: JOB_LABELS,
  kind: { ...DEADLINE_KIND_LABELS, ...FLAG_KIND_LABELS, ...ANNOUNCED_DAY_KIND_LABELS },
  level: AGENCY_LEVEL_LABELS,
  roles: ROLE_LABELS,
  scopes: SCOPE_LABELS,
  state: { ...EVIDENCE_STATE_LABELS, ...USER_STATE_LABELS },
  way: SIGN_IN_WAY_LABELS,
};
