/** Where a visit of an inspection stands. */
export const VISIT_STATES = ['planned', 'held', 'cancelled'] as const;
export type VisitState = (typeof VISIT_STATES)[number];
export const VISIT_STATE_LABELS: Record<VisitState, string> = {
  planned: 'Chưa kiểm tra',
  held: 'Đã kiểm tra',
  cancelled: 'Không tiến hành',
};

/** What a finding says of the agency. */
export const FINDING_KINDS = ['done_well', 'shortcoming', 'recommendation'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];
export const FINDING_KIND_LABELS: Record<FindingKind, string> = {
  done_well: 'Làm tốt',
  shortcoming: 'Tồn tại, hạn chế',
  recommendation: 'Kiến nghị',
};
