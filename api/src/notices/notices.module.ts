import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExtensionsModule } from '../extensions/extensions.module.js';
import { ObstaclesModule } from '../obstacles/obstacles.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { CalendarFeedEntity } from './calendar-feed.entity.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { DigestJob, RINGS } from './digest.job.js';
import { DigestContentService } from './digest-content.service.js';
import { MakeDigestsService } from './make-digests.service.js';
import { DigestEntity, NoticeEntity, NoticePreferenceEntity } from './notice.entity.js';
import { NoticeQueries } from './notice.queries.js';
import { NoticeComposer } from './notice-composer.js';
import { NoticePreferencesService } from './notice-preferences.service.js';
import { NoticesController } from './notices.controller.js';

// Owns what people are told: the bell, the digest of the day, urgent notices, how each wants to be told, and calendar
// addresses. Leaves to others: what is owed (tasks, reports), how mail leaves (platform/mail).
@Module({})
export class NoticesModule {
  /** @param rings whether this process rings the bell of the scheduler */
  static with(rings: boolean): DynamicModule {
    return {
      module: NoticesModule,
      imports: [
        TasksModule,
        ExtensionsModule,
        ObstaclesModule,
        ReportsModule,
        RemindersModule,
        TypeOrmModule.forFeature([NoticeEntity, DigestEntity, NoticePreferenceEntity, CalendarFeedEntity]),
      ],
      controllers: [NoticesController, CalendarFeedsController],
      providers: [
        { provide: RINGS, useValue: rings },
        CalendarFeedsService,
        DigestContentService,
        DigestJob,
        MakeDigestsService,
        NoticeComposer,
        NoticePreferencesService,
        NoticeQueries,
      ],
    };
  }
}
