import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import type { Job, JobCounts, JobScope } from '../platform/jobs/job.js';
import { JobRegistry } from '../platform/jobs/job-registry.js';
import { LOGGER } from '../platform/logging/logger.js';
import { MakeDigestsService } from './make-digests.service.js';

/** Injection token: whether this process rings the bell of the scheduler. */
export const RINGS = Symbol('RINGS');

const EVERY_MS = 60_000;

/**
 * Digests have an hour of their own for each person, so the rounds of the day are rung here, and each round that made
 * something is written down as a run. The registry asks for days that are over only: what was owed yesterday is not
 * told today, so those are passed over.
 */
@Injectable()
export class DigestJob implements Job, OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly name = 'digest';
  /** Never due on its own day. */
  readonly hour = 24;
  private timer: NodeJS.Timeout | undefined;
  private ringing: Promise<void> | null = null;

  constructor(
    private readonly registry: JobRegistry,
    private readonly digests: MakeDigestsService,
    private readonly clock: Clock,
    @Inject(RINGS) private readonly rings: boolean,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  onApplicationBootstrap(): void {
    if (!this.rings) return;
    this.timer = setInterval(() => void this.ring(), EVERY_MS);
    this.timer.unref();
    void this.ring();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.ringing;
  }

  /** One round of the day. */
  ring(): Promise<void> {
    this.ringing ??= this.round()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'a round of digests failed; it is tried again'))
      .finally(() => {
        this.ringing = null;
      });
    return this.ringing;
  }

  async run(manager: EntityManager, day: string, { automaticOnly }: JobScope): Promise<JobCounts> {
    if (automaticOnly) return { created: 0, byKind: { sent: 0, nothing: 0 } };
    return this.digests.makeAll(manager, day);
  }

  private async round(): Promise<void> {
    const startedAt = this.clock.now();
    const day = this.clock.today();
    const counts = await this.digests.makeDue();
    if (counts.created > 0) await this.registry.recordRound('digest', day, startedAt, counts);
  }
}
