import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { Metrics } from './platform/health/metrics.js';
import { NestLogger } from './platform/logging/logger.js';

export interface CreateAppOptions {
  databaseUrl: string;
  sessionSecret: string;
  /** Origin that browsers use. */
  publicUrl: string;
  logger: Logger;
  poolSize?: number;
  rings?: boolean;
  trustedProxies?: number;
  webRoot?: string;
  metrics?: Metrics;
  /** Absolute folder of uploaded files; where nobody uploads (checks, the contract), one that is never made. */
  filesDir?: string;
  scanUrl?: string;
}

/** The whole application, configured, not yet listening: for the server, the contract writer and the tests. */
export async function createApp(options: CreateAppOptions): Promise<NestExpressApplication> {
  const https = options.publicUrl.startsWith('https:');
  const module = AppModule.with({
    databaseUrl: options.databaseUrl,
    poolSize: options.poolSize ?? 10,
    logger: options.logger,
    rings: options.rings ?? false,
    files: { folder: options.filesDir ?? join(tmpdir(), `plan-files-${process.pid}`), scanUrl: options.scanUrl },
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
