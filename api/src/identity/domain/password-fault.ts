/** What is wrong with a chosen password; null when nothing is. */
export type PasswordFault = 'too_short' | 'too_long' | 'common' | 'about_you';

/** NIST SP 800-63B, 3.1.1: length and a list of common ones; no rule about kinds of characters, no expiry. */
export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 128;
/** So many characters must stand beside one's own name. */
const BESIDE_A_NAME = 4;

export const PASSWORD_FAULT_WORDS: Record<PasswordFault, string> = {
  too_short: `Mật khẩu phải có ít nhất ${SHORTEST_PASSWORD} ký tự. Nên ghép vài từ không liên quan với nhau.`,
  too_long: `Mật khẩu dài nhất ${LONGEST_PASSWORD} ký tự.`,
  common: 'Mật khẩu này nằm trong danh sách hay dùng, rất dễ đoán. Hãy chọn mật khẩu khác, ví dụ ghép vài từ.',
  about_you: 'Mật khẩu gần như chỉ là tên của bạn. Hãy chọn mật khẩu khác hoặc ghép thêm vài từ.',
};

/**
 * @param password as typed; characters are counted in NFC, so that "ế" is one however the keyboard sends it
 * @param names user name and own name of the person
 * @param isCommon whether a lower-case text stands in the list of common passwords
 */
export function passwordFault(
  password: string,
  names: readonly string[],
  isCommon: (text: string) => boolean,
): PasswordFault | null {
  const text = password.normalize('NFC');
  const length = [...text].length;
  if (length < SHORTEST_PASSWORD) return 'too_short';
  if (length > LONGEST_PASSWORD) return 'too_long';
  const lower = text.toLowerCase();
  if (isCommon(lower)) return 'common';
  const squeezed = squeeze(lower);
  for (const name of names.map((each) => squeeze(each.normalize('NFC').toLowerCase()))) {
    if (name.length < 3 || !squeezed.includes(name)) continue;
    if ([...squeezed.replaceAll(name, '')].length < BESIDE_A_NAME) return 'about_you';
  }
  return null;
}

/** Spaces and marks between letters hide a name from nobody. */
const squeeze = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
