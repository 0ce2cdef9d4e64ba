import { describe, expect, it } from 'vitest';
import { countsInWords, durationInWords } from './job-words.js';

describe('what a run did, in words', () => {
  it('names what is new by kind, and leaves out what is not', () => {
    expect(countsInWords(null)).toBe('Không có gì mới');
    expect(countsInWords({ created: 0, byKind: { overdue: 0 } })).toBe('Không có gì mới');
    expect(countsInWords({ created: 1_012, byKind: { overdue: 1_000, due_soon: 12, periods: 0 } })).toBe(
      '1.012 mới: Quá hạn 1.000, Sắp đến hạn 12',
    );
  });

  it.each([
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.340Z', '0,3 giây'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:12.400Z', '12 giây'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:02:05.000Z', '2 phút 5 giây'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:02:00.000Z', '2 phút'],
    // A clock that was set back meanwhile.
    ['2026-01-01T00:00:10.000Z', '2026-01-01T00:00:00.000Z', '0,0 giây'],
    ['2026-01-01T00:00:10.000Z', null, ''],
  ])('tells from %s to %s as “%s”', (from, to, words) => {
    expect(durationInWords(from, to)).toBe(words);
  });
});
