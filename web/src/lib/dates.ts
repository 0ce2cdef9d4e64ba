/** Days are `YYYY-MM-DD`, calendar dates in Asia/Ho_Chi_Minh; people see and type dd/MM/yyyy. */

const WEEKDAYS = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const;
const DAY_MS = 86_400_000;
/** Vietnam has kept UTC+7 without summer time since 1975. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

function toUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** `2023-05-04` → `04/05/2023`. */
export function formatDay(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** `2023-05-04` → `Thứ Năm, 04/05/2023`; used wherever a deadline is meant. */
export function formatDayWithWeekday(day: string): string {
  return `${WEEKDAYS[new Date(toUtc(day)).getUTCDay()]}, ${formatDay(day)}`;
}

/** An instant (RFC 3339, UTC) as `14:32, 04/05/2023` on the clock of Vietnam, whatever the computer's own zone is. */
export function formatInstant(instant: string): string {
  const local = new Date(Date.parse(instant) + VIETNAM_OFFSET_MS).toISOString();
  return `${local.slice(11, 16)}, ${formatDay(local.slice(0, 10))}`;
}

/** The calendar day in Vietnam at an instant, `YYYY-MM-DD`. */
export function dayInVietnam(instant: Date): string {
  return new Date(instant.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toUtc(to) - toUtc(from)) / DAY_MS);
}

/** True for a real calendar day written `YYYY-MM-DD`, years 1900 to 2200. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const time = toUtc(text);
  return year >= 1900 && year <= 2200 && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export type DayReading = { day: string } | { error: string };

/**
 * Reads what a person typed as a day: `4/5/2023`, `04/05/2023`, `04-05-2023`, `04.05.2023`. Day first, always; a
 * four-digit year, always; a day that does not exist is refused with words, never turned into another one.
 */
export function readDay(text: string): DayReading {
  const parts = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(text);
  if (!parts) return { error: 'Nhập ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2023.' };
  const [, d = '', m = '', y = ''] = parts;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (!isDay(day)) return { error: `Ngày ${d}/${m}/${y} không có thật. Xin xem lại ngày và tháng.` };
  return { day };
}

/** How far a due date lies from a day, in words: `còn 3 ngày`, `hạn hôm nay`, `quá hạn 12 ngày`. */
export function dueWords(dueOn: string, asOf: string): string {
  const days = daysBetween(asOf, dueOn);
  if (days > 0) return `còn ${formatNumber(days)} ngày`;
  if (days === 0) return 'hết hạn trong ngày';
  return `quá hạn ${formatNumber(-days)} ngày`;
}

/** `1040` → `1.040`. */
export function formatNumber(value: number): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}
