import { isIPv6 } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { type Actor, callerKey } from '../auth/actor.js';
import { DomainError } from './problem.js';

/** Injection token of the settings below. */
export const LIMIT_SETTINGS = Symbol('LIMIT_SETTINGS');

export interface LimitSettings {
  /** Requests a minute of one person, one address of nobody known, or one API client without a limit of its own. */
  perMinute: number;
}

interface Count {
  /** Requests that this process took in the minute. */
  own: number;
  /** Those of them that the table does not know yet. */
  unsettled: number;
  /** Requests that the other processes took, as of the last settlement. */
  others: number;
}

const MINUTE = 60_000;
const SETTLE_EVERY = 1_000;
/** A flood from many addresses must not eat the memory: beyond it, new addresses share one count. */
const MOST_CALLERS = 50_000;

/** A request that was counted already. */
const COUNTED = Symbol('counted');
type Countable = Request & { [COUNTED]?: true };

/**
 * Requests a minute per caller. Each process counts in memory, which costs a request next to nothing; about once a
 * second it adds what it took to one small table and learns what the others took, so that replicas share the limit
 * within a second's error. (Sign-in and tokens are counted exactly, elsewhere.)
 */
@Injectable()
export class RequestLimits implements OnApplicationBootstrap, OnModuleDestroy {
  private minute = 0;
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | undefined;
  private settling: Promise<void> | null = null;
  private sweptMinute = 0;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(LIMIT_SETTINGS) private readonly settings: LimitSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.settle(), SETTLE_EVERY);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.settling;
  }

  /** Counts a request of somebody known. @throws DomainError `request.too_many` */
  takeFor(actor: Actor, request: Countable, response: Response): void {
    if (request[COUNTED]) return;
    request[COUNTED] = true;
    const policy = actor.kind === 'client' ? 'client' : 'person';
    this.take(callerKey(actor), policy, actor.client?.requestsPerMinute ?? this.settings.perMinute, response);
  }

  /** Counts a request of nobody known, by its address. @throws DomainError `request.too_many` */
  takeForAddress(request: Countable, response: Response): void {
    if (request[COUNTED]) return;
    request[COUNTED] = true;
    this.take(addressKey(request.ip ?? 'unknown'), 'anonymous', this.settings.perMinute, response);
  }

  /** Adds what this process took to the table and learns what others took. Never throws: limits may lag, not break. */
  async settle(): Promise<void> {
    this.settling ??= this.settleNow()
      .catch(() => undefined)
      .finally(() => {
        this.settling = null;
      });
    await this.settling;
  }

  private take(caller: string, policy: string, limit: number, response: Response): void {
    const now = Date.now();
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts = new Map();
    }
    const count = this.countOf(caller);
    const used = count.own + count.others;
    const reset = Math.ceil(((minute + 1) * MINUTE - now) / 1_000);
    // draft-ietf-httpapi-ratelimit-headers: the quota, and what is left of it until the window ends.
    response.setHeader('RateLimit-Policy', `"${policy}";q=${limit};w=60`);
    response.setHeader('RateLimit', `"${policy}";r=${Math.max(0, limit - used - 1)};t=${reset}`);
    if (used >= limit) throw tooMany(limit, reset);
    count.own += 1;
    count.unsettled += 1;
  }

  private countOf(caller: string): Count {
    const known = this.counts.get(caller);
    if (known) return known;
    const name = this.counts.size >= MOST_CALLERS && caller.startsWith('address:') ? 'address:*' : caller;
    const count = this.counts.get(name) ?? { own: 0, unsettled: 0, others: 0 };
    this.counts.set(name, count);
    return count;
  }

  private async settleNow(): Promise<void> {
    const { minute, counts } = this;
    const due = [...counts].filter(([, count]) => count.unsettled > 0);
    if (due.length > 0) {
      const taken = due.map(([, count]) => count.unsettled);
      for (const [, count] of due) count.unsettled = 0;
      try {
        await this.exchange(minute, counts, due, taken);
      } catch (error) {
        due.forEach(([, count], index) => {
          count.unsettled += taken[index] ?? 0;
        });
        throw error;
      }
    }
    if (minute !== this.sweptMinute) {
      this.sweptMinute = minute;
      await this.dataSource.query('DELETE FROM request_counts WHERE minute < $1', [minute - 1]);
    }
  }

  private async exchange(
    minute: number,
    counts: Map<string, Count>,
    due: [string, Count][],
    taken: number[],
  ): Promise<void> {
    // In one order, or two processes that settle the same callers at once would block each other for ever.
    const rows = await this.dataSource.query<{ caller: string; count: number }[]>(
      `INSERT INTO request_counts (caller, minute, count)
       SELECT caller, $2, taken FROM unnest($1::text[], $3::int[]) AS t (caller, taken) ORDER BY caller
       ON CONFLICT (caller, minute) DO UPDATE SET count = request_counts.count + excluded.count
       RETURNING caller, count`,
      [due.map(([caller]) => caller), minute, taken],
    );
    for (const { caller, count: total } of rows) {
      const count = counts.get(caller);
      if (count) count.others = total - (count.own - count.unsettled);
    }
  }
}

/** One caller of an IPv6 network has at least a /64 of addresses to itself. */
export function addressKey(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 || !isIPv6(address)) return `address:${v4 ?? address}`;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return `address:${all.slice(0, 4).join(':')}::/64`;
}

const tooMany = (limit: number, reset: number): DomainError =>
  new DomainError(
    'request.too_many',
    `Mỗi phút nhận nhiều nhất ${limit} yêu cầu từ một người gọi. Hãy chờ ${reset} giây rồi thử lại.`,
    [],
    reset,
  );
