/**
 * The search part of an address, written as the API writes it: `timeliness=overdue&timeliness=due_soon`. Values are
 * texts, repeated keys are lists; what they mean is checked by each page's own reader.
 */
export type RawSearch = Record<string, string | string[]>;

/** `?a=1&b=2&b=3` → `{a: '1', b: ['2', '3']}`. */
export function parseSearch(search: string): RawSearch {
  const result: RawSearch = {};
  for (const [key, value] of new URLSearchParams(search)) {
    const before = result[key];
    result[key] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return result;
}

/** The reverse; undefined, empty text and empty lists leave no trace in the address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(key, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** One text, or undefined. */
export function oneText(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** Only the words of a closed list; undefined when none is left. */
export function wordsOf<Word extends string>(value: unknown, allowed: readonly Word[]): Word[] | undefined {
  const given = Array.isArray(value) ? value : [value];
  const kept = allowed.filter((word) => given.includes(word));
  return kept.length > 0 ? kept : undefined;
}

/** One word of a closed list, or undefined. */
export function wordOf<Word extends string>(value: unknown, allowed: readonly Word[]): Word | undefined {
  return wordsOf(oneText(value), allowed)?.[0];
}

/**
 * An address with a search part, as a link takes it: given whole as `to`, the router would hang what it retains (plan
 * and day) behind the text of the search.
 */
export function placeOf(address: string): { to: string; search: never } {
  const at = address.indexOf('?');
  if (at < 0) return { to: address, search: {} as never };
  // The reader of the page that is opened checks the values.
  return { to: address.slice(0, at), search: parseSearch(address.slice(at)) as never };
}
