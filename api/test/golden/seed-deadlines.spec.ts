import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { WorkingCalendar } from '../../src/calendar/domain/working-calendar.js';
import { dueDateOf } from '../../src/tasks/domain/due-date.js';
import { readDeadline } from '../../src/tasks/domain/read-deadline.js';
import { taskTimelinessOf, timelinessOf } from '../../src/tasks/domain/timeliness.js';
import { SEED_DEADLINES, WORKED_OVERDUE } from './seed-deadlines.js';

const calendar = new WorkingCalendar([]);

describe('the deadlines of the sample decision', () => {
  it.each(SEED_DEADLINES)('task $number: "$deadlineText"', ({ deadlineText, kind, startOn, nominalDueOn, dueOn }) => {
    const reading = readDeadline(deadlineText, 2023);
    expect(reading).toMatchObject({ kind, startOn, nominalDueOn, unsure: false });
    expect(dueDateOf(reading, calendar, true, deadlineText)).toMatchObject({ nominalDueOn, dueOn });
    expect(dueDateOf(reading, calendar, false, deadlineText)).toMatchObject({ nominalDueOn, dueOn: nominalDueOn });
  });

  it('is 33 tasks, by kind as worked', () => {
    const counts: Partial<Record<DeadlineKind, number>> = {};
    for (const { deadlineText } of SEED_DEADLINES) {
      const { kind } = readDeadline(deadlineText, 2023);
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    expect(counts).toEqual({ month: 15, quarter: 3, ongoing: 12, ongoing_from: 1, external: 1, unspecified: 1 });
    expect(SEED_DEADLINES.reduce((sum, { leads }) => sum + leads, 0)).toBe(223);
  });
});

describe('the worked days, with nothing completed', () => {
  it.each(WORKED_OVERDUE)('$asOf: $tasks tasks, $leadAssignments lead assignments overdue', (worked) => {
    let tasks = 0;
    let leadAssignments = 0;
    for (const { deadlineText, leads } of SEED_DEADLINES) {
      const { dueOn } = dueDateOf(readDeadline(deadlineText, 2023), calendar, true, deadlineText);
      const facts = Array.from({ length: leads }, () => ({ dueOn, completedOn: null, cancelledOn: null }));
      leadAssignments += facts.filter((lead) => timelinessOf(lead, worked.asOf, 7) === 'overdue').length;
      if (taskTimelinessOf(facts, { dueOn }, worked.asOf, 7).timeliness === 'overdue') tasks += 1;
    }
    expect({ asOf: worked.asOf, tasks, leadAssignments }).toEqual(worked);
  });
});

describe('explanations', () => {
  const explain = (text: string, move = true) => dueDateOf(readDeadline(text, 2023), calendar, move, text).explanation;

  it.each([
    ['Tháng 4/2023', 'Tháng 4/2023 → 30/4/2023 (Chủ nhật, nghỉ lễ Ngày Chiến thắng) → 4/5/2023 (Thứ Năm)'],
    ['Tháng 3/2023', 'Tháng 3/2023 → 31/3/2023 (Thứ Sáu)'],
    ['Tháng 9/2023', 'Tháng 9/2023 → 30/9/2023 (Thứ Bảy, ngày nghỉ hằng tuần) → 2/10/2023 (Thứ Hai)'],
    ['30/6/2023', '30/6/2023 (Thứ Sáu)'],
    ['Thực hiện thường xuyên', 'Thực hiện thường xuyên: không có hạn, báo cáo hằng tháng'],
    [
      'Từ quý II/2023 và thực hiện thường xuyên',
      'Từ quý II/2023 và thực hiện thường xuyên: bắt đầu từ 1/4/2023, không có hạn, báo cáo hằng tháng',
    ],
    ['', 'Kế hoạch không ghi thời hạn, cần bổ sung'],
  ])('%s', (text, explanation) => {
    expect(explain(text)).toBe(explanation);
  });

  it('says that the plan does not move its dates, and what is unsure', () => {
    expect(explain('Tháng 4/2023', false)).toBe(
      'Tháng 4/2023 → 30/4/2023 (Chủ nhật, nghỉ lễ Ngày Chiến thắng); kế hoạch không chuyển hạn sang ngày làm việc',
    );
    expect(explain('Tháng 3')).toBe(
      'Tháng 3 → 31/3/2023 (Thứ Sáu). Cần xác nhận: Không ghi năm; tạm lấy năm 2023 của kế hoạch',
    );
  });
});
