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

export const JOB_TRIGGERS = ['schedule', 'person'] as const;
export type JobTrigger = (typeof JOB_TRIGGERS)[number];
export const JOB_TRIGGER_LABELS: Record<JobTrigger, string> = { schedule: 'Theo lịch', person: 'Chạy tay' };
