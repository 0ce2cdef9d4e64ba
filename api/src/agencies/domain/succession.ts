/**
 * Agencies merge, split and are renamed; none is ever deleted (Bình Định had 20 specialised agencies until 20/2/2025,
 * then 14; districts ended in July 2025). Open work passes to the successors, old reports keep the old name.
 */

/** The life of one agency. Days are YYYY-MM-DD in Asia/Ho_Chi_Minh; both are days of its life, null is open. */
export interface AgencyLife {
  id: string;
  validFrom: string | null;
  validTo: string | null;
  /** Who takes its work over after `validTo`; several after a split, none when the work ended with it. */
  successorIds: readonly string[];
}

/** Whether the agency exists on that day; its first and last day count. */
export function isValidOn(agency: Pick<AgencyLife, 'validFrom' | 'validTo'>, on: string): boolean {
  return (agency.validFrom === null || agency.validFrom <= on) && (agency.validTo === null || on <= agency.validTo);
}

/** The agencies that exist on that day, in the order given. */
export function agenciesOn<A extends Pick<AgencyLife, 'validFrom' | 'validTo'>>(
  agencies: readonly A[],
  on: string,
): A[] {
  return agencies.filter((agency) => isValidOn(agency, on));
}

/**
 * Who carries the work of an agency on that day: itself while it exists, afterwards its successors, chains followed to
 * their end (a merger of a renamed agency), each once, in order. Empty when nobody took over, when the id is unknown,
 * or before the agency existed.
 */
export function successorsOn(id: string, agencies: readonly AgencyLife[], on: string): string[] {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]));
  const asked = byId.get(id);
  if (asked === undefined || (asked.validFrom !== null && on < asked.validFrom)) return [];
  const result: string[] = [];
  // A ring of successors is an error of entry; each agency is visited once, so that it ends.
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const agency = byId.get(next);
    if (agency === undefined || seen.has(next)) continue;
    seen.add(next);
    if (isValidOn(agency, on)) result.push(next);
    else if (agency.validTo !== null && agency.validTo < on) open.unshift(...agency.successorIds);
  }
  return result;
}
