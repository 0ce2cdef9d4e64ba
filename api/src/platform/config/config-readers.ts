import { isAbsolute, resolve } from 'node:path';

/** Reads one variable's text; throws `WrongValue` with what is allowed. */
export type Reader<T> = (text: string) => T;

/** What is allowed instead, as the end of a sentence. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
}

/** A whole number from `least` to `most`, both included. */
export function wholeNumber(least: number, most: number, meaningOfZero = ''): Reader<number> {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new WrongValue(`một số nguyên từ ${least} đến ${most}${meaningOfZero}`);
  };
}

/** Exactly one of the words. */
export function oneOf<T extends string>(...words: readonly T[]): Reader<T> {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new WrongValue(`một trong các giá trị: ${words.join(', ')}`);
  };
}

/** One of two words, as a yes or no. */
export function either(yes: string, no: string): Reader<boolean> {
  return (text) => {
    if (text === yes) return true;
    if (text === no) return false;
    throw new WrongValue(`${yes} hoặc ${no}`);
  };
}

/** A secret of at least `length` characters. */
export function secretOf(length: number): Reader<string> {
  return (text) => {
    if (text.length >= length) return text;
    throw new WrongValue(`một chuỗi có ít nhất ${length} ký tự`);
  };
}

/** Several such secrets, parted by commas, in their order. */
export function secretsOf(length: number): Reader<readonly string[]> {
  return (text) => {
    const secrets = text.split(',').map((each) => each.trim());
    if (secrets.every((each) => each.length >= length)) return secrets;
    throw new WrongValue(`các chuỗi có ít nhất ${length} ký tự, cách nhau bằng dấu phẩy`);
  };
}

/** Words of the examples that people copy, and of keys that were never meant to be one. */
const KNOWN_WORDS =
  /change.?me|your.?secret|secret.?key|session.?secret|example|password|mat.?khau|thay.?doi|0123456789abcdef/i;

/**
 * A key that signs: long, and random to the eye. Refused are a few characters over and over, a block that is repeated,
 * and the words of examples; whoever takes `openssl rand -base64 48` never meets this.
 */
export function signingSecret(length: number): Reader<string> {
  return (text) => {
    secretOf(length)(text);
    const repeated = /^(.{1,16}?)\1+.{0,15}$/s.test(text);
    if (new Set(text).size >= 10 && !repeated && !KNOWN_WORDS.test(text)) return text;
    throw new WrongValue(
      `một chuỗi ngẫu nhiên có ít nhất ${length} ký tự, không lặp và không lấy từ ví dụ (tạo bằng: openssl rand -base64 48)`,
    );
  };
}

/** Origins parted by commas, each a scheme, host and port with nothing after. */
export const origins: Reader<readonly string[]> = (text) => {
  try {
    return [...new Set(text.split(',').map((each) => publicUrl(each.trim())))];
  } catch {
    throw new WrongValue(
      'các địa chỉ dạng https://trang.tinh.gov.vn, cách nhau bằng dấu phẩy, không có đường dẫn phía sau',
    );
  }
};

/** A folder; a relative one is meant from where the product was started. */
export const folder: Reader<string> = (text) => {
  if (text.includes('\0')) throw new WrongValue('đường dẫn của một thư mục');
  return isAbsolute(text) ? text : resolve(text);
};

/** A file; a relative one is meant from where the product was started. */
export const file: Reader<string> = (text) => {
  if (text.includes('\0') || text.endsWith('/')) throw new WrongValue('đường dẫn của một tệp');
  return isAbsolute(text) ? text : resolve(text);
};

/** The address of a PostgreSQL database, with its name in the path. */
export const databaseUrl: Reader<string> = (text) => {
  const allowed = 'địa chỉ dạng postgresql://người_dùng:mật_khẩu@máy_chủ:5432/tên_cơ_sở_dữ_liệu';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['postgresql:', 'postgres:'].includes(url.protocol)) throw new WrongValue(allowed);
  if (url.hostname === '' || url.pathname.length < 2) throw new WrongValue(allowed);
  return text;
};

/** What people type into the browser: scheme, host and port, nothing after. Answered without a slash at the end. */
export const publicUrl: Reader<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url && bare && ['http:', 'https:'].includes(url.protocol)) return url.origin;
  throw new WrongValue('địa chỉ dạng https://ke-hoach.tinh.gov.vn, không có đường dẫn phía sau');
};

/** Any words on one line. */
export const text: Reader<string> = (given) => {
  if (given.length <= 300) return given;
  throw new WrongValue('một dòng dài nhất 300 ký tự');
};

/** The issuer of an OpenID Connect provider: https, or plain http on this machine alone. */
export const issuer: Reader<string> = (given) => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url && (url.protocol === 'https:' || local) && url.search === '' && url.hash === '' && url.username === '') {
    return given;
  }
  throw new WrongValue('địa chỉ dạng https://dang-nhap.tinh.gov.vn (http chỉ dùng trên chính máy này)');
};

/** The address of a service that is called over HTTP. */
export const serviceUrl: Reader<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '') return url.href;
  throw new WrongValue('địa chỉ dạng http://máy-quét:8080/scan');
};

/** The name or address of a machine, without a scheme or port. */
export const hostName: Reader<string> = (text) => {
  if (/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text) || /^[0-9a-f:]+$/i.test(text)) return text;
  throw new WrongValue('tên máy hoặc địa chỉ, ví dụ smtp.tinh.gov.vn');
};

/** The address of a mail server with its account: `smtp:` begins plain and turns to TLS, `smtps:` is TLS at once. */
export const smtpUrl: Reader<URL> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname))
    return url;
  throw new WrongValue('địa chỉ dạng smtps://người_dùng:mật_khẩu@máy_chủ:465 hoặc smtp://…:587');
};

/** A sender: an address alone, or a name and the address in angle brackets. */
export const mailSender: Reader<{ name: string; address: string }> = (text) => {
  const [, named, inside] = /^"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>$/.exec(text) ?? [];
  const address = inside ?? text;
  if (/^[^\s@<>,;"]{1,64}@[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/i.test(address))
    return { name: named?.trim() ?? '', address };
  throw new WrongValue('địa chỉ dạng kehoach@tinh.gov.vn hoặc Kế hoạch Đề án 06 <kehoach@tinh.gov.vn>');
};
