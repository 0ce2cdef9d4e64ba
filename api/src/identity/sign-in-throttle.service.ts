import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../platform/http/problem.js';
import { KeyedTurns } from '../platform/turns.js';

interface Lane {
  /** Failures within an hour that cost nothing. */
  free: number;
  /** The longest wait, in seconds; it keeps anybody from locking an account out for good. */
  longest: number;
  /** Tries that one process looks at together: so many more than are free can a flood of guesses get, and no more. */
  atOnce: number;
}

const FIRST_WAIT = 15;
/**
 * One person at one desk, a whole address (an office behind one router), an account tried from many addresses, proofs
 * of a known person (a code of the second factor, which only somebody with the right password can try, or the old
 * password), and links tried out from one address.
 */
const LANES = {
  pair: { free: 5, longest: 900, atOnce: 4 },
  address: { free: 50, longest: 300, atOnce: 16 },
  account: { free: 20, longest: 60, atOnce: 4 },
  proof: { free: 10, longest: 900, atOnce: 4 },
  link: { free: 20, longest: 300, atOnce: 4 },
} as const satisfies Record<string, Lane>;

/** Where the failures of a try are counted; the first place is forgotten by a success. */
export type Places = readonly (readonly [lane: Lane, key: string])[];

/** Slows guessing down: waits that double from 15 seconds, counted in PostgreSQL so that all replicas share them. */
@Injectable()
export class SignInThrottle {
  private readonly failures: RateLimiterPostgres;
  private readonly waits: RateLimiterPostgres;
  private readonly turns = new KeyedTurns();

  constructor(@InjectDataSource() dataSource: DataSource) {
    const store = { storeClient: dataSource, storeType: 'typeorm', tableName: 'rate_limits', tableCreated: true };
    this.failures = new RateLimiterPostgres({ ...store, keyPrefix: 'fail', points: 1_000_000, duration: 3_600 });
    this.waits = new RateLimiterPostgres({ ...store, keyPrefix: 'wait', points: 1, duration: 1 });
  }

  static signIn(username: string, address: string): Places {
    const name = username.toLowerCase().slice(0, 100);
    return [
      [LANES.pair, `pair:${name}:${address}`],
      [LANES.address, `address:${address}`],
      [LANES.account, `account:${name}`],
    ];
  }

  static proof(userId: string): Places {
    return [[LANES.proof, `proof:${userId}`]];
  }

  static link(address: string): Places {
    return [[LANES.link, `link:${address}`]];
  }

  /**
   * One try, in its turn: a wrong one is counted before the next at the same place is looked at. Those of other places
   * wait for nobody: on the evening of a due date hundreds sign in at once, and each try waits for the database.
   * @param look what the try finds; null when it was wrong
   * @param refusal how a wrong one is refused
   * @throws DomainError `auth.throttled` while one of the places has to wait
   */
  async try<T>(places: Places, look: () => Promise<T | null>, refusal: () => DomainError): Promise<T> {
    // Refused at once while it waits, and asked again in its turn: what a flood before it has cost counts by then.
    await this.check(places);
    return this.inTurn(places, async () => {
      await this.check(places);
      const found = await look();
      if (found !== null) return found;
      await this.failed(places);
      throw refusal();
    });
  }

  /** A right try clears what its first place had collected. */
  async succeeded(places: Places): Promise<void> {
    const [first] = places;
    if (first) await this.failures.delete(first[1]);
  }

  /** Always from the first place to the last: nobody holds what somebody before him waits for. */
  private inTurn<T>(places: Places, work: () => Promise<T>): Promise<T> {
    const take = places.reduceRight<() => Promise<T>>(
      (inner, [lane, key]) =>
        () =>
          this.turns.take(key, lane.atOnce, inner),
      work,
    );
    return take();
  }

  private async check(places: Places): Promise<void> {
    const found = await Promise.all(places.map(([, key]) => this.waits.get(key)));
    const wait = Math.max(0, ...found.map((row) => (row && row.remainingPoints <= 0 ? row.msBeforeNext : 0)));
    if (wait <= 0) return;
    const seconds = Math.ceil(wait / 1_000);
    throw new DomainError(
      'auth.throttled',
      `Đã thử sai nhiều lần. Hãy chờ ${seconds} giây rồi thử lại; tài khoản không bị khóa.`,
      [],
      seconds,
    );
  }

  private async failed(places: Places): Promise<void> {
    for (const [lane, key] of places) {
      const { consumedPoints } = await this.failures.penalty(key);
      const beyond = consumedPoints - lane.free;
      if (beyond >= 0) await this.waits.block(key, Math.min(FIRST_WAIT * 2 ** Math.min(beyond, 10), lane.longest));
    }
  }
}
