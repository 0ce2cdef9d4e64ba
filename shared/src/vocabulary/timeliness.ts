/** How an assignment or a task stands against its due date; worst first, `cancelled` last. */
export const TIMELINESS = [
  'overdue',
  'due_soon',
  'on_track',
  'no_deadline',
  'completed_late',
  'completed_on_time',
  'cancelled',
] as const;
export type Timeliness = (typeof TIMELINESS)[number];

export const TIMELINESS_LABELS: Record<Timeliness, string> = {
  overdue: 'Quá hạn',
  due_soon: 'Sắp đến hạn',
  on_track: 'Trong hạn',
  no_deadline: 'Không có hạn',
  completed_late: 'Hoàn thành muộn',
  completed_on_time: 'Hoàn thành đúng hạn',
  cancelled: 'Đã hủy',
};

/** The four classes of the Government Office, and what stands apart (open without a due date). */
export const TIMELINESS_CLASSES = ['doneOnTime', 'doneLate', 'openInTime', 'openOverdue', 'apart'] as const;
export type TimelinessClass = (typeof TIMELINESS_CLASSES)[number];

export const TIMELINESS_CLASS_LABELS: Record<TimelinessClass, string> = {
  doneOnTime: 'Đã hoàn thành đúng hạn',
  doneLate: 'Đã hoàn thành nhưng muộn',
  openInTime: 'Đang thực hiện, trong hạn',
  openOverdue: 'Đang thực hiện, quá hạn',
  apart: 'Theo dõi riêng (không có hạn)',
};

/** Bands of days overdue. */
export const OVERDUE_BANDS = ['d1to30', 'd31to90', 'd91to120', 'over120'] as const;
export type OverdueBand = (typeof OVERDUE_BANDS)[number];

export const OVERDUE_BAND_LABELS: Record<OverdueBand, string> = {
  d1to30: '1–30 ngày',
  d31to90: '31–90 ngày',
  d91to120: '91–120 ngày',
  over120: 'Trên 120 ngày',
};
