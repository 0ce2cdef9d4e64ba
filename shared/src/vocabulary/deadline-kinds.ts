/** What the words of a deadline mean. */
export const DEADLINE_KINDS = [
  'date',
  'month',
  'quarter',
  'half_year',
  'year',
  'range',
  'ongoing',
  'ongoing_from',
  'recurring',
  'external',
  'unspecified',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export const DEADLINE_KIND_LABELS: Record<DeadlineKind, string> = {
  date: 'Ngày cụ thể',
  month: 'Theo tháng',
  quarter: 'Theo quý',
  half_year: 'Nửa năm',
  year: 'Trong năm',
  range: 'Trong khoảng thời gian',
  ongoing: 'Thường xuyên',
  ongoing_from: 'Thường xuyên, từ một thời điểm',
  recurring: 'Định kỳ',
  external: 'Theo lộ trình của văn bản khác',
  unspecified: 'Chưa rõ thời hạn',
};
