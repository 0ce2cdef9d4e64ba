import { realpathSync } from 'node:fs';
import { prepareBinaries } from './embedded-server-binaries.js';
import { clusterFolder, clusterOwner, ensureCluster, ensureDataDir } from './embedded-server-cluster.js';
import { EmbeddedServerError } from './embedded-server-error.js';
import { DataDirLock } from './embedded-server-lock.js';
import { adopt, launch, shutDown } from './embedded-server-postmaster.js';
import { processIdentity } from './embedded-server-process.js';
import { APP_ROLE, DATABASE_NAME, OWNER_ROLE, urlOf } from './embedded-server-roles.js';

export interface EmbeddedServerOptions {
  /** The folder that keeps everything: the cluster, its passwords, its log. Made when absent. */
  dataDir: string;
  /** Told of each step that a person may have to wait for, in Vietnamese. */
  onStep?: (text: string) => void;
  /** For tests alone: gives up safety against power loss for speed. */
  fast?: boolean;
}

export interface EmbeddedServer {
  /** The product's database as `plan_app`: reads and writes rows, owns nothing. */
  appUrl: string;
  /** The same database as `plan_owner`, for migrations. */
  ownerUrl: string;
  /** The server's `postgres` database as superuser, for tests and repair. */
  superuserUrl: string;
  /** True when a server that a killed process left alive was taken over. */
  adopted: boolean;
  /** Ends the server in order (open transactions are rolled back) and gives the data directory free. */
  stop(): Promise<void>;
}

const WATCH_EVERY = 500;

/**
 * Starts PostgreSQL on `dataDir`, or takes over the one that a killed process left running there. It listens on
 * 127.0.0.1 alone, with passwords. Survives kill -9 of either process at any moment: what was half made is swept away
 * at the next start, and a server that dies while we live is started again on its port.
 * @throws EmbeddedServerError with one sentence: the directory is in use or not writable, no binaries for this system.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const onStep = options.onStep ?? (() => undefined);
  const fast = options.fast ?? false;
  ensureDataDir(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  const lock = DataDirLock.take(dataDir);
  if (!(lock instanceof DataDirLock)) {
    throw new EmbeddedServerError(
      `Thư mục dữ liệu ${dataDir} đang được tiến trình ${lock.heldBy} sử dụng; hãy dừng tiến trình đó hoặc đặt DATA_DIR khác.`,
    );
  }
  try {
    const binaries = prepareBinaries(clusterOwner(dataDir), onStep);
    const access = await ensureCluster(dataDir, binaries, fast, onStep);
    const cluster = clusterFolder(dataDir);
    const left = await adopt(cluster, access);
    let running = left ?? (await launch({ dataDir, cluster, binaries, access, fast, onStep }));
    let restart: Promise<void> | undefined;
    let ended = false;

    const watch = setInterval(() => {
      if (restart || processIdentity(running.pid) === running.identity) return;
      restart = launch({ dataDir, cluster, binaries, access, fast, onStep, port: running.port })
        .then((again) => {
          running = again;
        })
        .catch((error: Error) => onStep(`Chưa khởi động lại được cơ sở dữ liệu: ${error.message}`))
        .finally(() => {
          restart = undefined;
        });
    }, WATCH_EVERY);
    watch.unref();

    return {
      appUrl: urlOf(APP_ROLE, access.appPassword, running.port, DATABASE_NAME),
      ownerUrl: urlOf(OWNER_ROLE, access.ownerPassword, running.port, DATABASE_NAME),
      superuserUrl: urlOf('postgres', access.superuserPassword, running.port, 'postgres'),
      adopted: left !== undefined,
      stop: async () => {
        if (ended) return;
        ended = true;
        clearInterval(watch);
        await restart;
        await shutDown(running);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
