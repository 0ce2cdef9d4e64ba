import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryFolder } from '../../src/create-app.js';
import type { Database } from '../databases.js';
import { freePort } from '../servers.js';

export const AUDIT_KEY = 'evening-only-Qp8zN3vB6xM1cK5jH9gF2dS7aL4w';

export interface ReplicaSettings {
  database: Database;
  /** Origin at which people reach the proxy. */
  publicUrl: string;
  /** Shared by the replicas. */
  filesDir: string;
  /** For logs and what each replica keeps. */
  folder: string;
}

/** One replica as it is installed: the built server in a process of its own, with its default settings. */
export class Replica {
  private child: ChildProcess | null = null;
  private sampler: NodeJS.Timeout | undefined;
  /** The most memory that any of its processes held, in bytes (VmHWM). */
  peakRss = 0;
  readonly log: string;

  private constructor(
    readonly role: 'web' | 'all',
    readonly port: number,
    private settings: ReplicaSettings | null,
    folder: string,
  ) {
    this.log = join(folder, `replica-${role}-${port}.log`);
  }

  static async at(role: 'web' | 'all', folder: string): Promise<Replica> {
    return new Replica(role, await freePort(), null, folder);
  }

  async start(settings: ReplicaSettings = this.settings as ReplicaSettings): Promise<void> {
    this.settings = settings;
    const output = openSync(this.log, 'a');
    const child = spawn(process.execPath, [repositoryFolder('api', 'dist', 'src', 'main.js')], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        ROLE: this.role,
        PORT: String(this.port),
        PUBLIC_URL: settings.publicUrl,
        METRICS_PORT: '0',
        DATABASE_URL: settings.database.appUrl,
        MIGRATION_DATABASE_URL: settings.database.ownerUrl,
        SESSION_SECRET: 'a-secret-that-only-this-evening-signs-with',
        AUDIT_KEY,
        AUDIT_HEAD_FILE: join(settings.folder, 'audit-heads.log'),
        TRUSTED_PROXIES: '1',
        REQUIRE_SECOND_FACTOR: 'off',
        SAMPLE: '0',
        DATA_DIR: settings.folder,
        FILES_DIR: settings.filesDir,
      },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.child = child;
    for (let tries = 0; ; tries += 1) {
      const ready = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => null);
      await ready?.arrayBuffer();
      if (ready?.ok) break;
      if (child.exitCode !== null || tries > 600) {
        throw new Error(`a replica did not start:\n${readFileSync(this.log, 'utf8').slice(-2_000)}`);
      }
      await sleep(100);
    }
    this.sampler ??= setInterval(() => this.sample(), 500);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.sample();
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    this.sample();
    clearInterval(this.sampler);
    await this.end('SIGTERM');
  }

  /** Lines of its log that tell of an unexpected failure. */
  failures(): string[] {
    return readFileSync(this.log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('unexpected failure'));
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  private sample(): void {
    if (this.child?.pid === undefined) return;
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      this.peakRss = Math.max(this.peakRss, Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024);
    } catch {
      // It is ending just now, or this system has no /proc.
    }
  }
}
