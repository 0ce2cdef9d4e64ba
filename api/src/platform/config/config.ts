import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SmtpSettings } from '../mail/smtp-transport.js';
import {
  databaseUrl,
  either,
  file,
  folder,
  hostName,
  issuer,
  mailSender,
  oneOf,
  origins,
  publicUrl,
  type Reader,
  secretOf,
  secretsOf,
  serviceUrl,
  signingSecret,
  smtpUrl,
  text,
  WrongValue,
  wholeNumber,
} from './config-readers.js';
import { mailProblems, smtpOf } from './mail-config.js';

/** Everything that the environment decides, read and checked once at start. */
export interface Config {
  /** TCP port of pages and API; 0 takes any free one. */
  port: number;
  /** Absolute folder that keeps the embedded database, uploaded files and first sign-in. */
  dataDir: string;
  /** The database as the working role; `undefined` means the embedded server. */
  databaseUrl: string | undefined;
  /** The database as the owner of the tables; equal to `databaseUrl` where one role does both. */
  migrationDatabaseUrl: string | undefined;
  /** Whether a first start loads the sample plan. */
  sample: boolean;
  /** One password for all sample accounts; `undefined` makes a random one for each. */
  samplePassword: string | undefined;
  /** Which part of the product this process is. */
  role: 'web' | 'worker' | 'all';
  /** TCP port of /metrics; 0 is off. */
  metricsPort: number;
  /** Origin that browsers use, without a slash at the end. */
  publicUrl: string;
  /** Signs session tokens; `undefined` only with the embedded server, which keeps its own: `sessionSecretOf`. */
  sessionSecret: string | undefined;
  /** Key of the audit chain; `undefined` only with the embedded server, which keeps its own: `auditKeyOf`. */
  auditKey: string | undefined;
  /** Keys that sealed earlier parts of the chain, the oldest first. */
  auditOldKeys: readonly string[];
  /** Absolute file outside the database that takes the heads of the audit chain. */
  auditHeadFile: string;
  /** Database connections held at most by this process. */
  poolSize: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Whether the scheduler rings in this process (never with `role: web`). */
  scheduler: boolean;
  /** How many proxies stand in front and are believed about the caller's address. */
  trustedProxies: number;
  /** Whether administrators and the standing agency must have a second factor. */
  requireSecondFactor: boolean;
  /** Whether user name and password are taken; never off without single sign-on. */
  passwordSignIn: boolean;
  /** The single sign-on provider; null without one. */
  oidc: { issuer: string; clientId: string; clientSecret: string; label: string } | null;
  /** Origins of other sites whose pages may call the API with tokens or keys. */
  corsOrigins: readonly string[];
  /** Who may read the documentation of the API. */
  docs: 'open' | 'signed-in';
  /** Requests a minute of one person, one address of nobody known, or one API client without a limit of its own. */
  requestsPerMinute: number;
  /** Absolute folder of uploaded files; replicas share it. */
  filesDir: string;
  /** Where uploaded bytes are sent to be looked at for malware; `undefined` scans nothing. May hold a password. */
  scanUrl: string | undefined;
  /** The mail server; null without one: mail is kept and waits. */
  smtp: SmtpSettings | null;
}

export interface ConfigVariable {
  name: string;
  /** What it is for and what is allowed, in Vietnamese: the words of `.env.example`. */
  meaning: string;
  /** What holds when it is absent, as one would write it; empty when there is no such text. */
  default: string;
  /** A secret's value never stands in a message. */
  secret: boolean;
}

interface ReadVariable<T> extends ConfigVariable {
  read: Reader<T>;
}

function variable<T>(name: string, read: Reader<T>, meaning: string, fallback = ''): ReadVariable<T> {
  return { name, meaning, default: fallback, secret: false, read };
}

