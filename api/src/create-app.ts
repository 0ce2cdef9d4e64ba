import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { OPEN_SAMPLE, type SignInSettings } from './identity/sign-in-settings.js';
import type { AuditSettings } from './platform/events/audit-sealer.js';
import { Metrics } from './platform/health/metrics.js';
import type { SlowClientLimits } from './platform/http/slow-clients.js';
import { NestLogger } from './platform/logging/logger.js';
import type { SmtpSettings } from './platform/mail/smtp-transport.js';

export interface CreateAppOptions {
  databaseUrl: string;
  sessionSecret: string;
  /** Origin that browsers use. */
  publicUrl: string;
  logger: Logger;
  /** How people may sign in; passwords alone by default. */
  signIn?: SignInSettings;
  poolSize?: number;
  rings?: boolean;
  /** Seals the event log in this process; absent where another process does, and in most tests. */
  audit?: AuditSettings;
  /** Keys of the audit chain, the oldest first; those of `audit` when absent. */
  auditKeys?: readonly string[];
  trustedProxies?: number;
  /** Who may read the documentation; everybody when absent. */
  docs?: 'open' | 'signed-in';
  corsOrigins?: readonly string[];
  /** Requests a minute of one caller. */
  requestsPerMinute?: number;
  slowClients?: SlowClientLimits;
  /** Milliseconds after which the database ends a statement. */
  statementTimeout?: number;
  webRoot?: string;
  metrics?: Metrics;
  /** Absolute folder of uploaded files; where nobody uploads (checks, the contract), one that is never made. */
  filesDir?: string;
  scanUrl?: string;
  /** Turns events into mail and notices and sends what waits; absent where another process does, and in most tests. */
  sendsMail?: boolean;
  /** The mail server; without one mail is kept and waits. */
  smtp?: SmtpSettings | null;
}

/** The whole application, configured, not yet listening: for the server, the contract writer and the tests. */
export async function createApp(options: CreateAppOptions): Promise<NestExpressApplication> {
  const https = options.publicUrl.startsWith('https:');
  const module = AppModule.with({
    databaseUrl: options.databaseUrl,
    poolSize: options.poolSize ?? 10,
    logger: options.logger,
    rings: options.rings ?? false,
    signIn: options.signIn ?? OPEN_SAMPLE,
    statementTimeout: options.statementTimeout,
    secret: options.sessionSecret,
    requestsPerMinute: options.requestsPerMinute ?? 1_200,
    audit: options.audit,
    files: { folder: options.filesDir ?? join(tmpdir(), `plan-files-${process.pid}`), scanUrl: options.scanUrl },
    auditKeys: options.auditKeys,
    mail: { works: options.sendsMail ?? false, smtp: options.smtp ?? null, publicUrl: options.publicUrl },
    sessionToken: { secret: options.sessionSecret, issuer: options.publicUrl, audience: 'plan', secure: https },
  });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: new NestLogger(options.logger),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app, {
    logger: options.logger,
    metrics: options.metrics ?? new Metrics(),
    https,
    trustedProxies: options.trustedProxies ?? 0,
    docs: options.docs ?? 'open',
    corsOrigins: options.corsOrigins ?? [],
    slowClients: options.slowClients,
    webRoot: options.webRoot,
  });
  return app;
}

/** A folder of the repository, wherever this file was compiled to. */
export function repositoryFolder(...names: string[]): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, ...names);
}
