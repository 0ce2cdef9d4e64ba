import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PlanController } from './plan.controller.js';
import { PlanEntity } from './plan.entity.js';
import { PlanQueries } from './plan.queries.js';
import { PlanReaderService } from './plan-reader.service.js';
import { PlansService } from './plans.service.js';
import { TaskGroupEntity } from './task-group.entity.js';

// Owns plans, their task groups and settings.
// Leaves to others: tasks and dates (tasks), where plans come from (plan-import), their figures (figures).
@Module({
  imports: [TypeOrmModule.forFeature([PlanEntity, TaskGroupEntity])],
  controllers: [PlanController],
  providers: [PlansService, PlanQueries, PlanReaderService],
  exports: [PlansService, PlanReaderService],
})
export class PlansModule {}
