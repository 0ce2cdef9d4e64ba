/** Sums over reports of one period. */
export interface RateCounts {
  expected: number;
  submitted: number;
  submittedOnTime: number;
  accepted: number;
  /** Assignments with news in a standing submission. */
  updatedEntries: number;
  /** All assignments that are reported on. */
  expectedEntries: number;
}

export interface Rates extends Omit<RateCounts, 'updatedEntries' | 'expectedEntries'> {
  completeness: number | null;
  timeliness: number | null;
  updateRate: number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Ratios 0–1; null where nothing is expected. */
export const ratesOf = ({ updatedEntries, expectedEntries, ...counts }: RateCounts): Rates => ({
  ...counts,
  completeness: share(counts.submitted, counts.expected),
  timeliness: share(counts.submittedOnTime, counts.expected),
  updateRate: share(updatedEntries, expectedEntries),
});

export function sumOf(counts: readonly RateCounts[]): RateCounts {
  const sum: RateCounts = {
    expected: 0,
    submitted: 0,
    submittedOnTime: 0,
    accepted: 0,
    updatedEntries: 0,
    expectedEntries: 0,
  };
  for (const each of counts) for (const key of Object.keys(sum) as (keyof RateCounts)[]) sum[key] += each[key];
  return sum;
}

/** The rows of each key, in the order in which they come. */
export function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** The weights of a ranking, in hundredths; they make 100. */
const WEIGHTS = { completeness: 40, timeliness: 40, updateRate: 20 };

/** The same in words, for whoever is ranked. */
export const RANKING_FORMULA =
  'Điểm = 40 × tỷ lệ đã nộp + 40 × tỷ lệ nộp đúng hạn + 20 × tỷ lệ nhiệm vụ có cập nhật mới (không tính nội dung giữ nguyên như kỳ trước). ' +
  'Cao nhất 100 điểm; bằng điểm thì cùng hạng, sau đó xếp theo tên.';

/** 0–100 with two decimals. */
export function scoreOf({ completeness, timeliness, updateRate }: Rates): number {
  const score =
    WEIGHTS.completeness * (completeness ?? 0) +
    WEIGHTS.timeliness * (timeliness ?? 0) +
    WEIGHTS.updateRate * (updateRate ?? 0);
  return Math.round(score * 100) / 100;
}

/** Highest score first, equal scores in the order given; they share a rank and the next one skips. */
export function ranked<T extends { score: number }>(rows: readonly T[]): (T & { rank: number })[] {
  const sorted = [...rows].sort((a, b) => b.score - a.score);
  return sorted.map((row) => ({ ...row, rank: sorted.findIndex(({ score }) => score === row.score) + 1 }));
}
