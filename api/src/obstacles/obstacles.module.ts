import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExtensionsModule } from '../extensions/extensions.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { AgendaController } from './agenda.controller.js';
import { AgendaService } from './agenda.service.js';
import { AgendaSources } from './agenda-source.port.js';
import { DecideObstacleService } from './decide-obstacle.service.js';
import { checkLifeCycle } from './domain/life-cycle.js';
import { ObstacleController } from './obstacle.controller.js';
import { ObstacleEntity } from './obstacle.entity.js';
import { ObstacleQueries } from './obstacle.queries.js';
import { ObstaclesService } from './obstacles.service.js';
import { WaitingObstaclesService } from './waiting-obstacles.service.js';

// Owns obstacles from raising to being solved, and the Steering Committee's meeting list.
// Leaves to others: the assignments that conclusions make (tasks), requests for later dates (extensions), urgings (reminders).
@Module({
  imports: [TypeOrmModule.forFeature([ObstacleEntity]), PlansModule, TasksModule, ExtensionsModule],
  controllers: [ObstacleController, AgendaController],
  providers: [
    ObstacleQueries,
    ObstaclesService,
    DecideObstacleService,
    AgendaService,
    AgendaSources,
    WaitingObstaclesService,
  ],
  exports: [ObstaclesService, AgendaSources, WaitingObstaclesService],
})
export class ObstaclesModule implements OnModuleInit {
  onModuleInit(): void {
    checkLifeCycle();
  }
}
