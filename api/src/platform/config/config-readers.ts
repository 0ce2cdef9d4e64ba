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

/** A folder; a relative one is meant from where the product was started. */
export const folder: Reader<string> = (text) => {
  if (text.includes('\0')) throw new WrongValue('đường dẫn của một thư mục');
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

/** The address of a service that is called over HTTP. */
export const serviceUrl: Reader<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '') return url.href;
  throw new WrongValue('địa chỉ dạng http://máy-quét:8080/scan');
};
