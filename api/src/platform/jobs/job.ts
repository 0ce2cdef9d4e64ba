import type { JobName } from '@plan/shared/vocabulary/jobs';
import type { EntityManager } from 'typeorm';

/** New effects of one run; a second run of the same day has none. */
export interface JobCounts {
  created: number;
  byKind: Record<string, number>;
  /** Of a missed day: what it should have done and what is out of date by now. Only of jobs that skip. */
  skipped?: number;
}

export interface JobScope {
  /** True for the scheduler's own rounds: they leave alone the plans that are switched off for them. */
  automaticOnly: boolean;
}

/** Tells whoever looks at the page how far a long run has come. It never fails a run and never waits. */
export interface JobProgress {
  /** @param done parts of the work that are behind, @param total all of them */
  report(done: number, total: number): void;
}

/** Daily work of a feature; it registers itself with the JobRegistry when its module starts. */
export interface Job {
  name: JobName;
  /** From this hour on (0–23, Asia/Ho_Chi_Minh) the day's run is due. */
  hour: number;
  /**
   * Treats one calendar day. Runs inside the transaction that records the run, so that a killed process leaves
   * neither effects without a record nor a record without effects. Once-only rests on the feature's unique key.
   */
  run(manager: EntityManager, day: string, scope: JobScope, progress: JobProgress): Promise<JobCounts>;
}
