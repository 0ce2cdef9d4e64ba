import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What tells one process from another that later gets the same pid: the kernel's start time in clock ticks since
 * boot, with the boot's id. `undefined` when no such process lives (a zombie does not live).
 * Where there is no /proc, the answer only says that the pid is in use.
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform !== 'linux') return signalReaches(pid) ? 'alive' : undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name stands in brackets and may itself hold spaces and brackets: count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    if (state === 'Z' || state === 'X') return undefined;
    return `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Processes whose working directory is `directory` (a real path). PostgreSQL's all work in their data directory. */
export function processesIn(directory: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && worksIn(pid, directory) && processIdentity(pid) !== undefined);
}

/** Whether the process works in `directory`; true where this cannot be looked up but the process lives. */
export function worksIn(pid: number, directory: string): boolean {
  if (process.platform !== 'linux') return signalReaches(pid);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === directory;
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until `condition` holds, asking every 20 ms; false when it did not within `milliseconds`. */
export async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Ends what a killed start or a killed postmaster left working in `directory`. Such processes notice the loss and go
 * by themselves within moments; what is still there after `graceMilliseconds` is ended, as a postmaster would do.
 */
export async function clearProcessesIn(directory: string, graceMilliseconds: number): Promise<void> {
  if (await waitUntil(() => processesIn(directory).length === 0, graceMilliseconds)) return;
  for (const pid of processesIn(directory)) signal(pid, 'SIGKILL');
  await waitUntil(() => processesIn(directory).length === 0, 5_000);
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let knownBootId: string | undefined;

function bootId(): string {
  knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return knownBootId;
}
