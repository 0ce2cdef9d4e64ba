import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarModule } from '../calendar/calendar.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { checkLifeCycle } from './domain/life-cycle.js';
import { ExtensionController } from './extension.controller.js';
import { ExtensionEntity } from './extension.entity.js';
import { ExtensionQueries } from './extension.queries.js';
import { ExtensionsService } from './extensions.service.js';
import { PendingExtensionsService } from './pending-extensions.service.js';

// Owns requests for later due dates and the decisions on them.
// Leaves to others: the dates themselves, their history and what counts as late (tasks), who decides (settings of plans).
@Module({
  imports: [TypeOrmModule.forFeature([ExtensionEntity]), CalendarModule, TasksModule],
  controllers: [ExtensionController],
  providers: [ExtensionQueries, ExtensionsService, PendingExtensionsService],
  exports: [PendingExtensionsService],
})
export class ExtensionsModule implements OnModuleInit {
  onModuleInit(): void {
    checkLifeCycle();
  }
}
