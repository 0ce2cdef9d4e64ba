import type { BenchServer } from './databases.js';

/** What every part of the benchmark is given. */
export interface BenchRun {
  server: BenchServer;
  /** Short rounds, for trying the benchmark itself: its figures are not to be kept. */
  quick: boolean;
  say(text: string): void;
}
