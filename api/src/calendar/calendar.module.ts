import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnnouncedDayEntity } from './announced-day.entity.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';

// Owns days off, swapped days and working-day arithmetic.
// Leaves to others: the dates that depend on them; those register through the port in change-preview.ts.
@Module({
  imports: [TypeOrmModule.forFeature([AnnouncedDayEntity])],
  controllers: [CalendarController],
  providers: [CalendarService],
  exports: [CalendarService],
})
export class CalendarModule {}
