import { FLAG_KIND_LABELS } from './assignments.js';

/** The scheduler's jobs. */
export const JOBS = ['raise-overdue', 'open-periods', 'remind', 'sweep-files', 'digest'] as const;
export type JobName = (typeof JOBS)[number];
export const JOB_LABELS: Record<JobName, string> = {
  'raise-overdue': 'Đánh dấu sắp đến hạn, quá hạn',
  'open-periods': 'Mở kỳ báo cáo',
  remind: 'Nhắc việc theo bậc',
  'sweep-files': 'Dọn tệp không dùng',
  digest: 'Gửi tóm tắt trong ngày',
};

/** What each does, for whoever wonders whether to run it. */
export const JOB_DESCRIPTIONS: Record<JobName, string> = {
  'raise-overdue': 'Đánh dấu phân công chủ trì sắp đến hạn, quá hạn của ngày đó.',
  'open-periods': 'Mở các kỳ báo cáo đã đến ngày lấy số liệu, lập báo cáo nháp cho từng cơ quan.',
  remind:
    'Nhắc việc sắp đến hạn, quá hạn, báo cáo còn nợ theo bậc; lên lãnh đạo, cơ quan thường trực, Ban Chỉ đạo theo số ngày muộn.',
  'sweep-files': 'Xóa tệp tải lên quá 24 giờ mà không đính kèm vào đâu.',
  digest: 'Gửi mỗi người một bản tóm tắt việc còn phải làm, vào giờ người đó chọn.',
};

/** What a run counts, by the key in `counts.byKind`. */
export const JOB_COUNT_LABELS: Record<string, string> = {
  ...FLAG_KIND_LABELS,
  periods: 'Kỳ báo cáo',
  reports: 'Báo cáo',
  held: 'Tệp không dùng',
  without_row: 'Tệp không còn chủ',
  incoming: 'Tệp tải lên dở dang',
};

export const JOB_TRIGGERS = ['schedule', 'person'] as const;
export type JobTrigger = (typeof JOB_TRIGGERS)[number];
export const JOB_TRIGGER_LABELS: Record<JobTrigger, string> = { schedule: 'Theo lịch', person: 'Chạy tay' };
