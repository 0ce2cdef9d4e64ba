import fc from 'fast-check';
import { type AgencyLife, agenciesOn, isValidOn, successorsOn } from './succession.js';

const agency = (
  id: string,
  validFrom: string | null,
  validTo: string | null,
  ...successorIds: string[]
): AgencyLife => ({
  id,
  validFrom,
  validTo,
  successorIds,
});
const agencies = [
  agency('lao-dong', null, '2025-02-20', 'noi-vu', 'y-te'),
  agency('noi-vu', null, null),
  agency('y-te', null, null),
  agency('ke-hoach', null, '2025-02-20', 'tai-chinh'),
  agency('tai-chinh', null, '2025-06-30', 'tai-chinh-moi'),
  agency('tai-chinh-moi', '2025-07-01', null),
  agency('quy-nhon', null, '2025-06-30'),
];

describe('succession', () => {
  it('counts the first and the last day', () => {
    expect(isValidOn(agencies[0] as AgencyLife, '2025-02-20')).toBe(true);
    expect(isValidOn(agencies[0] as AgencyLife, '2025-02-21')).toBe(false);
    expect(isValidOn(agencies[5] as AgencyLife, '2025-06-30')).toBe(false);
    expect(isValidOn(agencies[5] as AgencyLife, '2025-07-01')).toBe(true);
    expect(agenciesOn(agencies, '2025-07-01').map(({ id }) => id)).toEqual(['noi-vu', 'y-te', 'tai-chinh-moi']);
  });

  it.each([
    ['lao-dong', '2025-02-20', ['lao-dong']],
    ['lao-dong', '2025-02-21', ['noi-vu', 'y-te']],
    ['ke-hoach', '2025-03-01', ['tai-chinh']],
    ['ke-hoach', '2025-07-01', ['tai-chinh-moi']],
    ['quy-nhon', '2025-07-01', []],
    ['tai-chinh-moi', '2025-01-01', []],
    ['unknown', '2025-01-01', []],
  ])('%s on %s → %j', (id, on, expected) => {
    expect(successorsOn(id, agencies, on)).toEqual(expected);
  });

  it('always ends, and names only agencies that exist on the day, once each', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const day = fc.constantFrom(null, '2023-01-01', '2024-01-01', '2025-01-01');
    const life = fc.tuple(day, day, fc.subarray(ids));
    fc.assert(
      fc.property(fc.tuple(life, life, life, life, life), fc.constantFrom(...ids), (lives, id) => {
        const all = lives.map(([from, to, next], i) => agency(ids[i] as string, from, to, ...next));
        const found = successorsOn(id, all, '2024-06-01');
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((one) => isValidOn(all.find((a) => a.id === one) as AgencyLife, '2024-06-01'))).toBe(true);
      }),
    );
  });
});
