import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TasksModule } from '../tasks/tasks.module.js';
import { InspectionController } from './inspection.controller.js';
import {
  InspectionEntity,
  InspectionFindingEntity,
  InspectionRemedyEntity,
  InspectionVisitEntity,
} from './inspection.entity.js';
import { InspectionQueries } from './inspection.queries.js';
import { InspectionService } from './inspection.service.js';

// Owns plans of visits, visits and what they found. Leaves to others: the remedy itself, which is a task (tasks).
@Module({
  imports: [
    TypeOrmModule.forFeature([
      InspectionEntity,
      InspectionVisitEntity,
      InspectionFindingEntity,
      InspectionRemedyEntity,
    ]),
    TasksModule,
  ],
  controllers: [InspectionController],
  providers: [InspectionQueries, InspectionService],
})
export class InspectionsModule {}
