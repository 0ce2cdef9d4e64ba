/** How often a plan is reported on; data windows by Decree 09/2019/NĐ-CP, article 12. */
export const REPORT_FREQUENCIES = ['month', 'quarter', 'half_year', 'year'] as const;
export type ReportFrequency = (typeof REPORT_FREQUENCIES)[number];
export const REPORT_FREQUENCY_LABELS: Record<ReportFrequency, string> = {
  month: 'Hằng tháng',
  quarter: 'Hằng quý',
  half_year: '6 tháng',
  year: 'Hằng năm',
};

/** A later change of which agencies a period expects to hear from. */
export const EXPECTED_CHANGES = ['add', 'remove'] as const;
export type ExpectedChange = (typeof EXPECTED_CHANGES)[number];
export const EXPECTED_CHANGE_LABELS: Record<ExpectedChange, string> = {
  add: 'Thêm cơ quan phải báo cáo',
  remove: 'Bỏ cơ quan khỏi danh sách phải báo cáo',
};