function secret<T>(name: string, read: Reader<T>, meaning: string): ReadVariable<T> {
  return { name, meaning, default: '', secret: true, read };
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const variables = {
  port: variable('PORT', wholeNumber(0, 65_535), 'Cổng của trang web và API; 0 là một cổng trống bất kỳ', '3000'),
  dataDir: variable(
    'DATA_DIR',
    folder,
    'Thư mục giữ cơ sở dữ liệu đi kèm, tệp tải lên và tài khoản đăng nhập lần đầu',
    '.data',
  ),
  databaseUrl: secret(
    'DATABASE_URL',
    databaseUrl,
    'Cơ sở dữ liệu PostgreSQL có sẵn, bằng vai trò làm việc (không sở hữu bảng); để trống thì dùng máy chủ đi kèm',
  ),
  migrationDatabaseUrl: secret(
    'MIGRATION_DATABASE_URL',
    databaseUrl,
    'Cùng cơ sở dữ liệu, bằng vai trò sở hữu bảng; chỉ dùng khi khởi động để nâng cấp; để trống thì dùng DATABASE_URL',
  ),
  sample: variable(
    'SAMPLE',
    either('1', '0'),
    '1: lần đầu nạp kế hoạch mẫu; 0: không nạp. Để trống: 1 với máy chủ đi kèm, 0 khi có DATABASE_URL',
  ),
  samplePassword: secret(
    'SAMPLE_PASSWORD',
    secretOf(8),
    'Mật khẩu chung của các tài khoản mẫu, ít nhất 8 ký tự; để trống thì mỗi tài khoản một mật khẩu ngẫu nhiên',
  ),
  role: variable(
    'ROLE',
    oneOf('all', 'web', 'worker'),
    'Phần việc của tiến trình này: all (tất cả), web (trang web và API), worker (chỉ chạy việc theo lịch)',
    'all',
  ),
  metricsPort: variable(
    'METRICS_PORT',
    wholeNumber(0, 65_535, ' (0 là tắt)'),
    'Cổng riêng của /metrics; 0 là tắt',
    '9464',
  ),
  publicUrl: variable(
    'PUBLIC_URL',
    publicUrl,
    'Địa chỉ mà người dùng gõ vào trình duyệt; để trống thì là http://localhost:PORT',
  ),
  sessionSecret: secret(
    'SESSION_SECRET',
    signingSecret(32),
    'Khóa ký phiên đăng nhập, chuỗi ngẫu nhiên có ít nhất 32 ký tự; bắt buộc khi có DATABASE_URL, để trống thì máy chủ đi kèm tự tạo và giữ trong DATA_DIR',
  ),
  auditKey: secret(
    'AUDIT_KEY',
    secretOf(32),
    'Khóa niêm phong nhật ký, ít nhất 32 ký tự, không có dấu phẩy; khi đổi thì chuyển khóa cũ sang AUDIT_OLD_KEYS; bắt buộc khi có DATABASE_URL, để trống thì máy chủ đi kèm tự tạo và giữ trong DATA_DIR',
  ),
  auditOldKeys: secret(
    'AUDIT_OLD_KEYS',
    secretsOf(32),
    'Các khóa niêm phong đã dùng trước AUDIT_KEY, từ cũ đến mới, cách nhau bằng dấu phẩy; phần nhật ký cũ được kiểm tra bằng các khóa này',
  ),
  auditHeadFile: variable(
    'AUDIT_HEAD_FILE',
    file,
    'Tệp ngoài cơ sở dữ liệu ghi mốc cuối của chuỗi niêm phong nhật ký; để trống thì là audit-heads.log trong DATA_DIR',
  ),
  poolSize: variable('DB_POOL_SIZE', wholeNumber(1, 100), 'Số kết nối cơ sở dữ liệu nhiều nhất', '10'),
  logLevel: variable('LOG_LEVEL', oneOf(...LOG_LEVELS), `Mức ghi nhật ký: ${LOG_LEVELS.join(', ')}`, 'info'),
  scheduler: variable(
    'SCHEDULER',
    either('on', 'off'),
    'on: chạy việc theo lịch trong tiến trình này; off: không chạy (ROLE=web thì không bao giờ chạy)',
    'on',
  ),
  trustedProxies: variable(
    'TRUSTED_PROXIES',
    wholeNumber(0, 10),
    'Số máy chủ chuyển tiếp đứng trước, được tin khi cho biết địa chỉ người gọi',
    '0',
  ),
  requireSecondFactor: variable(
    'REQUIRE_SECOND_FACTOR',
    either('on', 'off'),
    'on: quản trị hệ thống và cơ quan thường trực phải có lớp xác thực thứ hai; off: tùy mỗi người. Để trống: off với máy chủ đi kèm, on khi có DATABASE_URL',
  ),
  passwordSignIn: variable(
    'PASSWORD_SIGN_IN',
    either('on', 'off'),
    'on: nhận tên đăng nhập và mật khẩu; off: chỉ nhận đăng nhập một lần (cần OIDC_ISSUER)',
    'on',
  ),
  oidcIssuer: variable(
    'OIDC_ISSUER',
    issuer,
    'Địa chỉ (issuer) của hệ thống đăng nhập một lần OpenID Connect; để trống thì không dùng. Địa chỉ quay về cần khai báo ở đó: PUBLIC_URL/api/v1/auth/oidc/callback',
  ),
  oidcClientId: variable('OIDC_CLIENT_ID', text, 'Mã ứng dụng (client id) mà hệ thống đăng nhập một lần cấp'),
  oidcClientSecret: secret(
    'OIDC_CLIENT_SECRET',
    secretOf(8),
    'Khóa ứng dụng (client secret) mà hệ thống đăng nhập một lần cấp, ít nhất 8 ký tự',
  ),
  oidcLabel: variable('OIDC_LABEL', text, 'Chữ trên nút đăng nhập một lần', 'Đăng nhập một lần'),
  corsOrigins: variable(
    'CORS_ORIGINS',
    origins,
    'Các trang khác được gọi API từ trình duyệt bằng mã truy cập hoặc khóa API, cách nhau bằng dấu phẩy; để trống thì không trang nào',
  ),
  docs: variable(
    'DOCS',
    oneOf('open', 'signed-in'),
    'Ai xem được tài liệu API: open (mọi người), signed-in (người đã đăng nhập). Để trống: open với máy chủ đi kèm, signed-in khi có DATABASE_URL',
  ),
  requestsPerMinute: variable(
    'RATE_LIMIT',
    wholeNumber(1, 1_000_000),
    'Số yêu cầu mỗi phút nhiều nhất của một người, một địa chỉ chưa đăng nhập, hoặc một hệ thống không có mức riêng',
    '1200',
  ),
  filesDir: variable(
    'FILES_DIR',
    folder,
    'Thư mục giữ tệp tải lên, dùng chung cho mọi máy chủ của hệ thống; để trống thì là thư mục files trong DATA_DIR',
  ),
  scanUrl: secret(
    'SCAN_URL',
    serviceUrl,
    'Dịch vụ quét mã độc: nhận nội dung tệp bằng POST, trả lời 200 với {"clean": true} hoặc {"clean": false}; để trống thì không quét',
  ),
  smtpUrl: secret(
    'SMTP_URL',
    smtpUrl,
    'Máy chủ gửi thư kèm tài khoản, ví dụ smtps://người_dùng:mật_khẩu@máy_chủ:465; dùng thay cho các biến SMTP_ ở dưới',
  ),
  smtpHost: variable(
    'SMTP_HOST',
    hostName,
    'Máy chủ gửi thư; để trống (và không có SMTP_URL) thì thư được giữ lại, chưa gửi',
  ),
  smtpPort: variable(
    'SMTP_PORT',
    wholeNumber(1, 65_535),
    'Cổng của máy chủ gửi thư; để trống: 465 khi SMTP_TLS là tls, còn lại 587',
  ),
  smtpUser: variable('SMTP_USER', text, 'Tài khoản gửi thư; để trống thì gửi không cần tài khoản'),
  smtpPassword: secret('SMTP_PASSWORD', secretOf(1), 'Mật khẩu của tài khoản gửi thư'),
  smtpTls: variable(
    'SMTP_TLS',
    oneOf('starttls', 'tls', 'none'),
    'Mã hóa với máy chủ gửi thư: starttls, tls, hoặc none (không mã hóa, chỉ khi không có tài khoản). Để trống: starttls',
  ),
  smtpCaFile: variable('SMTP_CA_FILE', file, 'Tệp chứng thư (PEM) của nơi cấp chứng thư nội bộ cho máy chủ gửi thư'),
  mailFrom: variable(
    'MAIL_FROM',
    mailSender,
    'Địa chỉ gửi thư, ví dụ Kế hoạch Đề án 06 <kehoach@tinh.gov.vn>; bắt buộc khi có máy chủ gửi thư',
  ),
};

/** Every variable that is read, in the order of `.env.example`. */
export const configSchema: readonly ConfigVariable[] = Object.values(variables);

/** One sentence a line, each naming the variable, what was given (never a secret) and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/**
 * Reads the environment; an empty value is an absent one.
 * @throws ConfigError with all that is wrong at once
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = [];
  const read = <T>(from: ReadVariable<T>): T | undefined => {
    const given = env[from.name]?.trim() || from.default;
    if (given === '') return undefined;
    try {
      return from.read(given);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      const what = from.secret ? 'không dùng được' : `là "${given}"`;
      problems.push(`${from.name} ${what}; hãy đặt ${error.message}.`);
      return undefined;
    }
  };

  const given = Object.fromEntries(Object.entries(variables).map(([key, each]) => [key, read(each as never)])) as {
    [K in keyof typeof variables]: ReturnType<(typeof variables)[K]['read']> | undefined;
  };
  const isSet = (name: string): boolean => Boolean(env[name]?.trim());

  if (isSet('MIGRATION_DATABASE_URL') && !isSet('DATABASE_URL')) {
    problems.push('MIGRATION_DATABASE_URL có mà DATABASE_URL trống; hãy đặt cả hai, hoặc bỏ cả hai.');
  }
  if (isSet('DATABASE_URL') && !isSet('SESSION_SECRET')) {
    problems.push('SESSION_SECRET trống; hãy đặt một chuỗi ngẫu nhiên có ít nhất 32 ký tự khi dùng DATABASE_URL.');
  }
  if (isSet('DATABASE_URL') && !isSet('AUDIT_KEY')) {
    problems.push('AUDIT_KEY trống; hãy đặt một chuỗi ngẫu nhiên có ít nhất 32 ký tự khi dùng DATABASE_URL.');
  }
  if (given.port !== undefined && given.port !== 0 && given.port === given.metricsPort) {
    problems.push(`METRICS_PORT là "${given.metricsPort}", trùng với PORT; hãy đặt một cổng khác, hoặc 0 để tắt.`);
  }
  if (isSet('OIDC_ISSUER') && !(isSet('OIDC_CLIENT_ID') && isSet('OIDC_CLIENT_SECRET'))) {
    problems.push('OIDC_ISSUER có mà OIDC_CLIENT_ID hoặc OIDC_CLIENT_SECRET trống; hãy đặt cả ba.');
  }
  if (given.passwordSignIn === false && !isSet('OIDC_ISSUER')) {
    problems.push('PASSWORD_SIGN_IN là "off" mà OIDC_ISSUER trống, không ai đăng nhập được; hãy đặt OIDC_ISSUER.');
  }
  problems.push(...mailProblems(given));
  if (problems.length > 0) throw new ConfigError(problems);

  const settled = given as Required<typeof given> & { [K in WithDefault]: NonNullable<(typeof given)[K]> };
  const { oidcIssuer, oidcClientId = '', oidcClientSecret = '', oidcLabel, ...others } = settled;
  const { smtpUrl: _, smtpHost, smtpPort, smtpUser, smtpPassword, smtpTls, smtpCaFile, mailFrom, ...plain } = others;
  const dataDir = isSet('DATA_DIR') ? settled.dataDir : join(repositoryRoot(), variables.dataDir.default);
  return {
    ...plain,
    dataDir,
    auditHeadFile: settled.auditHeadFile ?? join(dataDir, 'audit-heads.log'),
    filesDir: settled.filesDir ?? join(dataDir, 'files'),
    migrationDatabaseUrl: settled.migrationDatabaseUrl ?? settled.databaseUrl,
    sample: settled.sample ?? settled.databaseUrl === undefined,
    auditOldKeys: settled.auditOldKeys ?? [],
    corsOrigins: settled.corsOrigins ?? [],
    docs: settled.docs ?? (settled.databaseUrl === undefined ? 'open' : 'signed-in'),
    publicUrl: settled.publicUrl ?? `http://localhost:${settled.port}`,
    scheduler: settled.scheduler && settled.role !== 'web',
    requireSecondFactor: settled.requireSecondFactor ?? settled.databaseUrl !== undefined,
    oidc: oidcIssuer
      ? { issuer: oidcIssuer, clientId: oidcClientId, clientSecret: oidcClientSecret, label: oidcLabel }
      : null,
    smtp: smtpOf(given),
  };
}

type WithDefault =
  | 'port'
  | 'dataDir'
  | 'role'
  | 'metricsPort'
  | 'poolSize'
  | 'logLevel'
  | 'scheduler'
  | 'trustedProxies'
  | 'passwordSignIn'
  | 'oidcLabel'
  | 'requestsPerMinute';

/** The folder of the root package.json: the same from the sources and from the build, which lie at other depths. */
export function repositoryRoot(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(at, 'package.json');
    if (existsSync(manifest) && 'workspaces' in JSON.parse(readFileSync(manifest, 'utf8'))) return at;
    if (dirname(at) === at) return process.cwd();
    at = dirname(at);
  }
}
