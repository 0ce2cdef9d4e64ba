import type { AssignmentRole } from '@plan/shared/vocabulary/assignments';
import type { NameMatch, NameMatching } from '../../agencies/domain/match-names.js';

/** One agency's part in one task, as the words of its sides make it. */
export interface PlannedAssignment {
  agencyId: string;
  role: AssignmentRole;
  /** The group whose membership makes it; null when the plan names the agency itself. */
  viaGroupId: string | null;
  /** The words of the plan that name the agency or its group. */
  words: string;
}

/** A side, or a part of one, that makes no assignment. */
export interface UnresolvedSide {
  role: AssignmentRole;
  text: string;
}

/** The agencies of a group on the plan's day; empty for a group without members. */
export type MembersOf = (groupId: string) => readonly string[];

/**
 * The assignments of one task: a group makes one for each member; each agency once, lead before coordinate. An agency
 * that is named itself and is also in a named group counts as named, so that leaving the group does not touch it.
 */
export function fanOut(
  lead: readonly NameMatch[],
  coordinate: readonly NameMatch[],
  membersOf: MembersOf,
): PlannedAssignment[] {
  const byAgency = new Map<string, PlannedAssignment>();
  for (const [role, matches] of [['lead', lead] as const, ['coordinate', coordinate] as const]) {
    for (const { kind, id, text } of matches) {
      const viaGroupId = kind === 'group' ? id : null;
      for (const agencyId of kind === 'group' ? membersOf(id) : [id]) {
        const before = byAgency.get(agencyId);
        const isNamedNow = before?.role === role && before.viaGroupId !== null && viaGroupId === null;
        if (before === undefined || isNamedNow) byAgency.set(agencyId, { agencyId, role, viaGroupId, words: text });
      }
    }
  }
  return [...byAgency.values()];
}

/** What of both sides makes no assignment: names that are not known, and groups without members. */
export function unresolvedSides(lead: NameMatching, coordinate: NameMatching, membersOf: MembersOf): UnresolvedSide[] {
  const sides: UnresolvedSide[] = [];
  for (const [role, side] of [['lead', lead] as const, ['coordinate', coordinate] as const]) {
    const empty = emptyGroups(side.matches, membersOf);
    const open = [...side.unresolved, ...empty].sort((a, b) => a.start - b.start);
    sides.push(...open.map(({ text }) => ({ role, text })));
  }
  return sides;
}

/** The groups among the matches that have no members. */
export function emptyGroups(matches: readonly NameMatch[], membersOf: MembersOf): NameMatch[] {
  return matches.filter(({ kind, id }) => kind === 'group' && membersOf(id).length === 0);
}
