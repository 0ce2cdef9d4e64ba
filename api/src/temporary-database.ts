import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from './platform/database/embedded-server.js';

/** An empty PostgreSQL of its own for a check, gone afterwards. */
export async function temporaryDatabase(): Promise<{ ownerUrl: string; appUrl: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'plan-check-'));
  const server = await startEmbeddedServer({ dataDir, fast: true });
  return {
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
