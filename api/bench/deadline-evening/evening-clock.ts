import { withClient } from '../databases.js';

/** How long before the bell the evening begins, by the database's clock. */
const BEGINS_BEFORE = 3 * 3_600_000;

/**
 * A clock of the evening's own before the database's: every `clock_timestamp()` that the product asks goes through it.
 * Only the clock by which arrivals and due dates are judged moves; sessions and keys go by `now()` and stay where they
 * are. It begins some hours before the due date ends, and once skips the hours that are left of it.
 */
export class EveningClock {
  private skip: { from: number; until: number; by: number } | null = null;
  private ring: (bellAt: number) => void = () => undefined;
  /** When the due date ends by this machine's clock; known from the skip on. */
  readonly bellAt = new Promise<number>((resolve) => {
    this.ring = resolve;
  });

  private constructor(
    private readonly ownerUrl: string,
    /** The first instant after the due date, by the database's clock. */
    readonly bell: Date,
    private shift: number,
  ) {}

  /** Call it before the product connects: a connection learns at its beginning where to look for functions. */
  static async before(bell: Date, ownerUrl: string): Promise<EveningClock> {
    const shift = bell.getTime() - BEGINS_BEFORE - Date.now();
    const name = new URL(ownerUrl).pathname.slice(1);
    await withClient(ownerUrl, async (client) => {
      await client.query(clock(shift));
      // Named before pg_catalog, which otherwise comes first.
      await client.query(`ALTER DATABASE "${name}" SET search_path = public, pg_catalog`);
    });
    return new EveningClock(ownerUrl, bell, shift);
  }

  /** Skips time, for all connections at once, so that the bell comes in so many milliseconds. */
  async skipTo(milliseconds: number): Promise<void> {
    const from = Date.now();
    const bellAt = from + milliseconds;
    const by = this.bell.getTime() - bellAt - this.shift;
    await withClient(this.ownerUrl, (client) => client.query(clock(this.shift + by)));
    this.skip = { from, until: Date.now(), by };
    this.ring(bellAt);
  }

  /** What the database's clock said at this instant of ours; while it skipped, the earlier of both. */
  earliest(ours: number): number {
    return ours + this.shift + (this.skip && ours >= this.skip.until ? this.skip.by : 0);
  }

  /** The same; while it skipped, the later of both. */
  latest(ours: number): number {
    return ours + this.shift + (this.skip && ours >= this.skip.from ? this.skip.by : 0);
  }
}

const clock = (shift: number): string =>
  `CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
   $$ SELECT pg_catalog.clock_timestamp() + ${shift} * interval '1 millisecond' $$`;
