import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { createApp, repositoryFolder } from './create-app.js';
import { ClaimService } from './identity/claim.service.js';
import { loadSample } from './load-sample.js';
import { auditKeysOf } from './platform/config/audit-key.js';
import { type Config, ConfigError, loadConfig } from './platform/config/config.js';
import { sessionSecretOf } from './platform/config/session-secret.js';
import { type EmbeddedServer, startEmbeddedServer } from './platform/database/embedded-server.js';
import { EmbeddedServerError } from './platform/database/embedded-server-error.js';
import { migrate } from './platform/database/migrate.js';
import { Metrics } from './platform/health/metrics.js';
import { ReadinessService } from './platform/health/readiness.service.js';
import { orderlyClose } from './platform/http/orderly-close.js';
import { createLogger } from './platform/logging/logger.js';

/** A reason to stop the start that a person can act on: one sentence, no stack. */
class StartError extends Error {}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Running {
  app?: NestExpressApplication;
  /** Ends what is under way at the HTTP door. */
  closeServer?: () => Promise<void>;
  metricsServer?: Server;
  database?: EmbeddedServer;
}

async function start(config: Config, running: Running): Promise<void> {
  const logger = createLogger(config.logLevel);
  if (config.role !== 'worker') await checkPort('PORT', config.port);
  await checkPort('METRICS_PORT', config.metricsPort);
  const urls = await openDatabase(config, running);
  say('Đang cập nhật lược đồ cơ sở dữ liệu…');
  const ran = await migrate(urls.ownerUrl, urls.appUrl).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (ran > 0) say(`Đã áp dụng ${ran} bước cập nhật lược đồ.`);
  if (urls.ownerUrl === urls.appUrl) {
    say(
      'Cảnh báo: ứng dụng đang dùng vai trò sở hữu các bảng. Hãy đặt MIGRATION_DATABASE_URL cho vai trò sở hữu riêng.',
    );
  }
  const metrics = new Metrics();
  const app = await createApp({
    databaseUrl: urls.appUrl,
    sessionSecret: sessionSecretOf(config),
    publicUrl: config.publicUrl,
    signIn: {
      requireSecondFactor: config.requireSecondFactor,
      passwordSignIn: config.passwordSignIn,
      oidc: config.oidc,
    },
    logger,
    poolSize: config.poolSize,
    rings: config.scheduler,
    // Not the scheduler's: a switched-off bell must not leave the log unsealed.
    audit: config.role === 'web' ? undefined : { keys: auditKeysOf(config), headFile: config.auditHeadFile },
    auditKeys: auditKeysOf(config),
    trustedProxies: config.trustedProxies,
    docs: config.docs,
    corsOrigins: config.corsOrigins,
    requestsPerMinute: config.requestsPerMinute,
    webRoot: repositoryFolder('web', 'dist'),
    metrics,
    filesDir: config.filesDir,
    scanUrl: config.scanUrl,
    // Not the scheduler's either: notices of the page come the same way.
    sendsMail: config.role !== 'web',
    smtp: config.smtp,
  }).catch((error: unknown) => {
    // The owner came in to bring the schema up, and the working role does not.
    throw unreachable(error);
  });
  running.app = app;
  await app.init();
  if (config.sample) {
    say('Đang kiểm tra dữ liệu mẫu…');
    await loadSample(app, {
      folder: repositoryFolder('api', 'sample'),
      accounts: config.databaseUrl === undefined,
      password: config.samplePassword,
      dataDir: config.dataDir,
    });
  }
  if (config.metricsPort > 0) {
    running.metricsServer = await metrics.listen(config.metricsPort).catch((error: unknown) => {
      throw taken(error, 'METRICS_PORT', config.metricsPort);
    });
  }
  if (config.role !== 'worker') {
    running.closeServer = orderlyClose(app.getHttpServer() as Server);
    await listen(app, config);
  }
  await tellWhere(app, config, logger);
}

async function openDatabase(config: Config, running: Running): Promise<{ appUrl: string; ownerUrl: string }> {
  if (config.databaseUrl !== undefined) {
    return { appUrl: config.databaseUrl, ownerUrl: config.migrationDatabaseUrl ?? config.databaseUrl };
  }
  say('Đang khởi động PostgreSQL đi kèm…');
  running.database = await startEmbeddedServer({ dataDir: config.dataDir, onStep: say });
  return running.database;
}

