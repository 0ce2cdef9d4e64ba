/** What stands in the way. */
export const OBSTACLE_KINDS = ['mechanism', 'money', 'people', 'technology', 'data', 'other'] as const;
export type ObstacleKind = (typeof OBSTACLE_KINDS)[number];
export const OBSTACLE_KIND_LABELS: Record<ObstacleKind, string> = {
  mechanism: 'Cơ chế, chính sách',
  money: 'Kinh phí',
  people: 'Nhân lực',
  technology: 'Công nghệ, hạ tầng',
  data: 'Dữ liệu',
  other: 'Khác',
};

/** The level that is able to solve it. */
export const OBSTACLE_LEVELS = ['agency', 'standing', 'steering', 'provincial_committee', 'ministry'] as const;
export type ObstacleLevel = (typeof OBSTACLE_LEVELS)[number];
export const OBSTACLE_LEVEL_LABELS: Record<ObstacleLevel, string> = {
  agency: 'Một cơ quan khác trong tỉnh',
  standing: 'Cơ quan thường trực',
  steering: 'Ban Chỉ đạo',
  provincial_committee: 'UBND tỉnh, HĐND tỉnh',
  ministry: 'Bộ, ngành Trung ương',
};

/** Where it stands. */
export const OBSTACLE_STATES = [
  'open',
  'with_agency',
  'with_steering',
  'answered',
  'decided',
  'solved',
  'merged',
] as const;
export type ObstacleState = (typeof OBSTACLE_STATES)[number];
export const OBSTACLE_STATE_LABELS: Record<ObstacleState, string> = {
  open: 'Mới nêu, chờ xử lý',
  with_agency: 'Đã chuyển cơ quan trả lời',
  with_steering: 'Đã trình Ban Chỉ đạo',
  answered: 'Đã trả lời',
  decided: 'Đã có kết luận',
  solved: 'Đã giải quyết',
  merged: 'Đã gộp',
};

/** What can be done with it. */
export const OBSTACLE_ACTS = [
  'answer',
  'forward_agency',
  'forward_steering',
  'decide',
  'merge',
  'confirm',
  'reopen',
] as const;
export type ObstacleAct = (typeof OBSTACLE_ACTS)[number];
export const OBSTACLE_ACT_LABELS: Record<ObstacleAct, string> = {
  answer: 'Trả lời',
  forward_agency: 'Chuyển cơ quan trả lời',
  forward_steering: 'Trình Ban Chỉ đạo',
  decide: 'Kết luận',
  merge: 'Gộp vào đây',
  confirm: 'Xác nhận đã giải quyết',
  reopen: 'Nêu lại',
};

/** Whom it is forwarded to. */
export const FORWARD_TARGETS = ['agency', 'steering'] as const;
export type ForwardTarget = (typeof FORWARD_TARGETS)[number];
