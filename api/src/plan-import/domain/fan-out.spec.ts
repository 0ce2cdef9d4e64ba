import fc from 'fast-check';
import type { NameMatch } from '../../agencies/domain/match-names.js';
import { fanOut } from './fan-out.js';

const members: Record<string, string[]> = { all: ['a', 'b', 'c'], some: ['b', 'd'], none: [] };
const membersOf = (id: string) => members[id] ?? [];
const match = (id: string): NameMatch => ({
  kind: id.length > 1 ? 'group' : 'agency',
  id,
  text: id,
  start: 0,
  end: 1,
  reason: 'name',
  matchedName: id,
});
const planned = (lead: string[], coordinate: string[]) =>
  fanOut(lead.map(match), coordinate.map(match), membersOf).map(
    ({ agencyId, role, viaGroupId }) => `${agencyId} ${role} ${viaGroupId}`,
  );

describe('fanOut', () => {
  it('makes one assignment a member, each agency once, lead first', () => {
    expect(planned(['some'], ['all'])).toEqual(['b lead some', 'd lead some', 'a coordinate all', 'c coordinate all']);
  });

  it('counts an agency as named when it is named itself, in either order', () => {
    expect(planned(['all', 'b'], [])).toContain('b lead null');
    expect(planned(['b', 'all'], [])).toContain('b lead null');
    expect(planned(['all'], ['b'])).toContain('b lead all');
  });

  it('makes nothing of a group without members', () => {
    expect(planned(['none'], ['none'])).toEqual([]);
  });

  it('agrees with sets, for any sides', () => {
    const side = fc.array(fc.constantFrom('a', 'b', 'e', 'all', 'some', 'none'), { maxLength: 6 });
    fc.assert(
      fc.property(side, side, (lead, coordinate) => {
        const expand = (names: string[]) => new Set(names.flatMap((name) => members[name] ?? [name]));
        const assignments = fanOut(lead.map(match), coordinate.map(match), membersOf);
        const of = (role: string) =>
          assignments
            .filter((one) => one.role === role)
            .map(({ agencyId }) => agencyId)
            .sort();
        expect(of('lead')).toEqual([...expand(lead)].sort());
        expect(of('coordinate')).toEqual([...expand(coordinate)].filter((id) => !expand(lead).has(id)).sort());
      }),
    );
  });
});
