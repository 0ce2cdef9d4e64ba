import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './embedded-server-process.js';

interface Holder {
  pid: number;
  identity: string;
}

const LOCK_NAME = /^in-use\.(\d+)\.lock$/;

/**
 * The right of one live process to a data directory. Takers number their lock files upwards: whoever links the next
 * number first has it, and the highest file is never removed, so that a process which slept through a change of
 * holder always sees a higher number than its own. A holder that was killed is known by its pid and start time.
 */
export class DataDirLock {
  private constructor(
    private readonly dataDir: string,
    private readonly generation: number,
  ) {}

  /** Takes the lock, or answers the pid of the live process that has it. */
  static take(dataDir: string): DataDirLock | { heldBy: number } {
    const mine = join(dataDir, `in-use.${process.pid}.tmp`);
    const holder: Holder = { pid: process.pid, identity: processIdentity(process.pid) ?? '' };
    writeFileSync(mine, JSON.stringify(holder), { mode: 0o600 });
    try {
      for (;;) {
        const highest = Math.max(0, ...generations(dataDir));
        const live = highest > 0 ? liveHolder(dataDir, highest) : undefined;
        if (live) return { heldBy: live.pid };
        const generation = highest + 1;
        try {
          linkSync(mine, fileOf(dataDir, generation));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
          throw error;
        }
        if (generations(dataDir).some((other) => other > generation)) {
          rmSync(fileOf(dataDir, generation), { force: true });
          continue;
        }
        for (const older of generations(dataDir)) {
          if (older < generation) rmSync(fileOf(dataDir, older), { force: true });
        }
        return new DataDirLock(dataDir, generation);
      }
    } finally {
      rmSync(mine, { force: true });
    }
  }

  /** Gives the directory free. The file stays, without a holder. */
  release(): void {
    const empty = join(this.dataDir, `in-use.${process.pid}.tmp`);
    writeFileSync(empty, '', { mode: 0o600 });
    renameSync(empty, fileOf(this.dataDir, this.generation));
  }
}

function fileOf(dataDir: string, generation: number): string {
  return join(dataDir, `in-use.${generation}.lock`);
}

function generations(dataDir: string): number[] {
  return readdirSync(dataDir).flatMap((name) => {
    const number = LOCK_NAME.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function liveHolder(dataDir: string, generation: number): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(dataDir, generation), 'utf8');
  } catch (error) {
    // Removed by a taker of a higher number between listing and reading: the caller's next look decides.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (text === '') return undefined;
  const holder = JSON.parse(text) as Holder;
  return processIdentity(holder.pid) === holder.identity ? holder : undefined;
}
