import { describe, expect, it } from 'vitest';
import { oneText, parseSearch, placeOf, stringifySearch, wordOf, wordsOf } from './address-search.js';

describe('the address holds the state', () => {
  it('round-trips texts, lists and Vietnamese', () => {
    const search = { q: 'định danh & xác thực', timeliness: ['overdue', 'due_soon'], asOf: '2023-05-05' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
    expect(stringifySearch(search)).toContain('timeliness=overdue&timeliness=due_soon');
  });

  it('leaves nothing empty behind', () => {
    expect(stringifySearch({ q: '', asOf: undefined, timeliness: [] })).toBe('');
  });

  it('keeps numbers with leading noughts as they were written', () => {
    expect(parseSearch('?q=06')).toEqual({ q: '06' });
  });

  it('drops words that are not of the list', () => {
    expect(wordsOf(['overdue', 'nonsense'], ['overdue', 'due_soon'])).toEqual(['overdue']);
    expect(wordsOf('nonsense', ['overdue'])).toBeUndefined();
    expect(wordOf(['lead', 'coordinate'], ['lead', 'coordinate'])).toBe('lead');
    expect(oneText(['a', 'b'])).toBe('a');
    expect(oneText(undefined)).toBeUndefined();
  });
});

describe('an address as a link takes it', () => {
  it('has its search apart, so that what is retained stands beside it', () => {
    expect(placeOf('/bao-cao/xet?state=submitted&state=draft&periodId=1')).toEqual({
      to: '/bao-cao/xet',
      search: { state: ['submitted', 'draft'], periodId: '1' },
    });
    expect(placeOf('/bao-cao')).toEqual({ to: '/bao-cao', search: {} });
  });
});
