import type { Role } from '@plan/shared/vocabulary/roles';

/** Lower case: 3–50 of a–z, 0–9, dot, dash; begins and ends with a letter or digit. */
export const USERNAME = /^[a-z0-9](?:[a-z0-9.-]{1,48})[a-z0-9]$/;
export const USERNAME_WORDS = 'Tên đăng nhập gồm 3–50 ký tự a–z, 0–9, dấu chấm, gạch ngang.';

/** A work address; what follows the last dot has two letters at least. */
export const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]{2,24}$/;
export const EMAIL_WORDS = 'Thư điện tử công vụ dạng ten@donvi.gov.vn.';

/** Why these roles do not go with this agency; null when they do. Roles of an agency need one (domain.md, roles). */
export function placeFault(roles: readonly Role[], hasAgency: boolean): string | null {
  if (roles.length === 0) return 'Hãy chọn ít nhất một vai trò.';
  const ofAgency = roles.some((role) => role !== 'admin' && role !== 'steering');
  return ofAgency && !hasAgency ? 'Vai trò này gắn với một cơ quan. Hãy chọn cơ quan.' : null;
}
