import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../platform/http/problem.js';

interface Lane {
  /** Prefix of the keys in the store. */
  name: string;
  /** Failures within an hour that cost nothing. */
  free: number;
  /** The longest wait, in seconds; it keeps anybody from locking an account out for good. */
  longest: number;
}

const FIRST_WAIT = 15;
/**
 * One person at one desk, a whole address (an office behind one router), an account tried from many addresses, codes
 * of a second factor (only somebody with the right password comes so far), and links tried out from one address.
 */
const LANES = {
  pair: { name: 'pair', free: 5, longest: 900 },
  address: { name: 'address', free: 50, longest: 300 },
  account: { name: 'account', free: 20, longest: 60 },
  code: { name: 'code', free: 10, longest: 900 },
  link: { name: 'link', free: 20, longest: 300 },
} as const satisfies Record<string, Lane>;

type Place = readonly [lane: Lane, key: string];

/** One counted attempt. It counts as failed unless it is taken back. */
export interface Attempt {
  /** It was right: also forgets what this desk had collected. */
  succeeded(): Promise<void>;
  /** It was neither right nor wrong. */
  takenBack(): Promise<void>;
}

/**
 * Slows guessing down: waits that double from 15 seconds, in PostgreSQL so that all replicas share them. An attempt is
 * counted before it is judged, so that a thousand guesses sent at once are no more than a thousand sent in a row.
 */
@Injectable()
export class SignInThrottle {
  private readonly failures: RateLimiterPostgres;
  private readonly gates: RateLimiterPostgres;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const store = { storeClient: dataSource, storeType: 'typeorm', tableName: 'rate_limits', tableCreated: true };
    this.failures = new RateLimiterPostgres({ ...store, keyPrefix: 'fail', points: 1_000_000, duration: 3_600 });
    this.gates = new RateLimiterPostgres({ ...store, keyPrefix: 'wait', points: 1, duration: FIRST_WAIT });
  }

  /** @throws DomainError `auth.throttled` while one of the lanes has to wait */
  signIn(username: string, address: string): Promise<Attempt> {
    const name = username.toLowerCase().slice(0, 100);
    return this.enter([
      [LANES.pair, `pair:${name}:${address}`],
      [LANES.address, `address:${address}`],
      [LANES.account, `account:${name}`],
    ]);
  }

  /** A code of the second factor, or the old password, of a known person. */
  proof(userId: string): Promise<Attempt> {
    return this.enter([[LANES.code, `code:${userId}`]]);
  }

  /** A one-time link, by somebody unknown. */
  link(address: string): Promise<Attempt> {
    return this.enter([[LANES.link, `link:${address}`]]);
  }

  private async enter(places: readonly Place[]): Promise<Attempt> {
    const entered: Place[] = [];
    const leave = async (): Promise<void> => {
      for (const [, key] of entered) {
        await this.failures.reward(key);
        await this.gates.delete(key);
      }
    };
    for (const place of places) {
      const wait = await this.pass(place);
      if (wait > 0) {
        await leave();
        throw throttled(Math.ceil(wait / 1_000));
      }
      entered.push(place);
    }
    return {
      takenBack: leave,
      succeeded: async () => {
        await leave();
        const [first] = places;
        if (first) await this.failures.delete(first[1]);
      },
    };
  }

  /** Milliseconds to wait, or 0 when the attempt may go on. Beyond the free ones a gate lets one through at a time. */
  private async pass([lane, key]: Place): Promise<number> {
    const { consumedPoints } = await this.failures.penalty(key);
    const beyond = consumedPoints - lane.free;
    if (beyond < 0) return 0;
    const customDuration = Math.min(FIRST_WAIT * 2 ** Math.min(beyond, 10), lane.longest);
    try {
      await this.gates.consume(key, 1, { customDuration });
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      await this.failures.reward(key);
      return Math.max(1, refusal.msBeforeNext);
    }
  }
}

const throttled = (seconds: number): DomainError =>
  new DomainError(
    'auth.throttled',
    `Đã thử sai nhiều lần. Hãy chờ ${seconds} giây rồi thử lại; tài khoản không bị khóa.`,
    [],
    seconds,
  );
