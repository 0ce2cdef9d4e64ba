// `npm run check`: everything that can be judged without running the tests. All checks run; the end says which failed.
// `npm run check -- types directions` runs only those named.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureServerBuilt } from './build.mjs';
import { CONTRACT, CONTRACT_TYPES, writeContract } from './contract.mjs';
import { root, run, runNode, StepError, step } from './steps.mjs';

const CHECKS = {
  format: { name: 'Định dạng và quy tắc viết mã', work: () => run('@biomejs/biome', ['ci', '.'], { bin: 'biome' }) },
  types: { name: 'Kiểu dữ liệu', work: checkTypes },
  directions: {
    name: 'Chiều phụ thuộc',
    work: () =>
      run('dependency-cruiser', ['--config', '.dependency-cruiser.cjs', 'api/src', 'shared/src', 'web/src'], {
        bin: 'depcruise',
      }),
  },
  contract: { name: 'Hợp đồng API khớp với mã', work: checkContract },
  openapi: {
    name: 'OpenAPI đúng chuẩn',
    work: () =>
      run('@redocly/cli', ['lint', CONTRACT, '--config', 'shared/redocly.yaml'], {
        bin: 'redocly',
        env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      }),
  },
  migrations: { name: 'Các bước nâng cấp cơ sở dữ liệu khớp với mã', work: checkMigrations },
};

async function checkTypes() {
  await run('typescript', ['-b', 'shared'], { bin: 'tsc' });
  await run('typescript', ['--noEmit', '-p', 'api'], { bin: 'tsc' });
  await run('typescript', ['--noEmit', '-p', 'web'], { bin: 'tsc' });
}

/** Writes both files anew, elsewhere, and compares them byte by byte with those that are committed. */
async function checkContract() {
  await ensureServerBuilt();
  await inTemporaryFolder(async (folder) => {
    const fresh = { [CONTRACT]: join(folder, 'openapi.json'), [CONTRACT_TYPES]: join(folder, 'api.d.ts') };
    await writeContract(fresh[CONTRACT], fresh[CONTRACT_TYPES]);
    for (const [committed, file] of Object.entries(fresh)) {
      const [before, after] = [textOf(join(root, committed)), textOf(file)];
      if (before === after) continue;
      const [old, now] = [before.split('\n'), after.split('\n')];
      const line = now.findIndex((text, at) => text !== old[at]);
      console.error(`${committed} khác với mã từ dòng ${line + 1}:\n- ${old[line] ?? ''}\n+ ${now[line] ?? ''}`);
      throw new StepError(`${basename(committed)} đã cũ; hãy chạy npm run contract rồi lưu cả hai tệp.`);
    }
  });
}

/** On an empty database of its own: all up, no difference to the entities, the last one down and up again. */
async function checkMigrations() {
  await ensureServerBuilt();
  await runNode(['api/dist/src/check-migrations.js']);
}

async function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'plan-check-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const wanted = process.argv.slice(2);
const failed = [];
for (const key of wanted.length > 0 ? wanted : Object.keys(CHECKS)) {
  const check = CHECKS[key];
  if (!check) {
    failed.push(`không có mục "${key}" (có: ${Object.keys(CHECKS).join(', ')})`);
    continue;
  }
  try {
    await step(check.name, check.work);
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    failed.push(`${key} (${check.name})`);
  }
}
if (failed.length > 0) {
  console.error(`\nKhông đạt: ${failed.join('; ')}`);
  process.exitCode = 1;
} else {
  console.log('\nMọi kiểm tra đều đạt.');
}
