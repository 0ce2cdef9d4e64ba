import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, configSchema, loadConfig, repositoryRoot } from './config.js';
import { sessionSecretOf } from './session-secret.js';

const EXTERNAL = {
  DATABASE_URL: 'postgresql://plan_app:hidden-words@db:5432/plan',
  SESSION_SECRET: 'Zk4v9QwX2mT7bR1nL6sY8dC3fH5jG0aP',
  AUDIT_KEY: 'Qp8zN3vB6xM1cK5jH9gF2dS7aL4wE0rT',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing: the embedded server, with the sample', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      dataDir: join(repositoryRoot(), '.data'),
      databaseUrl: undefined,
      migrationDatabaseUrl: undefined,
      sample: true,
      samplePassword: undefined,
      role: 'all',
      metricsPort: 9464,
      publicUrl: 'http://localhost:3000',
      sessionSecret: undefined,
      auditKey: undefined,
      auditOldKeys: [],
      auditHeadFile: join(repositoryRoot(), '.data', 'audit-heads.log'),
      poolSize: 10,
      logLevel: 'info',
      scheduler: true,
      trustedProxies: 0,
      requireSecondFactor: false,
      passwordSignIn: true,
      oidc: null,
      corsOrigins: [],
      docs: 'open',
      requestsPerMinute: 1200,
      filesDir: join(repositoryRoot(), '.data', 'files'),
      scanUrl: undefined,
      smtp: null,
    });
  });

  it('takes an empty value as absent', () => {
    const empty = Object.fromEntries(configSchema.map((each) => [each.name, ' ']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  it('loads no sample into a database that was there before, unless asked', () => {
    expect(loadConfig(EXTERNAL)).toMatchObject({ sample: false, migrationDatabaseUrl: EXTERNAL.DATABASE_URL });
    expect(loadConfig({ ...EXTERNAL, SAMPLE: '1' }).sample).toBe(true);
    expect(loadConfig({ SAMPLE: '0' }).sample).toBe(false);
  });

  it('keeps what is given', () => {
    expect(
      loadConfig({
        ...EXTERNAL,
        PORT: '0',
        DATA_DIR: '/srv/plan',
        AUDIT_HEAD_FILE: '/var/log/plan/heads.log',
        MIGRATION_DATABASE_URL: 'postgres://plan_owner:x@db/plan',
        SAMPLE_PASSWORD: 'mật khẩu mẫu',
        ROLE: 'worker',
        METRICS_PORT: '0',
        PUBLIC_URL: 'https://ke-hoach.example.vn/',
        DB_POOL_SIZE: '3',
        LOG_LEVEL: 'warn',
        SCHEDULER: 'off',
        TRUSTED_PROXIES: '1',
        REQUIRE_SECOND_FACTOR: 'off',
        PASSWORD_SIGN_IN: 'off',
        OIDC_ISSUER: 'https://dang-nhap.example.vn/realms/tinh',
        OIDC_CLIENT_ID: 'ke-hoach',
        OIDC_CLIENT_SECRET: 'a-client-secret',
        OIDC_LABEL: 'Đăng nhập bằng tài khoản tỉnh',
        CORS_ORIGINS: 'https://a.tinh.gov.vn, https://b.tinh.gov.vn/',
        RATE_LIMIT: '60',
        FILES_DIR: '/srv/plan-files',
        SCAN_URL: 'http://scanner:8080/scan',
      }),
    ).toEqual({
      port: 0,
      dataDir: '/srv/plan',
      databaseUrl: EXTERNAL.DATABASE_URL,
      migrationDatabaseUrl: 'postgres://plan_owner:x@db/plan',
      sample: false,
      samplePassword: 'mật khẩu mẫu',
      role: 'worker',
      metricsPort: 0,
      publicUrl: 'https://ke-hoach.example.vn',
      sessionSecret: EXTERNAL.SESSION_SECRET,
      auditKey: EXTERNAL.AUDIT_KEY,
      auditOldKeys: [],
      auditHeadFile: '/var/log/plan/heads.log',
      poolSize: 3,
      logLevel: 'warn',
      scheduler: false,
      trustedProxies: 1,
      requireSecondFactor: false,
      passwordSignIn: false,
      oidc: {
        issuer: 'https://dang-nhap.example.vn/realms/tinh',
        clientId: 'ke-hoach',
        clientSecret: 'a-client-secret',
        label: 'Đăng nhập bằng tài khoản tỉnh',
      },
      corsOrigins: ['https://a.tinh.gov.vn', 'https://b.tinh.gov.vn'],
      docs: 'signed-in',
      requestsPerMinute: 60,
      filesDir: '/srv/plan-files',
      scanUrl: 'http://scanner:8080/scan',
      smtp: null,
    });
  });

  it('asks for a second factor beside an external database, unless told otherwise', () => {
    expect(loadConfig(EXTERNAL).requireSecondFactor).toBe(true);
    expect(loadConfig({ ...EXTERNAL, REQUIRE_SECOND_FACTOR: 'off' }).requireSecondFactor).toBe(false);
    expect(loadConfig({ REQUIRE_SECOND_FACTOR: 'on' }).requireSecondFactor).toBe(true);
  });

  it('never rings the scheduler in a web process', () => {
    expect(loadConfig({ ROLE: 'web' }).scheduler).toBe(false);
    expect(loadConfig({ ROLE: 'worker' }).scheduler).toBe(true);
  });

  it.each([
    ['PORT', 'abc', 'PORT là "abc"; hãy đặt một số nguyên từ 0 đến 65535.'],
    ['PORT', '65536', 'PORT là "65536"; hãy đặt một số nguyên từ 0 đến 65535.'],
    ['PORT', '-1', 'PORT là "-1"; hãy đặt một số nguyên từ 0 đến 65535.'],
    ['PORT', '3e3', 'PORT là "3e3"; hãy đặt một số nguyên từ 0 đến 65535.'],
    ['SAMPLE', 'yes', 'SAMPLE là "yes"; hãy đặt 1 hoặc 0.'],
    ['SAMPLE_PASSWORD', 'ngắn', 'SAMPLE_PASSWORD không dùng được; hãy đặt một chuỗi có ít nhất 8 ký tự.'],
    ['ROLE', 'api', 'ROLE là "api"; hãy đặt một trong các giá trị: all, web, worker.'],
    ['METRICS_PORT', '3000', 'METRICS_PORT là "3000", trùng với PORT; hãy đặt một cổng khác, hoặc 0 để tắt.'],
    ['METRICS_PORT', 'x', 'METRICS_PORT là "x"; hãy đặt một số nguyên từ 0 đến 65535 (0 là tắt).'],
    ['SESSION_SECRET', 'short', 'SESSION_SECRET không dùng được; hãy đặt một chuỗi có ít nhất 32 ký tự.'],
    ['DOCS', 'yes', 'DOCS là "yes"; hãy đặt một trong các giá trị: open, signed-in.'],
    ['RATE_LIMIT', '0', 'RATE_LIMIT là "0"; hãy đặt một số nguyên từ 1 đến 1000000.'],
    [
      'CORS_ORIGINS',
      '*',
      'CORS_ORIGINS là "*"; hãy đặt các địa chỉ dạng https://trang.tinh.gov.vn, cách nhau bằng dấu phẩy, không có đường dẫn phía sau.',
    ],
    ['DB_POOL_SIZE', '0', 'DB_POOL_SIZE là "0"; hãy đặt một số nguyên từ 1 đến 100.'],
    ['SCHEDULER', '1', 'SCHEDULER là "1"; hãy đặt on hoặc off.'],
    [
      'PASSWORD_SIGN_IN',
      'off',
      'PASSWORD_SIGN_IN là "off" mà OIDC_ISSUER trống, không ai đăng nhập được; hãy đặt OIDC_ISSUER.',
    ],
    [
      'OIDC_ISSUER',
      'https://dang-nhap.example.vn',
      'OIDC_ISSUER có mà OIDC_CLIENT_ID hoặc OIDC_CLIENT_SECRET trống; hãy đặt cả ba.',
    ],
    [
      'PUBLIC_URL',
      'https://a.vn/x',
      'PUBLIC_URL là "https://a.vn/x"; hãy đặt địa chỉ dạng https://ke-hoach.tinh.gov.vn, không có đường dẫn phía sau.',
    ],
    [
      'MIGRATION_DATABASE_URL',
      'postgresql://o:p@db/plan',
      'MIGRATION_DATABASE_URL có mà DATABASE_URL trống; hãy đặt cả hai, hoặc bỏ cả hai.',
    ],
  ])('%s=%s is refused in one sentence', (name, value, sentence) => {
    expect(problemsOf({ [name]: value })).toEqual([sentence]);
  });

  it('says all that is wrong at once', () => {
    expect(problemsOf({ PORT: 'x', ROLE: 'y' })).toHaveLength(2);
  });

  it('asks for its two secrets beside an external database', () => {
    expect(problemsOf({ DATABASE_URL: EXTERNAL.DATABASE_URL })).toEqual([
      'SESSION_SECRET trống; hãy đặt một chuỗi ngẫu nhiên có ít nhất 32 ký tự khi dùng DATABASE_URL.',
      'AUDIT_KEY trống; hãy đặt một chuỗi ngẫu nhiên có ít nhất 32 ký tự khi dùng DATABASE_URL.',
    ]);
  });

  it.each([
    ['one character', 's'.repeat(48)],
    ['few characters', 'abcabcabdabcaabbccabcdabcabcabdabcd'],
    ['a block over and over', 'k3V9x0aBq7Zp'.repeat(4)],
    ['a word of examples', 'please-ChangeMe-9f8e7d6c5b4a39281706'],
    ['a word of examples in Vietnamese', 'hay-thay-doi-chuoi-nay-1234567890-xyz'],
    ['digits and letters in a row', '0123456789abcdefghijklmnopqrstuvwxyz'],
  ])('refuses a session secret that is %s', (_, value) => {
    const [said, ...more] = problemsOf({ ...EXTERNAL, SESSION_SECRET: value });
    expect(said).toMatch(/^SESSION_SECRET không dùng được; hãy đặt một chuỗi ngẫu nhiên/);
    expect(more).toEqual([]);
  });

  it('takes a random session secret, whichever it is', () => {
    for (let i = 0; i < 200; i += 1) {
      const secret = i % 2 ? randomBytes(32).toString('base64') : randomBytes(32).toString('hex');
      expect(loadConfig({ ...EXTERNAL, SESSION_SECRET: secret }).sessionSecret).toBe(secret);
    }
  });

  it.each(['mysql://a:hidden-words@db/plan', 'hidden-words', 'postgresql://a:hidden-words@db', 'postgresql:///plan'])(
    'never repeats a secret (%s)',
    (value) => {
      const said = problemsOf({ ...EXTERNAL, DATABASE_URL: value }).join();
      expect(said).toContain('DATABASE_URL không dùng được');
      expect(said).not.toContain('hidden-words');
    },
  );
});

describe('the session secret', () => {
  it('is kept in the data directory, closed to others, where none is configured', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'plan-secret-'));
    try {
      const made = sessionSecretOf({ dataDir, sessionSecret: undefined });
      expect(made.length).toBeGreaterThanOrEqual(32);
      expect(sessionSecretOf({ dataDir, sessionSecret: undefined })).toBe(made);
      expect(statSync(join(dataDir, 'session-secret')).mode & 0o777).toBe(0o600);
      expect(sessionSecretOf({ dataDir, sessionSecret: 'the configured one' })).toBe('the configured one');
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});

describe('the mail server', () => {
  const from = { MAIL_FROM: 'Kế hoạch Đề án 06 <kehoach@tinh.gov.vn>' };

  it('is read from single variables, with TLS and a port by itself', () => {
    const { smtp } = loadConfig({
      ...from,
      SMTP_HOST: 'smtp.tinh.gov.vn',
      SMTP_USER: 'kehoach',
      SMTP_PASSWORD: 'bí mật',
    });
    expect(smtp).toEqual({
      host: 'smtp.tinh.gov.vn',
      port: 587,
      tls: 'starttls',
      user: 'kehoach',
      password: 'bí mật',
      caFile: null,
      from: { name: 'Kế hoạch Đề án 06', address: 'kehoach@tinh.gov.vn' },
    });
    expect(loadConfig({ ...from, SMTP_HOST: 'a', SMTP_TLS: 'tls' }).smtp).toMatchObject({ port: 465, user: null });
  });

  it('is read from one address', () => {
    const url = 'smtps://kehoach%40tinh.gov.vn:m%E1%BA%ADt@smtp.tinh.gov.vn:2465';
    expect(loadConfig({ ...from, SMTP_URL: url }).smtp).toMatchObject({
      host: 'smtp.tinh.gov.vn',
      port: 2465,
      tls: 'tls',
      user: 'kehoach@tinh.gov.vn',
      password: 'mật',
    });
  });

  it.each([
    ['no sender', { SMTP_HOST: 'smtp.tinh.gov.vn' }, /^MAIL_FROM trống/],
    ['a sender without a server', from, /^MAIL_FROM có mà/],
    ['two servers', { ...from, SMTP_HOST: 'a', SMTP_URL: 'smtp://b' }, /^SMTP_URL và SMTP_HOST/],
    ['half an account', { ...from, SMTP_HOST: 'a', SMTP_USER: 'b' }, /^SMTP_USER và SMTP_PASSWORD/],
    [
      'a password in the clear',
      { ...from, SMTP_HOST: 'a', SMTP_USER: 'b', SMTP_PASSWORD: 'c', SMTP_TLS: 'none' },
      /không mã hóa/,
    ],
    ['a sender that is none', { SMTP_HOST: 'a', MAIL_FROM: 'kế hoạch' }, /^MAIL_FROM là/],
  ])('is refused with %s', (_, env, words) => {
    expect(problemsOf(env as Record<string, string>).join('\n')).toMatch(words);
  });

  it('never says its secret in a message', () => {
    expect(problemsOf({ ...from, SMTP_URL: 'http://a:canary@b' }).join()).not.toContain('canary');
  });
});

describe('.env.example', () => {
  it('says what the configuration reads, no more and no less', () => {
    const expected = configSchema.map((each) => `# ${each.meaning}\n#${each.name}=${each.default}\n`).join('\n');
    const file = readFileSync(join(repositoryRoot(), '.env.example'), 'utf8');
    expect(file.slice(file.indexOf('\n\n') + 2)).toBe(expected);
  });
});
