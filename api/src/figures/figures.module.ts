import { Module } from '@nestjs/common';
import { TasksModule } from '../tasks/tasks.module.js';
import { FiguresController } from './figures.controller.js';
import { SummaryService } from './summary.service.js';

// Owns every number as of a day: summaries, later rates, rankings and public lists.
// Leaves to others: the rules behind the numbers (tasks, reports).
@Module({ imports: [TasksModule], controllers: [FiguresController], providers: [SummaryService] })
export class FiguresModule {}
