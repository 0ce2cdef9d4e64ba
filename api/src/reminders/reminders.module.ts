import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReminderEntity } from './reminder.entity.js';

// Owns the ladder, the reminders that were sent, and urgings by a person with their letters and answers.
// Leaves to others: what is late (tasks, reports), how people are told (notices).
@Module({
  imports: [TypeOrmModule.forFeature([ReminderEntity])],
})
export class RemindersModule {}
