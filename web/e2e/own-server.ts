import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SAMPLE_PASSWORD } from './people.js';

const MAIN = fileURLToPath(new URL('../../api/dist/src/main.js', import.meta.url));
/** Longer than a server with its own database and sample ever needs to start. */
const PATIENCE_MS = 90_000;

/** An address that is free now; the product and a provider must name each other before either runs. */
export async function freeOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** The product with its sample under settings of its own, beside the server that the other tests share. */
export class OwnServer {
  private process: ChildProcess | null = null;
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'plan-e2e-own-'));

  constructor(readonly origin: string) {}

  /** Starts, or starts again on the same data, with these variables. */
  async start(settings: Record<string, string>): Promise<void> {
    const started = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: new URL(this.origin).port,
        DATA_DIR: this.dataDir,
        PUBLIC_URL: this.origin,
        SAMPLE: '1',
        SAMPLE_PASSWORD,
        METRICS_PORT: '0',
        SCHEDULER: 'off',
        LOG_LEVEL: 'error',
        ...settings,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.process = started;
    const until = Date.now() + PATIENCE_MS;
    while (started.exitCode === null && Date.now() < until) {
      const ready = await fetch(`${this.origin}/health/ready`).catch(() => null);
      if (ready?.ok) return;
      await sleep(200);
    }
    throw new Error(`the server did not start (${started.exitCode ?? 'still starting'})`);
  }

  async stop(): Promise<void> {
    const running = this.process;
    this.process = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((done) => running.once('exit', done));
    running.kill('SIGTERM');
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
