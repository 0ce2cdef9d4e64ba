import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** Whether this process can serve: database there, schema up to date, and not on its way out. */
@Injectable()
export class ReadinessService implements OnModuleDestroy {
  private draining = false;

  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly indicators: HealthIndicatorService,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** From now on a proxy should send nothing new here. */
  drain(): void {
    this.draining = true;
  }

  onModuleDestroy(): void {
    this.drain();
  }

  async isReady(): Promise<boolean> {
    try {
      await this.health.check([
        () => this.database.pingCheck('database', { connection: this.dataSource, timeout: 2_000 }),
        () => this.migrations(),
        () => {
          const check = this.indicators.check('draining');
          return this.draining ? check.down() : check.up();
        },
      ]);
      return true;
    } catch {
      return false;
    }
  }

  private async migrations() {
    const check = this.indicators.check('migrations');
    const [row] = await this.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM migrations');
    return row?.count === this.dataSource.migrations.length ? check.up() : check.down();
  }
}
