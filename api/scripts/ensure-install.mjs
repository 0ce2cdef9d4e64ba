// Installs the packages by the lock file when they are not those of the lock file. Runs before anything is installed,
// so it uses nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mark = `${root}node_modules/.lock-hash`;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Cần Node.js 20.19 trở lên; máy này đang chạy ${process.version}.`);
  process.exit(1);
}

const lockText = readFileSync(`${root}package-lock.json`, 'utf8');
const hash = createHash('sha256').update(lockText).digest('hex');

if (!isMarked()) {
  if (!isInstalled()) install();
  writeFileSync(mark, `${hash}\n`);
}

function isMarked() {
  return existsSync(mark) && readFileSync(mark, 'utf8').trim() === hash;
}

/** Whether npm's own record of what it installed already says the same: somebody ran `npm ci` by hand. */
function isInstalled() {
  const record = `${root}node_modules/.package-lock.json`;
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(lockText).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.includes('node_modules/') || entry.optional || entry.link || present[path]?.version === entry.version,
  );
}

function install() {
  console.log('Cài các gói theo package-lock.json (npm ci), khoảng một phút…');
  const start = Date.now();
  // Builds and tests need the development packages also where NODE_ENV or npm's settings would leave them out.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, options);
  if (status !== 0) {
    console.error(
      `Không cài được các gói${error ? ` (${error.message})` : ''}; hãy kiểm tra mạng tới kho npm rồi chạy lại.`,
    );
    process.exit(1);
  }
  console.log(`Đã cài các gói (${seconds(start)} giây)`);
}

function seconds(start) {
  return ((Date.now() - start) / 1000).toFixed(1).replace('.', ',');
}
