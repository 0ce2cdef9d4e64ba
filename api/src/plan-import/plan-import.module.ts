import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgenciesModule } from '../agencies/agencies.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { PlanImportController } from './plan-import.controller.js';
import { PlanImportEntity } from './plan-import.entity.js';
import { PlanImportQueries } from './plan-import.queries.js';
import { PlanImportService } from './plan-import.service.js';
import { ReadImportService } from './read-import.service.js';

// Owns the way from a document to a plan: source → rows → tasks → preview with warnings → confirmation.
// Leaves to others: what a deadline means (tasks), what a name means (agencies), what a plan is (plans).
@Module({
  imports: [TypeOrmModule.forFeature([PlanImportEntity]), AgenciesModule, CalendarModule, PlansModule, TasksModule],
  controllers: [PlanImportController],
  providers: [PlanImportService, PlanImportQueries, ReadImportService],
  exports: [PlanImportService],
})
export class PlanImportModule {}
