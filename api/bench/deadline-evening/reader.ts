import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.js';
import type { Person } from './person.js';

/** What leaders and the standing agency look at on such an evening. */
const pathsOf = (planId: string, periodId: string): readonly string[] => [
  `/reports?periodId=${periodId}&limit=50`,
  `/reports?periodId=${periodId}&state=submitted&sort=submittedAt`,
  `/reporting-periods/${periodId}/rates`,
  '/reports/owed',
  `/tasks?planId=${planId}`,
  `/tasks?planId=${planId}&timeliness=overdue`,
  `/assignments?planId=${planId}&role=lead`,
  `/plans/${planId}/summary`,
];

/** Seconds between two looks of one reader; 300 of them ask for thirty pages a second. */
const LOOKS_EVERY = 10;

/** Signs in and reads one list or summary after the other until the evening is over. */
export async function readOn(
  person: Person,
  place: { planId: string; periodId: string },
  evening: { ledger: Ledger; seconds: number; over: () => boolean },
  random: () => number,
): Promise<void> {
  const paths = pathsOf(place.planId, place.periodId);
  await person.signIn();
  while (!evening.over()) {
    const path = paths[Math.floor(random() * paths.length)] as string;
    const { answer } = await person.ask({ kind: 'read', method: 'GET', path });
    if (answer.status !== 200) evening.ledger.fault(`${path}: ${answer.status} ${answer.body.slice(0, 200)}`);
    await sleep(Math.min(LOOKS_EVERY, evening.seconds / 10) * 1_000 * (0.5 + random()));
  }
}
