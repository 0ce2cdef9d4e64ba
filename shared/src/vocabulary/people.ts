/** Where an account stands. */
export const USER_STATES = ['invited', 'active', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

export const USER_STATE_LABELS: Record<UserState, string> = {
  invited: 'Đã mời, chưa đặt mật khẩu',
  active: 'Đang hoạt động',
  disabled: 'Đã ngừng',
};

/** Where a one-time invitation stands. */
export const INVITATION_STATES = ['open', 'accepted', 'expired', 'revoked'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const INVITATION_STATE_LABELS: Record<InvitationState, string> = {
  open: 'Đang chờ',
  accepted: 'Đã nhận',
  expired: 'Hết hạn',
  revoked: 'Đã thu hồi',
};

/** Where a deputyship stands on the day of reading. */
export const DEPUTY_STATES = ['planned', 'valid', 'past', 'revoked'] as const;
export type DeputyState = (typeof DEPUTY_STATES)[number];

export const DEPUTY_STATE_LABELS: Record<DeputyState, string> = {
  planned: 'Chưa đến ngày',
  valid: 'Đang hiệu lực',
  past: 'Đã hết hạn',
  revoked: 'Đã thu hồi',
};

/** What a session still has to do before it may do anything else; null when it is whole. */
export const SESSION_RESTRICTIONS = ['second_factor_pending', 'second_factor_setup', 'deputy_ended'] as const;
export type SessionRestriction = (typeof SESSION_RESTRICTIONS)[number];

/** How a person came in. */
export const SIGN_IN_WAYS = ['password', 'oidc', 'claim'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

export const SIGN_IN_WAY_LABELS: Record<SignInWay, string> = {
  password: 'mật khẩu',
  oidc: 'đăng nhập một lần',
  claim: 'mã nhận quyền quản trị',
};
