// One PostgreSQL for a whole run of the tests, in a folder of its own. Only its addresses go to the test files, by the
// environment; they make their databases through `database.ts`.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript-loader.mjs';

const PREFIX = 'plan-test-';

export default async function globalSetup() {
  await sweep();
  const { startEmbeddedServer } = await import('../../src/platform/database/embedded-server.ts');
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  const server = await startEmbeddedServer({ dataDir, fast: true });
  process.env.TEST_SUPERUSER_URL = server.superuserUrl;
  process.env.TEST_OWNER_URL = server.ownerUrl;
  process.env.TEST_APP_URL = server.appUrl;
  globalThis.testServer = { server, dataDir };
}

/** Ends the servers of runs that were interrupted: their folders are there, but nobody holds them any more. */
async function sweep() {
  const { DataDirLock } = await import('../../src/platform/database/embedded-server-lock.ts');
  const { clearProcessesIn } = await import('../../src/platform/database/embedded-server-process.ts');
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      // A run that is only just starting has not taken its folder yet.
      if (Date.now() - statSync(dataDir).ctimeMs < 60_000) continue;
      if (!(DataDirLock.take(dataDir) instanceof DataDirLock)) continue;
      await clearProcessesIn(join(dataDir, 'postgres'), 0);
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another account's folder, or one that its own run is removing right now.
    }
  }
}
