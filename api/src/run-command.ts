import { ArchiveError } from './platform/backup/archive-error.js';
import { ConfigError } from './platform/config/config.js';
import { EmbeddedServerError } from './platform/database/embedded-server-error.js';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs a command to its exit code; what a person can act on is said in a sentence, anything else with its stack: 2. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof EmbeddedServerError || error instanceof ArchiveError;
    process.stderr.write(`${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
    process.exitCode = 2;
  }
}
