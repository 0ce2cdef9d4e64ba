import { Controller, Get, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Endpoint } from '../http/endpoint.js';
import { DomainError } from '../http/problem.js';

/** Whether this process is on its way out; a proxy should send it nothing new. */
@Injectable()
export class Draining {
  private draining = false;

  begin(): void {
    this.draining = true;
  }

  get now(): boolean {
    return this.draining;
  }
}

/** For proxies and orchestrators; stands outside /api/v1. */
@ApiExcludeController()
@Controller('health')
export class HealthController implements OnModuleDestroy {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly indicators: HealthIndicatorService,
    private readonly draining: Draining,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleDestroy(): void {
    this.draining.begin();
  }

  @Get('live')
  @Endpoint({ summary: 'The process lives', permission: 'public' })
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Endpoint({ summary: 'Database there, schema up to date, not draining', permission: 'public' })
  async ready(): Promise<{ status: string }> {
    try {
      await this.health.check([
        () => this.database.pingCheck('database', { connection: this.dataSource, timeout: 2_000 }),
        () => this.migrations(),
        () => {
          const check = this.indicators.check('draining');
          return this.draining.now ? check.down() : check.up();
        },
      ]);
    } catch {
      throw new DomainError(
        'server.unavailable',
        'Hệ thống chưa sẵn sàng phục vụ (cơ sở dữ liệu, lược đồ hoặc đang dừng).',
        [],
        5,
      );
    }
    return { status: 'ok' };
  }

  private async migrations() {
    const check = this.indicators.check('migrations');
    const [row] = await this.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM migrations');
    return row?.count === this.dataSource.migrations.length ? check.up() : check.down();
  }
}
