import { type CursorValues, decodeCursor, encodeCursor } from './cursor.js';
import { DomainError } from './problem.js';

/** One column that a list can be sorted by. The expression must never be NULL: give nulls a value that sorts last. */
export interface SortKey {
  /** SQL over the row's tables. */
  sql: string;
  /** For a descending sort, where nulls must sort last again; `sql` when absent. */
  descendingSql?: string;
  /** SQL type of the value, for the cursor's comparison. */
  type: 'int' | 'text' | 'date' | 'uuid';
}

export interface SortTerm {
  name: string;
  descending: boolean;
}

/** Reads `sort=dueOn,-number`; every name must be one of `allowed`. */
export function readSort(text: string | undefined, allowed: readonly string[], fallback: string): SortTerm[] {
  const terms = (text ?? fallback).split(',').map((part) => {
    const name = part.trim().replace(/^-/, '');
    return { name, descending: part.trim().startsWith('-') };
  });
  const unknown = terms.find((term) => !allowed.includes(term.name));
  const repeated = new Set(terms.map((term) => term.name)).size !== terms.length;
  if (unknown || repeated) {
    const message = `Sắp xếp theo: ${allowed.join(', ')}; thêm dấu - để giảm dần, mỗi cột một lần.`;
    throw new DomainError('request.invalid', message, [{ pointer: '?sort', code: 'value', message }]);
  }
  return terms;
}

/**
 * Keyset paging: the page begins after a row, not after a count, so that rows written meanwhile neither repeat nor
 * vanish. The sort is always ended by the id.
 */
export class Keyset {
  private readonly columns: { sql: string; type: string; descending: boolean }[];

  constructor(
    terms: readonly SortTerm[],
    keys: Readonly<Record<string, SortKey>>,
    idSql: string,
    private readonly filters: unknown,
  ) {
    this.columns = [
      ...terms.map(({ name, descending }) => {
        const key = keys[name] as SortKey;
        return { sql: (descending && key.descendingSql) || key.sql, type: key.type, descending };
      }),
      { sql: idSql, type: 'uuid', descending: false },
    ];
  }

  /** `ORDER BY` terms. */
  get orderBy(): string {
    return this.columns.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
  }

  /** Columns `k0, k1, …` to select, from which the next cursor is made. */
  get select(): string {
    return this.columns.map(({ sql }, index) => `${sql} AS k${index}`).join(', ');
  }

  /** Condition "after the cursor's row"; adds its values to `parameters`. `true` without a cursor. */
  after(cursor: string | undefined, parameters: unknown[]): string {
    if (!cursor) return 'true';
    const values = decodeCursor(cursor, this.filters, this.columns.length);
    const at = parameters.length;
    parameters.push(...values);
    const place = (index: number): string => `$${at + index + 1}::${this.columns[index]?.type}`;
    // (a > x) OR (a = x AND b > y) OR …: row comparison cannot mix ascending and descending.
    const cases = this.columns.map(({ sql, descending }, index) => {
      const same = this.columns.slice(0, index).map((column, i) => `${column.sql} = ${place(i)}`);
      return `(${[...same, `${sql} ${descending ? '<' : '>'} ${place(index)}`].join(' AND ')})`;
    });
    return `(${cases.join(' OR ')})`;
  }

  /** The cursor after this row, which was selected with `select`. */
  cursorAfter(row: Record<string, unknown>): string {
    const values = this.columns.map((_, index) => row[`k${index}`]) as unknown as CursorValues;
    return encodeCursor(values, this.filters);
  }
}

/** A page of rows that PostgreSQL made into JSON already: joined as text, never parsed and printed again. */
export function pageText(
  rows: readonly ({ row: string } & Record<string, unknown>)[],
  limit: number,
  keyset: Keyset,
): string {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? JSON.stringify(keyset.cursorAfter(last)) : 'null';
  return `{"items":[${items.map(({ row }) => row).join(',')}],"nextCursor":${next}}`;
}
