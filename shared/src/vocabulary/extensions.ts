/** Where a request for a later due date stands. */
export const EXTENSION_STATES = ['pending', 'granted', 'refused', 'withdrawn'] as const;
export type ExtensionState = (typeof EXTENSION_STATES)[number];
export const EXTENSION_STATE_LABELS: Record<ExtensionState, string> = {
  pending: 'Chờ quyết định',
  granted: 'Đồng ý gia hạn',
  refused: 'Không gia hạn',
  withdrawn: 'Đã rút đề nghị',
};

/** What can be done with a request. */
export const EXTENSION_ACTS = ['grant', 'refuse', 'withdraw'] as const;
export type ExtensionAct = (typeof EXTENSION_ACTS)[number];
export const EXTENSION_ACT_LABELS: Record<ExtensionAct, string> = {
  grant: 'Đồng ý gia hạn',
  refuse: 'Không gia hạn',
  withdraw: 'Rút đề nghị',
};

export const EXTENSION_DECISIONS = ['grant', 'refuse'] as const;
export type ExtensionDecision = (typeof EXTENSION_DECISIONS)[number];

/** Who decides on extensions of a plan. */
export const EXTENSION_DECIDERS = ['standing', 'steering', 'both'] as const;
export type ExtensionDecider = (typeof EXTENSION_DECIDERS)[number];
export const EXTENSION_DECIDER_LABELS: Record<ExtensionDecider, string> = {
  standing: 'Cơ quan thường trực',
  steering: 'Ban Chỉ đạo',
  both: 'Cơ quan thường trực hoặc Ban Chỉ đạo',
};
