import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Draining, HealthController } from './health.controller.js';

// Owns liveness, readiness and metrics.
@Module({ imports: [TerminusModule], controllers: [HealthController], providers: [Draining], exports: [Draining] })
export class HealthModule {}
