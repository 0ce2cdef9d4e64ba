import { createHash } from 'node:crypto';
import { DomainError } from './problem.js';

/** The place in a list after which the next page begins: the sort values of the last row, ended by its id. */
export type CursorValues = readonly (string | number)[];

const fingerprint = (filters: unknown): string =>
  createHash('sha1').update(JSON.stringify(filters)).digest('base64url').slice(0, 10);

/** An opaque cursor, tied to its filters and sort. */
export function encodeCursor(values: CursorValues, filters: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(filters), ...values])).toString('base64url');
}

/** The values of a cursor; 400 when it is not ours or belongs to other filters. */
export function decodeCursor(cursor: string, filters: unknown, length: number): CursorValues {
  try {
    const [print, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [
      string,
      ...CursorValues,
    ];
    const plain = values.every((value) => typeof value === 'string' || Number.isFinite(value));
    if (print === fingerprint(filters) && values.length === length && plain) return values;
  } catch {
    // Falls through to the one refusal below.
  }
  throw new DomainError(
    'request.cursor_invalid',
    'Vị trí trang (cursor) chỉ dùng được với đúng bộ lọc và cách sắp xếp đã sinh ra nó. Hãy đọc lại từ trang đầu.',
    [{ pointer: '?cursor', code: 'value', message: 'Bỏ tham số cursor để đọc từ đầu.' }],
  );
}
