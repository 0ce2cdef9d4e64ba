import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { JobRegistry } from './job-registry.js';

/** Rings every minute; what is owed and whether it was done, the registry knows. Only in a process that works (ROLE). */
@Injectable()
export class Scheduler implements OnApplicationBootstrap {
  private ringing: Promise<void> | null = null;

  constructor(private readonly registry: JobRegistry) {}

  /** What fell due while nothing ran is caught up at once. */
  onApplicationBootstrap(): void {
    void this.ring();
  }

  @Cron('15 * * * * *')
  async ring(): Promise<void> {
    this.ringing ??= this.round().finally(() => {
      this.ringing = null;
    });
    await this.ringing.catch(() => undefined);
  }

  private async round(): Promise<void> {
    await this.registry.noteBell();
    await this.registry.catchUp();
  }
}
