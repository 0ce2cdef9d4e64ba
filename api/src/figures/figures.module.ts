import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { FiguresController } from './figures.controller.js';
import { PublicPlanService } from './public-plan.service.js';
import { SummaryService } from './summary.service.js';

// Owns every number as of a day: summaries and public lists, later rates and rankings.
// Leaves to others: the rules behind the numbers (tasks, reports).
@Module({
  imports: [PlansModule, TasksModule],
  controllers: [FiguresController],
  providers: [SummaryService, PublicPlanService],
})
export class FiguresModule {}
