const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;

/** Milliseconds to wait after so many failed attempts (1 and more): one minute, doubled each time, six hours at most. */
export function backOff(attempts: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20), LONGEST_MS);
}
