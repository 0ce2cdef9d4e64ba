import { dueWords, formatDay, formatDayWithWeekday } from '../../lib/dates.js';
import classes from './due-cell.module.css';
import type { Assignment, Task } from './queries.js';

const DONE = ['completed_on_time', 'completed_late', 'cancelled'];

/** How far the due date is; nothing once the work is done. */
export function restWords(row: { dueOn: string | null; timeliness: Task['timeliness'] }, asOf: string): string {
  return row.dueOn && !DONE.includes(row.timeliness) ? dueWords(row.dueOn, asOf) : '';
}

interface Props {
  dueOn: string | null;
  timeliness: Assignment['timeliness'];
  asOf: string;
  /** With the weekday, where there is room. */
  long?: boolean;
}

/** A due date with what is left of it: `04/05/2023 · quá hạn 12 ngày`. */
export function DueDay({ dueOn, timeliness, asOf, long }: Props) {
  if (!dueOn) return null;
  const rest = restWords({ dueOn, timeliness }, asOf);
  return (
    <span className="numbers">
      {long ? formatDayWithWeekday(dueOn) : formatDay(dueOn)}
      {rest ? <span className={classes.rest}> · {rest}</span> : null}
    </span>
  );
}
