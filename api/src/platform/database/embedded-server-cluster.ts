import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Binaries } from './embedded-server-binaries.js';
import { EmbeddedServerError } from './embedded-server-error.js';
import { clearProcessesIn } from './embedded-server-process.js';
import { DATABASE_NAME, databaseGrantStatements, OWNER_ROLE, roleStatements } from './embedded-server-roles.js';

/** Kept in the data directory (0600), apart from the cluster: the passwords, and the port of the last start. */
export interface Access {
  superuserPassword: string;
  ownerPassword: string;
  appPassword: string;
  port: number;
}

const ACCESS_FILE = 'postgres-access.json';
const NEW_PREFIX = 'postgres.new-';

const CONFIGURATION = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  'max_connections = 100',
  'password_encryption = scram-sha-256',
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
  "lc_messages = 'C'",
  "log_line_prefix = '%m [%p] '",
];

const HOST_RULES = 'host all all 127.0.0.1/32 scram-sha-256\n';

/** Where the cluster of a data directory stands. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** The uid that owns the existing cluster; `undefined` before the first start. */
export function clusterOwner(dataDir: string): number | undefined {
  return statSync(clusterFolder(dataDir), { throwIfNoEntry: false })?.uid;
}

/**
 * How PostgreSQL is told its data directory, with the cluster as working directory. Root may keep it below a folder
 * that the server's account cannot walk through; the kernel's link to the working directory needs no such walk.
 */
export function dataDirArgument(cluster: string, binaries: Binaries): string {
  return binaries.account && process.platform === 'linux' ? '/proc/self/cwd' : cluster;
}

/** The kept passwords and port; `undefined` on a first start. */
export function readAccess(dataDir: string): Access | undefined {
  const file = join(dataDir, ACCESS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Access) : undefined;
}

/** Writes the passwords and the port whole or not at all. */
export function writeAccess(dataDir: string, access: Access): void {
  const fresh = join(dataDir, `${ACCESS_FILE}.new`);
  writeDurably(fresh, `${JSON.stringify(access, null, 2)}\n`, 0o600);
  renameSync(fresh, join(dataDir, ACCESS_FILE));
  syncFolder(dataDir);
}

/**
 * Makes the cluster with its roles and its database in a folder aside and renames it: whoever is killed meanwhile
 * leaves either nothing or all of it. Nothing listens while this goes on, so there is no moment without a password.
 */
export async function ensureCluster(
  dataDir: string,
  binaries: Binaries,
  fast: boolean,
  onStep: (text: string) => void,
): Promise<Access> {
  await removeLeftovers(dataDir);
  const cluster = clusterFolder(dataDir);
  const kept = readAccess(dataDir);
  if (existsSync(cluster)) {
    if (!kept) {
      throw new EmbeddedServerError(
        `Thư mục ${dataDir} có cơ sở dữ liệu nhưng thiếu tệp ${ACCESS_FILE}; hãy phục hồi tệp này từ bản sao lưu.`,
      );
    }
    return kept;
  }
  const access: Access = kept ?? {
    superuserPassword: randomPassword(),
    ownerPassword: randomPassword(),
    appPassword: randomPassword(),
    port: 0,
  };
  if (!kept) writeAccess(dataDir, access);
  onStep('Tạo cơ sở dữ liệu lần đầu');
  const fresh = mkdtempSync(join(dataDir, NEW_PREFIX));
  if (binaries.account) chownSync(fresh, binaries.account.uid, binaries.account.gid);
  const dataDirOption = ['-D', dataDirArgument(fresh, binaries)];
  await runIn(fresh, binaries, binaries.initdb, [
    ...dataDirOption,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    // The same order of text on every machine; names that people read are sorted by vi-x-icu where it is asked for.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C.UTF-8',
    '--no-instructions',
    ...(fast ? ['--no-sync'] : []),
  ]);
  const single = [
    '--single',
    ...dataDirOption,
    '-c',
    'exit_on_error=on',
    ...(fast ? ['-c', 'fsync=off', '-c', 'full_page_writes=off'] : []),
  ];
  await runIn(
    fresh,
    binaries,
    binaries.postgres,
    [...single, 'postgres'],
    [
      `ALTER ROLE postgres PASSWORD '${access.superuserPassword}'`,
      ...roleStatements(access.ownerPassword, access.appPassword),
      `CREATE DATABASE ${DATABASE_NAME} OWNER ${OWNER_ROLE}`,
      ...databaseGrantStatements(DATABASE_NAME),
    ],
  );
  writeDurably(join(fresh, 'pg_hba.conf'), HOST_RULES);
  writeDurably(join(fresh, 'postgresql.conf'), `${CONFIGURATION.join('\n')}\n`);
  syncFolder(fresh);
  renameSync(fresh, cluster);
  syncFolder(dataDir);
  return access;
}

/** Makes the data directory, closed to others, and answers errors in words. */
export function ensureDataDir(dataDir: string): void {
  try {
    makeFolders(resolve(dataDir));
    const probe = mkdtempSync(join(dataDir, 'probe-'));
    rmSync(probe, { recursive: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new EmbeddedServerError(
      `Không ghi được vào thư mục dữ liệu ${dataDir} (${code}); hãy chọn thư mục khác bằng DATA_DIR hoặc chạy bằng tài khoản sở hữu nó.`,
    );
  }
}

// Not mkdir's own `recursive`: where a file system makes no folders at all (/proc), Node 20 never comes back from it.
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith(NEW_PREFIX) && !name.startsWith('probe-')) continue;
    // The initdb of a killed start may still be writing: end it before its folder goes.
    await clearProcessesIn(join(dataDir, name), 0);
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

/** Runs one of PostgreSQL's programs to its end; its own words become the error's. */
function runIn(folder: string, binaries: Binaries, program: string, args: string[], sql: string[] = []): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env: serverEnvironment(), ...binaries.account });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', (error) => reject(new EmbeddedServerError(`Không chạy được ${program}: ${error.message}.`)));
    child.on('close', (code) => {
      if (code === 0) return resolve();
      // Never the statements themselves: they hold the passwords.
      const reason = said.split('\n').filter((line) => /(ERROR|FATAL|PANIC|error):/.test(line));
      reject(new EmbeddedServerError(`Không tạo được cơ sở dữ liệu: ${reason.at(-1)?.trim() ?? `mã thoát ${code}`}`));
    });
    // A program that ended early has said why; the broken pipe adds nothing.
    child.stdin.on('error', () => undefined);
    child.stdin.end(sql.map((statement) => `${statement};\n`).join(''));
  });
}

/** Nothing of ours leaks into the server: only what it needs to run the same everywhere. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

function writeDurably(file: string, text: string, mode?: number): void {
  writeFileSync(file, text, { flush: true, ...(mode === undefined ? {} : { mode }) });
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
