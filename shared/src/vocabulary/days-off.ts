/** Why a named day is off, or why a weekend day is worked. */
export const DAY_OFF_KINDS = ['public_holiday', 'compensation', 'weekend_in_holiday', 'announced'] as const;
export type DayOffKind = (typeof DAY_OFF_KINDS)[number];
export const DAY_OFF_KIND_LABELS: Record<DayOffKind, string> = {
  public_holiday: 'Ngày lễ, tết',
  compensation: 'Nghỉ bù',
  weekend_in_holiday: 'Ngày nghỉ hằng tuần trong kỳ nghỉ lễ',
  announced: 'Nghỉ theo thông báo hoán đổi',
};

/** What an announcement of the State says of one day. */
export const ANNOUNCED_DAY_KINDS = ['day_off', 'working_day'] as const;
export type AnnouncedDayKind = (typeof ANNOUNCED_DAY_KINDS)[number];
export const ANNOUNCED_DAY_KIND_LABELS: Record<AnnouncedDayKind, string> = {
  day_off: 'Được nghỉ',
  working_day: 'Đi làm bù',
};
