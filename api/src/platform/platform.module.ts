import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSourceOptions } from 'typeorm';
import { PermissionGuard } from './auth/permission.guard.js';
import { PermissionCheck } from './auth/permission-check.js';
import { Clock } from './clock/clock.js';
import { createDataSourceOptions } from './database/data-source.js';
import { RequestDataSource } from './database/request-data-source.js';
import type { AuditSettings } from './events/audit-sealer.js';
import { EventsModule } from './events/events.module.js';
import { FilesModule, type FilesSettings } from './files/files.module.js';
import { HealthModule } from './health/health.module.js';
import { IdempotencyKeyEntity } from './http/idempotency-key.entity.js';
import { IdempotentAnswers, SERVER_SECRET } from './http/idempotent-answers.js';
import { LIMIT_SETTINGS, RequestLimits } from './http/request-limits.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LOGGER } from './logging/logger.js';
import { MailModule } from './mail/mail.module.js';
import type { MailSettings } from './mail/mail-settings.js';

export interface PlatformSettings {
  databaseUrl: string;
  poolSize: number;
  /** Milliseconds after which the database ends a statement; 15 seconds when absent. */
  statementTimeout?: number;
  logger: Logger;
  /** Whether this process rings the scheduler's bell. */
  rings: boolean;
  /** The server's secret, 32 characters at least; keys of single purposes are derived from it. */
  secret: string;
  /** Requests a minute of one caller. */
  requestsPerMinute: number;
  /** Given where this process seals the event log. */
  audit?: AuditSettings;
  files: FilesSettings;
  /** Keys of the audit chain, the oldest first: this process proves with them what it writes into the log. */
  auditKeys?: readonly string[];
  mail: MailSettings;
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
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...createDataSourceOptions(settings.databaseUrl, settings),
            autoLoadEntities: true,
            retryAttempts: 3,
            retryDelay: 1_000,
          }),
          dataSourceFactory: async (options) => new RequestDataSource(options as DataSourceOptions),
        }),
        TypeOrmModule.forFeature([IdempotencyKeyEntity]),
        EventsModule.with(settings.audit, settings.auditKeys ?? settings.audit?.keys),
        JobsModule.with(settings.rings),
        HealthModule,
        FilesModule.with(settings.files),
        MailModule.with(settings.mail),
      ],
      providers: [
        Clock,
        PermissionCheck,
        IdempotentAnswers,
        RequestLimits,
        { provide: SERVER_SECRET, useValue: settings.secret },
        { provide: LIMIT_SETTINGS, useValue: { perMinute: settings.requestsPerMinute } },
        { provide: LOGGER, useValue: settings.logger },
        { provide: APP_GUARD, useClass: PermissionGuard },
      ],
      exports: [Clock, IdempotentAnswers, RequestLimits, SERVER_SECRET, LOGGER],
    };
  }
}