/** A port that is taken is said before anything is started, and not after a minute of loading. */
async function checkPort(name: string, port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(taken(error, name, port)));
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

async function listen(app: NestExpressApplication, config: Config): Promise<void> {
  try {
    await app.listen(config.port);
  } catch (error) {
    throw taken(error, 'PORT', config.port);
  }
}

async function tellWhere(app: NestExpressApplication, config: Config, logger: Logger): Promise<void> {
  // A token that nobody reads would make void the one that the web process has printed.
  const token = config.role === 'worker' ? null : await app.get(ClaimService).offer();
  say('');
  if (config.role === 'worker') {
    say('Tiến trình chạy việc theo lịch đã sẵn sàng.');
  } else {
    const address = (app.getHttpServer() as Server).address();
    const port = typeof address === 'object' && address ? address.port : config.port;
    const origin = config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
    say(`Mở trang:      ${origin}`);
    say(`Tài liệu API:  ${origin}/api/docs`);
    if (token) {
      say(`Quản trị đầu tiên: mở ${origin}/nhan-quan-tri?token=${token} (dùng một lần)`);
    } else if (config.databaseUrl === undefined) {
      say(`Đăng nhập:     tài khoản congan, bcd, soyte… – mật khẩu trong ${join(config.dataDir, 'first-sign-in.txt')}`);
    }
  }
  say(`Dữ liệu:       ${config.databaseUrl === undefined ? config.dataDir : 'máy chủ PostgreSQL của DATABASE_URL'}`);
  logger.info({ role: config.role }, 'started');
}

function unreachable(error: unknown): Error {
  const { code } = error as { code?: string };
  const sentences: Record<string, string> = {
    ECONNREFUSED:
      'Không kết nối được cơ sở dữ liệu: máy chủ từ chối kết nối. Hãy kiểm tra DATABASE_URL và máy chủ PostgreSQL.',
    ENOTFOUND: 'Không tìm thấy máy chủ cơ sở dữ liệu. Hãy kiểm tra tên máy trong DATABASE_URL.',
    ETIMEDOUT: 'Cơ sở dữ liệu không trả lời. Hãy kiểm tra mạng và DATABASE_URL.',
    '28P01': 'Cơ sở dữ liệu từ chối mật khẩu. Hãy kiểm tra tài khoản trong DATABASE_URL và MIGRATION_DATABASE_URL.',
    '28000': 'Cơ sở dữ liệu từ chối tài khoản. Hãy kiểm tra DATABASE_URL và MIGRATION_DATABASE_URL.',
    '3D000': 'Cơ sở dữ liệu trong DATABASE_URL không có. Hãy tạo cơ sở dữ liệu trước.',
    '42501': 'Vai trò trong MIGRATION_DATABASE_URL không đủ quyền tạo bảng. Hãy cấp quyền sở hữu cơ sở dữ liệu.',
  };
  const known =
    sentences[code ?? ''] ?? (/timeout/i.test(String((error as Error).message)) ? sentences.ETIMEDOUT : undefined);
  return known ? new StartError(known) : (error as Error);
}

function taken(error: unknown, name: string, port: number): Error {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Cổng ${port} đang được chương trình khác dùng. Hãy đặt ${name} thành cổng khác, hoặc dừng chương trình đó.`,
    );
  }
  if (code === 'EACCES')
    return new StartError(`Không có quyền mở cổng ${port}. Hãy đặt ${name} thành cổng từ 1024 trở lên.`);
  return error as Error;
}

/** Lets running requests end, then the pool, then the database: in that order nothing is lost. */
async function stop(running: Running): Promise<void> {
  running.app?.get(ReadinessService).drain();
  running.metricsServer?.close();
  await running.closeServer?.();
  await running.app?.close();
  await running.database?.stop();
}

async function main(): Promise<void> {
  const running: Running = {};
  let stopping: Promise<void> | null = null;
  const end = (code: number): void => {
    stopping ??= stop(running).catch((error: unknown) => say(String(error)));
    void stopping.then(() => process.exit(code));
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  try {
    await start(loadConfig(process.env), running);
  } catch (error) {
    const known = error instanceof StartError || error instanceof ConfigError || error instanceof EmbeddedServerError;
    process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
    end(1);
  }
}

void main();
