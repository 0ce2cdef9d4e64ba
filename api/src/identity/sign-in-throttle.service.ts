import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
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
/** One person at one desk, a whole address (an office behind one router), and an account tried from many addresses. */
const LANES = {
  pair: { name: 'pair', free: 5, longest: 900 },
  address: { name: 'address', free: 50, longest: 300 },
  account: { name: 'account', free: 20, longest: 60 },
} as const satisfies Record<string, Lane>;

/** Slows guessing down: waits that double from 15 seconds, counted in PostgreSQL so that all replicas share them. */
@Injectable()
export class SignInThrottle {
  private readonly failures: RateLimiterPostgres;
  private readonly waits: RateLimiterPostgres;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const store = { storeClient: dataSource, storeType: 'typeorm', tableName: 'rate_limits', tableCreated: true };
    this.failures = new RateLimiterPostgres({ ...store, keyPrefix: 'fail', points: 1_000_000, duration: 3_600 });
    this.waits = new RateLimiterPostgres({ ...store, keyPrefix: 'wait', points: 1, duration: 1 });
  }

  /** @throws DomainError `auth.throttled` while one of the lanes has to wait */
  async check(username: string, address: string): Promise<void> {
    const found = await Promise.all(this.keys(username, address).map(([, key]) => this.waits.get(key)));
    const wait = Math.max(0, ...found.map((row) => (row && row.remainingPoints <= 0 ? row.msBeforeNext : 0)));
    if (wait <= 0) return;
    const seconds = Math.ceil(wait / 1_000);
    throw new DomainError(
      'auth.throttled',
      `Đã đăng nhập sai nhiều lần. Hãy chờ ${seconds} giây rồi thử lại; tài khoản không bị khóa.`,
      [],
      seconds,
    );
  }

  async failed(username: string, address: string): Promise<void> {
    for (const [lane, key] of this.keys(username, address)) {
      const { consumedPoints } = await this.failures.penalty(key);
      const beyond = consumedPoints - lane.free;
      if (beyond >= 0) await this.waits.block(key, Math.min(FIRST_WAIT * 2 ** Math.min(beyond, 10), lane.longest));
    }
  }

  /** A right password clears what this person's desk had collected. */
  async succeeded(username: string, address: string): Promise<void> {
    const [pair] = this.keys(username, address);
    if (pair) await this.failures.delete(pair[1]);
  }

  private keys(username: string, address: string): [Lane, string][] {
    const name = username.toLowerCase().slice(0, 100);
    return [
      [LANES.pair, `pair:${name}:${address}`],
      [LANES.address, `address:${address}`],
      [LANES.account, `account:${name}`],
    ];
  }
}
