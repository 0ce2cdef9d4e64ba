import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RequestDataSource } from '../database/request-data-source.js';
import { DomainError } from './problem.js';

/** Injection token of the server's secret: 32 characters at least. */
export const SERVER_SECRET = Symbol('SERVER_SECRET');

/** What is sent again to whoever repeats the request. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface RepeatableRequest {
  /** `user:<id>` or `client:<id>`. */
  caller: string;
  /** Method and pattern of the route. */
  route: string;
  key: string;
  /** SHA-256 of what was asked. */
  digest: Buffer;
}

const KEPT_HOURS = 72;
const SWEEP_EVERY = 3_600_000;
const SWEPT_AT_ONCE = 5_000;

/**
 * One effect for one Idempotency-Key. The answer is written in the transaction of the effect, so that neither is there
 * without the other; it is encrypted under the key that the caller chose, so that the table gives away no secret that
 * was meant to be shown once.
 */
@Injectable()
export class IdempotentAnswers implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: RequestDataSource,
    @Inject(SERVER_SECRET) private readonly secret: string,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_EVERY);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Runs `work` once for a key; a repetition gets the first answer. A refusal is not kept: it had no effect.
   * @throws DomainError `request.idempotency_key_running` while the first is under way, in whatever process;
   * `request.idempotency_key_reused` when the key came with another request
   */
  async once(
    request: RepeatableRequest,
    work: () => Promise<KeptAnswer>,
  ): Promise<{ answer: KeptAnswer; repeated: boolean }> {
    const keyDigest = createHash('sha256').update(request.key).digest();
    const place = [request.caller, request.route, keyDigest];
    return this.dataSource.inOneTransaction(async (manager) => {
      const [lock] = await manager.query<{ free: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS free', [
        lockNumber(request, keyDigest),
      ]);
      if (!lock?.free) throw running();
      const [known] = await manager.query<{ digest: Buffer; answer: Buffer }[]>(
        `SELECT request_digest AS digest, answer FROM idempotency_keys
         WHERE caller = $1 AND route = $2 AND key_digest = $3 AND created_at > now() - make_interval(hours => $4)`,
        [...place, KEPT_HOURS],
      );
      if (known) {
        if (!known.digest.equals(request.digest)) throw reused();
        return { answer: this.open(known.answer, request), repeated: true };
      }
      const answer = await work();
      await manager.query(
        `INSERT INTO idempotency_keys (caller, route, key_digest, request_digest, answer) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (caller, route, key_digest)
         DO UPDATE SET request_digest = excluded.request_digest, answer = excluded.answer, created_at = excluded.created_at`,
        [...place, request.digest, this.seal(answer, request)],
      );
      return { answer, repeated: false };
    });
  }

  /** Forgets the answers that nobody may ask for any more. @returns how many */
  async sweep(): Promise<number> {
    let swept = 0;
    for (;;) {
      const [, count] = await this.dataSource.query<[unknown, number]>(
        `DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM idempotency_keys WHERE created_at <= now() - make_interval(hours => $1) LIMIT $2))`,
        [KEPT_HOURS, SWEPT_AT_ONCE],
      );
      swept += count;
      if (count < SWEPT_AT_ONCE) return swept;
    }
  }

  private seal(answer: KeptAnswer, request: RepeatableRequest): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.sealingKey(request.key), nonce).setAAD(place(request));
    const text = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  private open(sealed: Buffer, request: RepeatableRequest): KeptAnswer {
    const decipher = createDecipheriv('aes-256-gcm', this.sealingKey(request.key), sealed.subarray(0, 12), {
      authTagLength: 16,
    })
      .setAAD(place(request))
      .setAuthTag(sealed.subarray(12, 28));
    return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8'));
  }

  private sealingKey(key: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, key, 'idempotent answer', 32));
  }
}

const place = ({ caller, route }: RepeatableRequest): Buffer => Buffer.from(`${caller}\n${route}`);

function lockNumber(request: RepeatableRequest, keyDigest: Buffer): string {
  return createHash('sha256').update(place(request)).update(keyDigest).digest().readBigInt64BE().toString();
}

const running = (): DomainError =>
  new DomainError(
    'request.idempotency_key_running',
    'Yêu cầu trước với cùng Idempotency-Key chưa xong. Hãy chờ một giây rồi gửi lại y như cũ.',
    [],
    1,
  );

const reused = (): DomainError =>
  new DomainError(
    'request.idempotency_key_reused',
    'Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác. Hãy tạo khóa mới cho yêu cầu mới.',
  );
