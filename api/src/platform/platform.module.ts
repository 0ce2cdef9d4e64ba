import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { PermissionGuard } from './auth/permission.guard.js';
import { PermissionCheck } from './auth/permission-check.js';
import { Clock } from './clock/clock.js';
import { createDataSourceOptions } from './database/data-source.js';
import { EventEntity } from './events/event.entity.js';
import { EventLog } from './events/event-log.js';
import { FilesModule, type FilesSettings } from './files/files.module.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LOGGER } from './logging/logger.js';

export interface PlatformSettings {
  databaseUrl: string;
  poolSize: number;
  logger: Logger;
  /** Whether this process rings the scheduler's bell. */
  rings: boolean;
  files: FilesSettings;
}

// Owns what knows no business word: database, events, jobs, guards, clock, log. Every feature stands on it.
@Global()
@Module({})
export class PlatformModule {
  static with(settings: PlatformSettings): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...createDataSourceOptions(settings.databaseUrl, { poolSize: settings.poolSize }),
          autoLoadEntities: true,
          retryAttempts: 3,
          retryDelay: 1_000,
        }),
        TypeOrmModule.forFeature([EventEntity]),
        JobsModule.with(settings.rings),
        HealthModule,
        FilesModule.with(settings.files),
      ],
      providers: [
        Clock,
        EventLog,
        PermissionCheck,
        { provide: LOGGER, useValue: settings.logger },
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
      exports: [Clock, EventLog, LOGGER],
    };
  }
}
