// `npm test`: all tests of the server, the pages and the browser, one runner after the other, and one closing line.
// `npm test -- api` (or `web`, `e2e`) runs only that part.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePagesBuilt, ensureServerBuilt } from './build.mjs';
import { exitCodeOf, StepError } from './steps.mjs';

const reports = mkdtempSync(join(tmpdir(), 'plan-reports-'));

const RUNNERS = {
  api: {
    name: 'Jest',
    start: (report) =>
      exitCodeOf('jest', ['--json', `--outputFile=${report}`], {
        from: 'api',
        nodeArgs: ['--experimental-vm-modules', '--no-warnings'],
      }),
    count: countJest,
  },
  web: {
    name: 'Vitest',
    start: (report) =>
      exitCodeOf('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
        from: 'web',
      }),
    count: countJest,
  },
  e2e: {
    name: 'Playwright',
    start: (report) =>
      exitCodeOf('@playwright/test', ['test', '--reporter=list,json'], {
        from: 'web',
        bin: 'playwright',
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      }),
    count: countPlaywright,
  },
};

/** Jest and Vitest write the same report. A file that could not even be loaded holds no test, and is one failure. */
function countJest(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A test that passed only when repeated has failed once, which is a failure. */
function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

async function resultOf(key) {
  const { name, start, count } = RUNNERS[key];
  console.log(`\n== ${name} ==`);
  const file = join(reports, `${key}.json`);
  const code = await start(file);
  if (!existsSync(file)) {
    console.log(`${name} dừng mà không có kết quả (mã thoát ${code}).`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const result = count(JSON.parse(readFileSync(file, 'utf8')));
  if (result.passed + result.failed === 0) {
    console.log(`${name} không chạy kiểm thử nào.`);
    result.failed += 1;
  } else if (code !== 0 && result.failed === 0) {
    console.log(`${name} không có kiểm thử nào sai nhưng kết thúc với mã thoát ${code}.`);
    result.failed += 1;
  }
  return result;
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((key) => !(key in RUNNERS));
const total = { passed: 0, failed: 0, skipped: 0 };
try {
  if (unknown) throw new StepError(`Không có phần "${unknown}"; hãy chọn trong: ${Object.keys(RUNNERS).join(', ')}.`);
  await ensureServerBuilt();
  if (wanted.length === 0 || wanted.includes('e2e')) await ensurePagesBuilt();
  for (const key of wanted.length > 0 ? wanted : Object.keys(RUNNERS)) {
    const result = await resultOf(key);
    for (const each of Object.keys(total)) total[each] += result[each];
  }
} catch (error) {
  console.error(error instanceof StepError ? error.message : error);
  total.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
