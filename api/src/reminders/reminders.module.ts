import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgendaSources } from '../obstacles/agenda-source.port.js';
import { ObstaclesModule } from '../obstacles/obstacles.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { AnswerUrgingService } from './answer-urging.service.js';
import { CommitteeItemsService } from './committee-items.service.js';
import { RemindJob } from './remind.job.js';
import { RemindedWorkService } from './reminded-work.service.js';
import { ReminderController } from './reminder.controller.js';
import { ReminderEntity } from './reminder.entity.js';
import { ReminderQueries } from './reminder.queries.js';
import { SendUrgingsService } from './send-urgings.service.js';
import { UrgingController } from './urging.controller.js';
import { UrgingEntity } from './urging.entity.js';
import { UrgingQueries } from './urging.queries.js';
import { UrgingCandidatesQueries } from './urging-candidates.queries.js';
import { UrgingItemEntity } from './urging-item.entity.js';
import { UrgingLetterService } from './urging-letter.service.js';

// Owns the ladder, the reminders that were sent, and urgings by a person with their letters and answers.
// Leaves to others: what is late (tasks, reports), how people are told (notices).
@Module({
  imports: [
    TypeOrmModule.forFeature([ReminderEntity, UrgingEntity, UrgingItemEntity]),
    PlansModule,
    TasksModule,
    ObstaclesModule,
    ReportsModule,
  ],
  controllers: [ReminderController, UrgingController],
  providers: [
    RemindJob,
    ReminderQueries,
    UrgingCandidatesQueries,
    UrgingQueries,
    UrgingLetterService,
    SendUrgingsService,
    AnswerUrgingService,
    CommitteeItemsService,
    RemindedWorkService,
  ],
  exports: [CommitteeItemsService, RemindedWorkService],
})
export class RemindersModule implements OnModuleInit {
  constructor(
    private readonly agenda: AgendaSources,
    private readonly committee: CommitteeItemsService,
  ) {}

  onModuleInit(): void {
    this.agenda.register(this.committee);
  }
}
