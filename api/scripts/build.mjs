// Builds what is older than its sources: the server (shared and api by tsc), and the pages (by Vite).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, StepError, step } from './steps.mjs';

const SERVER = {
  mark: 'api/dist/.sources-hash',
  sources: [
    'tsconfig.base.json',
    'package-lock.json',
    'shared/tsconfig.json',
    'shared/src',
    'api/tsconfig.json',
  ].concat(['api/tsconfig.build.json', 'api/src']),
};

const PAGES = {
  mark: 'web/dist/.sources-hash',
  sources: ['tsconfig.base.json', 'package-lock.json', 'shared/src', 'web/package.json', 'web/tsconfig.json'].concat([
    'web/vite.config.ts',
    'web/index.html',
    'web/public',
    'web/src',
  ]),
};

/** Builds `shared` and `api` when their sources are not those of the last build. */
export async function ensureServerBuilt() {
  await ensure(SERVER, 'Dựng máy chủ', async () => {
    // tsc trusts its own record, also when somebody has removed the output beside it.
    const force = existsSync(join(root, SERVER.mark)) && existsSync(join(root, 'shared/dist')) ? [] : ['--force'];
    await run('typescript', ['-b', ...force, 'shared', 'api/tsconfig.build.json'], { bin: 'tsc' });
  });
}

/** Builds the pages into `web/dist` when their sources are not those of the last build. */
export async function ensurePagesBuilt() {
  await ensure(PAGES, 'Dựng các trang web', () => run('vite', ['build', '--logLevel', 'warn'], { from: 'web' }));
}

async function ensure({ mark, sources }, name, build) {
  const file = join(root, mark);
  const before = hashOf(sources);
  if (existsSync(file) && readFileSync(file, 'utf8') === before) return;
  await step(name, async () => {
    // Without the mark of the last build, one that is killed half-way is never taken for whole.
    rmSync(file, { force: true });
    await build();
    writeFileSync(file, before);
  });
}

/** Of names and contents, so that neither a checkout's times nor a renamed file deceives it. */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !/\.(spec|test)\.tsx?$/.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [path];
    for (const each of files) hash.update(each.slice(root.length)).update('\0').update(readFileSync(each)).update('\0');
  }
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await ensureServerBuilt();
    await ensurePagesBuilt();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
