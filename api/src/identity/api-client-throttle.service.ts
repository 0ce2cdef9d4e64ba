import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { DomainError } from '../platform/http/problem.js';

/** A token lives for 15 minutes: a system that asks for more than these does not keep what it got. */
const PER_CLIENT = 30;
/** All systems behind one address together. */
const PER_ADDRESS = 120;

/**
 * Token requests a minute, counted exactly in PostgreSQL, so that all replicas share the count. By client *and* address:
 * somebody who knows a client's id cannot use up its share from elsewhere.
 */
@Injectable()
export class ApiClientThrottle {
  private readonly client: RateLimiterPostgres;
  private readonly address: RateLimiterPostgres;

  constructor(@InjectDataSource() dataSource: DataSource) {
    const store = { storeClient: dataSource, storeType: 'typeorm', tableName: 'rate_limits', tableCreated: true };
    this.client = new RateLimiterPostgres({ ...store, keyPrefix: 'token', points: PER_CLIENT, duration: 60 });
    this.address = new RateLimiterPostgres({ ...store, keyPrefix: 'tokens', points: PER_ADDRESS, duration: 60 });
  }

  /** @throws DomainError `request.too_many` */
  async take(clientId: string, address: string): Promise<void> {
    try {
      await this.address.consume(address);
      await this.client.consume(`${clientId.toLowerCase().slice(0, 40)}:${address}`);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      throw new DomainError(
        'request.too_many',
        `Xin mã truy cập quá nhiều lần. Mỗi mã dùng được 15 phút, hãy giữ lại dùng; thử lại sau ${seconds} giây.`,
        [],
        seconds,
      );
    }
  }
}
