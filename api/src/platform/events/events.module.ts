import { type DynamicModule, Global, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { LOGGER } from '../logging/logger.js';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './audit.queries.js';
import { AuditSealer, type AuditSettings } from './audit-sealer.js';
import { EventEntity } from './event.entity.js';
import { EventFeedController } from './event-feed.controller.js';
import { EventFeedQueries } from './event-feed.queries.js';
import { EventLog } from './event-log.js';
import { EventProof } from './event-proof.js';
import { EventSealEntity } from './event-seal.entity.js';

// Owns the append-only log of changes: writing, sealing, searching, and the feed for other systems. Leaves to the
// features: which changes there are and what stands in them.
@Global()
@Module({})
export class EventsModule {
  /**
   * @param audit given where this process seals the log
   * @param keys of the chain, with which every process proves what it writes; none in tests of other things
   */
  static with(audit: AuditSettings | undefined, keys: readonly string[] | undefined): DynamicModule {
    const sealer = {
      provide: AuditSealer,
      useFactory: (dataSource: DataSource, logger: Logger) =>
        new AuditSealer(dataSource, audit as AuditSettings, logger),
      inject: [getDataSourceToken(), LOGGER],
    };
    return {
      module: EventsModule,
      imports: [TypeOrmModule.forFeature([EventEntity, EventSealEntity])],
      controllers: [AuditController, EventFeedController],
      providers: [
        { provide: EventLog, useFactory: () => new EventLog(keys && new EventProof(keys)) },
        AuditQueries,
        EventFeedQueries,
        ...(audit ? [sealer] : []),
      ],
      exports: [EventLog],
    };
  }
}
