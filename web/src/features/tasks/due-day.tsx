import { formatDay, formatDayWithWeekday } from '../../lib/dates.js';

/** A due date; `long` with the weekday, where there is room. */
export function DueDay({ dueOn, long }: { dueOn: string | null; long?: boolean }) {
  if (!dueOn) return null;
  return <span className="numbers">{long ? formatDayWithWeekday(dueOn) : formatDay(dueOn)}</span>;
}
