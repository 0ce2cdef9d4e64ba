import fc from 'fast-check';
import { currentSubmission, isLate, judgedSubmission, needsLateReason, type SubmissionFacts } from './lateness.js';

const submission = (number: number, receivedOn: string, fate: SubmissionFacts['fate']): SubmissionFacts => ({
  number,
  receivedOn,
  fate,
});
const DUE = '2023-04-17';

describe('lateness', () => {
  it('begins with the day after the due date', () => {
    expect([isLate('2023-04-16', DUE), isLate(DUE, DUE), isLate('2023-04-18', DUE)]).toEqual([false, false, true]);
  });

  it.each([
    ['nothing', [], null, null],
    ['one that stands', [submission(1, DUE, 'standing')], 1, 1],
    ['one that was returned', [submission(1, DUE, 'returned')], null, null],
    ['one that was taken back', [submission(1, DUE, 'withdrawn')], null, null],
    ['returned and handed in again', [submission(1, DUE, 'returned'), submission(2, '2023-04-20', 'standing')], 2, 2],
    ['accepted and corrected', [submission(1, DUE, 'standing'), submission(2, '2023-04-20', 'standing')], 1, 2],
    ['a correction that was returned', [submission(1, DUE, 'standing'), submission(2, '2023-04-20', 'returned')], 1, 1],
  ] as const)('is judged, after %s, by the first that was not returned afterwards', (_, all, judged, current) => {
    expect(judgedSubmission(all)?.number ?? null).toBe(judged);
    expect(currentSubmission(all)?.number ?? null).toBe(current);
  });

  it('needs a reason only where the new submission decides', () => {
    expect(needsLateReason([], DUE, DUE)).toBe(false);
    expect(needsLateReason([], '2023-04-18', DUE)).toBe(true);
    expect(needsLateReason([submission(1, DUE, 'returned')], '2023-04-18', DUE)).toBe(true);
    expect(needsLateReason([submission(1, DUE, 'standing')], '2023-04-18', DUE)).toBe(false);
  });

  it('never gets better by a later submission while an earlier one stands', () => {
    const fates = fc.array(fc.constantFrom('standing', 'returned', 'withdrawn'), { maxLength: 8 });
    fc.assert(
      fc.property(fates, (list) => {
        const all = list.map((fate, index) => submission(index + 1, `2023-04-${10 + index}`, fate));
        const judged = judgedSubmission(all);
        expect(judged?.number ?? null).toBe(list.includes('standing') ? list.indexOf('standing') + 1 : null);
        const more = [...all, submission(all.length + 1, '2023-04-30', 'standing')];
        expect(judgedSubmission(more)?.number).toBe(judged?.number ?? more.length);
        expect(judgedSubmission([...more].reverse())?.number).toBe(judgedSubmission(more)?.number);
      }),
    );
  });
});
