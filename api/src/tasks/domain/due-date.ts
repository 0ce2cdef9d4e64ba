import type { CalendarDate } from '../../calendar/domain/calendar-date.js';
import { formatDateInText } from '../../calendar/domain/calendar-date.js';
import type { WorkingCalendar } from '../../calendar/domain/working-calendar.js';
import type { DeadlineReading } from './deadline-reading.js';

export interface DueDate {
  /** Last day as the words say it; null for kinds without one. */
  nominalDueOn: CalendarDate | null;
  /** The day that decides on time or late, to its end (24:00 in Asia/Ho_Chi_Minh); null for kinds without one. */
  dueOn: CalendarDate | null;
  /** One line in Vietnamese from the words to the day, or why there is none. */
  explanation: string;
}

/**
 * The due date of a reading, and how it came about:
 * "Tháng 4/2023 → 30/4/2023 (Chủ nhật, nghỉ lễ Ngày Chiến thắng) → 4/5/2023 (Thứ Năm)".
 *
 * @param moveToWorkingDay the plan's policy: a nominal due date on a day off moves to the end of the next working
 *   day (Civil Code 2015, article 148.5). Off, it stays where the words put it.
 * @param deadlineText the words of the plan
 */
export function dueDateOf(
  reading: DeadlineReading,
  calendar: WorkingCalendar,
  moveToWorkingDay: boolean,
  deadlineText: string,
): DueDate {
  const words = deadlineText.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const doubt = reading.unsure && reading.note !== null ? `. Cần xác nhận: ${reading.note}` : '';
  const { nominalDueOn } = reading;
  if (nominalDueOn === null) {
    return { nominalDueOn, dueOn: null, explanation: `${withoutDueDate(reading, words)}${doubt}` };
  }
  const dueOn = moveToWorkingDay ? calendar.moveToWorkingDay(nominalDueOn).dueOn : nominalDueOn;
  const steps = [calendar.describe(nominalDueOn)];
  // A date that the plan writes itself need not be said twice.
  if (words !== '' && words !== formatDateInText(nominalDueOn)) steps.unshift(words);
  if (dueOn !== nominalDueOn) steps.push(calendar.describe(dueOn));
  const stays = !moveToWorkingDay && calendar.isDayOff(nominalDueOn);
  const policy = stays ? '; kế hoạch không chuyển hạn sang ngày làm việc' : '';
  return { nominalDueOn, dueOn, explanation: `${steps.join(' → ')}${policy}${doubt}` };
}

function withoutDueDate({ kind, startOn, unsure }: DeadlineReading, words: string): string {
  switch (kind) {
    case 'ongoing':
      return `${words}: không có hạn, báo cáo hằng tháng`;
    case 'ongoing_from': {
      const start = startOn === null ? '' : `bắt đầu từ ${formatDateInText(startOn)}, `;
      return `${words}: ${start}không có hạn, báo cáo hằng tháng`;
    }
    case 'recurring':
      return `${words}: việc định kỳ, không có một hạn chung, đánh giá qua từng kỳ báo cáo`;
    case 'external':
      return `${words}: theo văn bản hoặc tiến độ khác, chưa có hạn cho đến khi nhập hạn và nêu văn bản`;
    default:
      return unsure ? `${words}: chưa đọc được thời hạn` : 'Kế hoạch không ghi thời hạn, cần bổ sung';
  }
}
