import { type RateCounts, ranked, ratesOf, scoreOf, sumOf } from './rates.js';

const counts = (change: Partial<RateCounts>): RateCounts => ({
  expected: 1,
  submitted: 0,
  submittedOnTime: 0,
  accepted: 0,
  updatedEntries: 0,
  expectedEntries: 10,
  ...change,
});

describe('rates', () => {
  it('are ratios of what is expected', () => {
    const all = [
      counts({ submitted: 1, submittedOnTime: 1, accepted: 1, updatedEntries: 8 }),
      counts({ submitted: 1, updatedEntries: 2 }),
      counts({}),
      counts({}),
    ];
    expect(ratesOf(sumOf(all))).toEqual({
      expected: 4,
      submitted: 2,
      submittedOnTime: 1,
      accepted: 1,
      completeness: 0.5,
      timeliness: 0.25,
      updateRate: 0.25,
    });
  });

  it('are null where nothing is expected', () => {
    expect(ratesOf(sumOf([]))).toMatchObject({ expected: 0, completeness: null, timeliness: null, updateRate: null });
  });

  it('make a score, and equal scores share a rank', () => {
    const score = (change: Partial<RateCounts>) => scoreOf(ratesOf(counts(change)));
    const best = score({ submitted: 1, submittedOnTime: 1, updatedEntries: 10 });
    const late = score({ submitted: 1, updatedEntries: 10 });
    expect([best, late, score({})]).toEqual([100, 60, 0]);
    expect(ranked([{ score: 60 }, { score: 100 }, { score: 60 }, { score: 0 }]).map(({ rank }) => rank)).toEqual([
      1, 2, 2, 4,
    ]);
  });
});
