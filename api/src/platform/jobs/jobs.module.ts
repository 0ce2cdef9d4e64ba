import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobProgressEntity } from './job-progress.entity.js';
import { JobRegistry } from './job-registry.js';
import { JobController, JobRunController } from './job-run.controller.js';
import { JobRunEntity } from './job-run.entity.js';
import { Scheduler } from './scheduler.js';
import { SchedulerBellEntity } from './scheduler-bell.entity.js';

// Owns the registry of jobs, their runs and the bell. Leaves to the features: what a job does.
@Global()
@Module({})
export class JobsModule {
  /** @param rings whether this process rings the bell (ROLE worker or all) */
  static with(rings: boolean): DynamicModule {
    return {
      module: JobsModule,
      imports: [
        TypeOrmModule.forFeature([JobRunEntity, JobProgressEntity, SchedulerBellEntity]),
        ...(rings ? [ScheduleModule.forRoot()] : []),
      ],
      controllers: [JobController, JobRunController],
      providers: [JobRegistry, ...(rings ? [Scheduler] : [])],
      exports: [JobRegistry],
    };
  }
}
