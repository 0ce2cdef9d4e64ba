import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './embedded-server-binaries.js';
import { type Access, dataDirArgument, serverEnvironment, writeAccess } from './embedded-server-cluster.js';
import { EmbeddedServerError } from './embedded-server-error.js';
import {
  clearProcessesIn,
  processesIn,
  processIdentity,
  signal,
  waitUntil,
  worksIn,
} from './embedded-server-process.js';
import { urlOf } from './embedded-server-roles.js';

/** PostgreSQL replays its log after a crash; a large one takes its time. */
const READY_WITHIN = 120_000;
const STOPPED_WITHIN = 60_000;
const LOG_LIMIT = 5_000_000;
const PORT_ATTEMPTS = 5;

/** A running server: its main process, told from any later one with the same pid, and its port. */
export interface Postmaster {
  pid: number;
  identity: string;
  port: number;
}

/** The server that already works on the cluster, once it answers; `undefined` when there is none. */
export async function adopt(cluster: string, access: Access): Promise<Postmaster | undefined> {
  // A server that was launched the moment before its starter was killed has not written its pid yet.
  await waitUntil(() => postmasterOf(cluster) !== undefined || processesIn(cluster).length === 0, 3_000);
  const found = postmasterOf(cluster);
  if (found && (await answers(found, access))) return found;
  await clearProcessesIn(cluster, 3_000);
  return undefined;
}

export interface Launch {
  dataDir: string;
  cluster: string;
  binaries: Binaries;
  access: Access;
  fast: boolean;
  onStep: (text: string) => void;
  /** Only this port will do: pools are already connected to it. */
  port?: number;
}

/**
 * Starts the server and waits until it answers; the port that it got is kept for the next time.
 * @throws EmbeddedServerError with PostgreSQL's own reason
 */
export async function launch(how: Launch): Promise<Postmaster> {
  const { dataDir, cluster, binaries, access, fast } = how;
  const logFile = join(dataDir, 'postgres.log');
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
  // After kill -9 of the server its workers live on for a moment and hold its memory: wait for the last of them.
  await clearProcessesIn(cluster, 3_000);
  forgetLostPostmaster(cluster);
  for (let attempt = 1; ; attempt += 1) {
    const port = how.port ?? (await freePort(attempt === 1 ? access.port : 0));
    const log = openSync(logFile, 'a', 0o600);
    const logStart = statSync(logFile).size;
    const child = spawn(
      binaries.postgres,
      [
        '-D',
        dataDirArgument(cluster, binaries),
        '-c',
        `port=${port}`,
        ...(fast ? ['-c', 'fsync=off', '-c', 'full_page_writes=off'] : []),
      ],
      {
        cwd: cluster,
        env: serverEnvironment(),
        stdio: ['ignore', log, log],
        // Its own session: Ctrl-C in the terminal must first let the product finish its requests.
        detached: true,
        ...binaries.account,
      },
    );
    closeSync(log);
    const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
    if (child.pid === undefined) throw new EmbeddedServerError(`Không chạy được PostgreSQL đi kèm: ${await failed}.`);
    child.unref();
    const postmaster = { pid: child.pid, identity: processIdentity(child.pid) ?? '', port };
    if (await answers(postmaster, access, how.onStep)) {
      if (access.port !== port) {
        access.port = port;
        writeAccess(dataDir, access);
      }
      return postmaster;
    }
    const reason = logTail(logFile, logStart);
    const passing = /Address already in use|pre-existing shared memory|lock file "postmaster.pid" already exists/;
    if (!passing.test(reason) || attempt >= PORT_ATTEMPTS) {
      throw new EmbeddedServerError(`Cơ sở dữ liệu không khởi động được (xem ${logFile}): ${lastFatal(reason)}`);
    }
    await sleep(200);
  }
}

/** Waits until the server takes a connection; false when it ended (or is ending) instead. */
async function answers(server: Postmaster, access: Access, onStep?: (text: string) => void): Promise<boolean> {
  const start = Date.now();
  let told = false;
  while (processIdentity(server.pid) === server.identity) {
    const client = new pg.Client({
      connectionString: urlOf('postgres', access.superuserPassword, server.port, 'postgres'),
      connectionTimeoutMillis: 5_000,
    });
    // Without a listener a connection that breaks later would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === '28P01') {
        throw new EmbeddedServerError(
          'Mật khẩu đang giữ không khớp với cơ sở dữ liệu; hãy phục hồi cả thư mục dữ liệu.',
        );
      }
    } finally {
      await client.end().catch(() => undefined);
    }
    if (Date.now() - start > READY_WITHIN) {
      throw new EmbeddedServerError('Cơ sở dữ liệu chưa sẵn sàng sau 2 phút; hãy xem tệp postgres.log rồi chạy lại.');
    }
    if (!told && Date.now() - start > 2_000) {
      told = true;
      onStep?.('Cơ sở dữ liệu đang khôi phục sau lần dừng đột ngột');
    }
    await sleep(25);
  }
  return false;
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back and everything is written out. */
export async function shutDown(server: Postmaster): Promise<void> {
  if (processIdentity(server.pid) !== server.identity) return;
  signal(server.pid, 'SIGINT');
  if (await waitUntil(() => processIdentity(server.pid) !== server.identity, STOPPED_WITHIN)) return;
  // SIGQUIT leaves at once; the next start replays the log.
  signal(server.pid, 'SIGQUIT');
  await waitUntil(() => processIdentity(server.pid) !== server.identity, 5_000);
}

/** Reads postmaster.pid: line 1 is the pid, line 4 the port. A reused pid does not work in the cluster. */
function postmasterOf(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !port || !worksIn(pid, cluster)) return undefined;
  const identity = processIdentity(pid);
  return identity === undefined ? undefined : { pid, identity, port };
}

/**
 * Removes the pid file of a server that is gone, where PostgreSQL itself would believe it alive: it only asks whether
 * the pid is in use, and so takes a killed process that nobody has buried (process 1 of many containers never does)
 * or a stranger with the same number for its predecessor. No process works in the cluster when this is called.
 */
function forgetLostPostmaster(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  if (process.platform !== 'linux' || !existsSync(file) || processesIn(cluster).length > 0) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (existsSync(`/proc/${pid}`)) rmSync(file);
}

/** The kept port where it is free, so that bookmarks of database tools stay valid; else any free one. */
async function freePort(wanted: number): Promise<number> {
  for (const port of wanted ? [wanted, 0] : [0]) {
    const probe = createServer();
    const got = await new Promise<number | undefined>((resolve) => {
      probe.once('error', () => resolve(undefined));
      probe.listen(port, '127.0.0.1', () => resolve((probe.address() as { port: number }).port));
    });
    await new Promise((resolve) => probe.close(resolve));
    if (got !== undefined) return got;
  }
  throw new EmbeddedServerError('Không tìm được cổng trống trên 127.0.0.1 cho cơ sở dữ liệu.');
}

function logTail(file: string, start: number): string {
  const length = Math.min(statSync(file).size - start, 100_000);
  if (length <= 0) return '';
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, buffer, 0, length, start);
  closeSync(descriptor);
  return buffer.toString();
}

function lastFatal(text: string): string {
  const line = text
    .split('\n')
    .filter((each) => /(FATAL|PANIC|ERROR):/.test(each))
    .at(-1);
  return line?.replace(/^.*(?:FATAL|PANIC|ERROR):\s*/, '') ?? 'máy chủ dừng mà không nói lý do';
}
