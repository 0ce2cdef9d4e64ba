import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserPath } from './e2e/browser.js';
import { SAMPLE_PASSWORD } from './e2e/people.js';

/** A port that is free now; settled once and handed to the workers through the environment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 3999;
}

process.env.E2E_PORT ??= String(await freePort());
// Where the tests of mail open a mail server; nobody listens there before.
process.env.E2E_SMTP_PORT ??= String(await freePort());
if (!process.env.E2E_DATA_DIR) {
  const dataDir = mkdtempSync(join(tmpdir(), 'plan-e2e-'));
  process.env.E2E_DATA_DIR = dataDir;
  // The runner's own process ends last, after the server.
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
}
process.env.E2E_BROWSER ??= await browserPath();
const origin = `http://127.0.0.1:${process.env.E2E_PORT}`;

/** The days of the roles, in a real browser against the real product with its sample. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // One server and one database: what one person does another sees.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    baseURL: origin,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1366, height: 768 },
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.E2E_BROWSER,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node ../api/dist/src/main.js',
    url: `${origin}/health/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: {
      PORT: process.env.E2E_PORT,
      DATA_DIR: process.env.E2E_DATA_DIR,
      SAMPLE: '1',
      SAMPLE_PASSWORD,
      METRICS_PORT: '0',
      SCHEDULER: 'off',
      LOG_LEVEL: 'error',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: process.env.E2E_SMTP_PORT,
      SMTP_TLS: 'none',
      MAIL_FROM: 'Kế hoạch Đề án 06 <kehoach@tinh.gov.vn>',
    },
  },
});
