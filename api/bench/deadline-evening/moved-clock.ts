import { withClient } from '../databases.js';

/**
 * Puts a clock of its own before the database's: every `clock_timestamp()` that the product asks goes through it. Only
 * the clock by which arrivals and due dates are judged moves; sessions and keys go by `now()` and stay where they are.
 * Call it before the product connects: a connection learns at its beginning where to look for functions.
 * @param ownerUrl the database's owner
 */
export async function prepareClock(ownerUrl: string): Promise<void> {
  const name = new URL(ownerUrl).pathname.slice(1);
  await withClient(ownerUrl, async (client) => {
    await client.query(clock(0));
    // Named before pg_catalog, which otherwise comes first.
    await client.query(`ALTER DATABASE "${name}" SET search_path = public, pg_catalog`);
  });
}

/**
 * Moves the clock, for all connections at once, so that `bell` comes in so many milliseconds.
 * @returns milliseconds to add to this machine's clock for the database's; negative, for the bell lies in the past
 */
export async function moveClock(ownerUrl: string, bell: Date, milliseconds: number): Promise<number> {
  const shift = bell.getTime() - (Date.now() + milliseconds);
  await withClient(ownerUrl, (client) => client.query(clock(shift)));
  return shift;
}

const clock = (shift: number): string =>
  `CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
   $$ SELECT pg_catalog.clock_timestamp() + ${Math.round(shift)} * interval '1 millisecond' $$`;
