import { existsSync, realpathSync } from 'node:fs';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { startEmbeddedServer } from './embedded-server.js';
import { clusterFolder, readAccess } from './embedded-server-cluster.js';
import { EmbeddedServerError } from './embedded-server-error.js';
import { APP_ROLE, DATABASE_NAME, OWNER_ROLE, urlOf } from './embedded-server-roles.js';

export interface ReachedDatabase {
  /** As the working role. */
  appUrl: string;
  /** As the owner of the tables. */
  ownerUrl: string;
  /** Ends what was started for this; a server that ran before goes on. */
  leave(): Promise<void>;
}

/**
 * The product's database for a command that runs beside the product or without it: the one of DATABASE_URL, the
 * embedded server that already runs on the data directory, or that server started for the time of the command.
 * @param say told of each step that a person may have to wait for
 * @param options `mayMake`: an embedded server that is not there yet is made, empty
 */
export async function reachDatabase(
  config: Config,
  say: (text: string) => void,
  options: { mayMake?: boolean } = {},
): Promise<ReachedDatabase> {
  if (config.databaseUrl !== undefined) {
    return {
      appUrl: config.databaseUrl,
      ownerUrl: config.migrationDatabaseUrl ?? config.databaseUrl,
      leave: async () => undefined,
    };
  }
  if (!options.mayMake && !existsSync(clusterFolder(config.dataDir))) {
    throw new EmbeddedServerError(`Thư mục dữ liệu ${config.dataDir} chưa có cơ sở dữ liệu; hãy kiểm tra DATA_DIR.`);
  }
  const running = await runningServer(config.dataDir);
  if (running) return { ...running, leave: async () => undefined };
  const server = await startEmbeddedServer({ dataDir: config.dataDir, onStep: say });
  return { appUrl: server.appUrl, ownerUrl: server.ownerUrl, leave: () => server.stop() };
}

/** The addresses of the server that answers on the data directory's port with the data directory's passwords. */
async function runningServer(dataDir: string): Promise<{ appUrl: string; ownerUrl: string } | undefined> {
  if (!existsSync(clusterFolder(dataDir))) return undefined;
  const access = readAccess(realpathSync(dataDir));
  if (!access?.port) return undefined;
  const url = (role: string, password: string): string => urlOf(role, password, access.port, DATABASE_NAME);
  const urls = { appUrl: url(APP_ROLE, access.appPassword), ownerUrl: url(OWNER_ROLE, access.ownerPassword) };
  const client = new pg.Client({ connectionString: urls.ownerUrl, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return urls;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
