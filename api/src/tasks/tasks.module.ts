import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarModule } from '../calendar/calendar.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { AssignmentController } from './assignment.controller.js';
import { AssignmentEntity } from './assignment.entity.js';
import { AssignmentQueries } from './assignment.queries.js';
import { AssignmentDatesService } from './assignment-dates.service.js';
import { AssignmentFlagEntity } from './assignment-flag.entity.js';
import { AssignmentReaderService } from './assignment-reader.service.js';
import { AssignmentStandingsService } from './assignment-standings.service.js';
import { CreateTasksService } from './create-tasks.service.js';
import { DeliverableEntity } from './deliverable.entity.js';
import { DueDateService } from './due-date.service.js';
import { DueDateChangeEntity } from './due-date-change.entity.js';
import { DueDateRecalculation } from './due-date-recalculation.service.js';
import { EvidenceEntity } from './evidence.entity.js';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceService } from './evidence.service.js';
import { OpenLeadsService } from './open-leads.service.js';
import { OpenWorkService } from './open-work.service.js';
import { PlanStandingsService } from './plan-standings.service.js';
import { RaiseOverdueJob } from './raise-overdue.job.js';
import { TaskController } from './task.controller.js';
import { TaskEntity } from './task.entity.js';
import { TaskQueries } from './task.queries.js';
import { TaskExportController } from './task-export.controller.js';
import { TaskExportService } from './task-export.service.js';
import { TaskHistoryQueries } from './task-history.queries.js';
import { TrackedTasksService } from './tracked-tasks.service.js';
import { UrgedAssignmentsService } from './urged-assignments.service.js';

// Owns tasks, deliverables, deadlines and their history, assignments, evidence, completion, timeliness and its flags.
// Leaves to others: where tasks come from (plan-import), what is told to whom (reminders), sums over them (figures).
@Module({
  imports: [
    TypeOrmModule.forFeature([
      TaskEntity,
      DeliverableEntity,
      AssignmentEntity,
      AssignmentFlagEntity,
      DueDateChangeEntity,
      EvidenceEntity,
    ]),
    CalendarModule,
    PlansModule,
  ],
  controllers: [TaskExportController, TaskController, AssignmentController],
  providers: [
    TaskQueries,
    TaskHistoryQueries,
    TaskExportService,
    AssignmentQueries,
    EvidenceQueries,
    EvidenceService,
    DueDateService,
    DueDateRecalculation,
    CreateTasksService,
    AssignmentDatesService,
    AssignmentReaderService,
    OpenLeadsService,
    UrgedAssignmentsService,
    PlanStandingsService,
    OpenWorkService,
    AssignmentStandingsService,
    TrackedTasksService,
    RaiseOverdueJob,
  ],
  exports: [
    CreateTasksService,
    AssignmentDatesService,
    AssignmentReaderService,
    OpenLeadsService,
    UrgedAssignmentsService,
    PlanStandingsService,
    OpenWorkService,
    AssignmentStandingsService,
    TrackedTasksService,
  ],
})
export class TasksModule {}
