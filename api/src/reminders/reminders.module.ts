import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReportsModule } from '../reports/reports.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { RemindJob } from './remind.job.js';
import { ReminderEntity } from './reminder.entity.js';

// Owns the ladder, the reminders that were sent, and urgings by a person with their letters and answers.
// Leaves to others: what is late (tasks, reports), how people are told (notices).
@Module({
  imports: [TypeOrmModule.forFeature([ReminderEntity]), TasksModule, ReportsModule],
  providers: [RemindJob],
})
export class RemindersModule {}
