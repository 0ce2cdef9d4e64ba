import { formatDay, formatDayWithWeekday } from '../../lib/dates.js';

/** What a list says of later dates beside the due date: a request that waits, a date that was granted. */
export function DueNotes({ pending, extendedTo }: { pending: boolean; extendedTo?: string | null }) {
  const words = [
    ...(extendedTo ? [`gia hạn đến ${formatDay(extendedTo)}`] : []),
    ...(pending ? ['đang xin gia hạn'] : []),
  ];
  return words.length > 0 ? <span> ({words.join('; ')})</span> : null;
}

/** A due date; `long` with the weekday, where there is room. */
export function DueDay({ dueOn, long }: { dueOn: string | null; long?: boolean }) {
  if (!dueOn) return null;
  return <span className="numbers">{long ? formatDayWithWeekday(dueOn) : formatDay(dueOn)}</span>;
}
