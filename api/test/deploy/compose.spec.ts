import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { configSchema, loadConfig, repositoryRoot } from '../../src/platform/config/config.js';
import { APP_ROLE, DATABASE_NAME, OWNER_ROLE } from '../../src/platform/database/embedded-server-roles.js';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: string[] | Record<string, { condition: string }>;
  deploy?: { replicas: number };
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, null>;
}

const root = repositoryRoot();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

// The reader that Nest's Swagger brings along: no package of our own for one test.
const require = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
const { load } = require('js-yaml') as { load: (text: string, options: object) => unknown };

// `<<` is YAML 1.1's merge, which Compose keeps; a reader of YAML 1.2 leaves it as a key.
function merged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(merged);
  if (value === null || typeof value !== 'object') return value;
  const { '<<': base, ...own } = value as Record<string, unknown>;
  const entries = { ...(base as object), ...own };
  return Object.fromEntries(Object.entries(entries).map(([key, each]) => [key, merged(each)]));
}

const compose = merged(load(read('docker-compose.yml'), {})) as Compose;
const product = Object.entries(compose.services).filter(([, service]) => service.build);

/** As Compose does: `${NAME:?why}` must be given, `${NAME:-else}` may be. */
function filledIn(text: string, given: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind?: string, words?: string) => {
    const value = given[name] ?? (kind === '-' ? words : undefined);
    if (value === undefined) throw new Error(`${name}: ${words}`);
    return value;
  });
}

describe('docker-compose.yml', () => {
  it('has a database, two web replicas, one worker and a proxy', () => {
    expect(Object.keys(compose.services)).toEqual(['database', 'web', 'worker', 'proxy']);
    expect(compose.services.database?.image).toBe('postgres:18');
    expect(compose.services.web?.deploy?.replicas).toBe(2);
    expect(product.map(([name, service]) => [name, service.environment?.ROLE])).toEqual([
      ['web', 'web'],
      ['worker', 'worker'],
    ]);
  });

  it('sets only what the product reads, and what it accepts', () => {
    const given = {
      APP_PASSWORD: 'a1',
      OWNER_PASSWORD: 'b2',
      SESSION_SECRET: 'Zk4v9QwX2mT7bR1nL6sY8dC3fH5jG0aP',
      AUDIT_KEY: 'Qp8zN3vB6xM1cK5jH9gF2dS7aL4wE0rT',
      PUBLIC_URL: 'https://ke-hoach.example.vn',
    };
    const known = configSchema.map((each) => each.name);
    for (const [, { environment = {} }] of product) {
      expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
      const env = Object.fromEntries(Object.entries(environment).map(([key, text]) => [key, filledIn(text, given)]));
      const config = loadConfig(env);
      expect(config.databaseUrl).toBe(`postgresql://${APP_ROLE}:a1@database:5432/${DATABASE_NAME}`);
      expect(config.migrationDatabaseUrl).toBe(`postgresql://${OWNER_ROLE}:b2@database:5432/${DATABASE_NAME}`);
    }
  });

  it('starts with no password of its own', () => {
    const secrets = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|KEY/.test(name)),
    );
    expect(secrets.filter(([, text]) => !/^\$\{\w+(:\?[^}]+|:-)?\}$/.test(text))).toEqual([]);
  });

  it('names services, volumes and files that are there', () => {
    for (const service of Object.values(compose.services)) {
      const needs = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
      for (const name of needs) expect(Object.keys(compose.services)).toContain(name);
      for (const [source = ''] of (service.volumes ?? []).map((each) => each.split(':'))) {
        if (source.startsWith('.')) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      if (service.build) expect(existsSync(join(root, service.build.dockerfile))).toBe(true);
    }
  });

  it('makes the same roles as the embedded server', () => {
    const script = read('api/deploy/create-roles.sh');
    for (const name of [OWNER_ROLE, APP_ROLE]) expect(script).toContain(`CREATE ROLE ${name} LOGIN`);
    expect(script).toContain(`CREATE DATABASE ${DATABASE_NAME} OWNER ${OWNER_ROLE}`);
    expect(spawnSync('bash', ['-n', join(root, 'api/deploy/create-roles.sh')]).status).toBe(0);
  });
});

describe('the image', () => {
  it('copies what exists and starts the product', () => {
    const lines = read('api/Dockerfile').split('\n');
    const fromTree = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .map((line) => line.split(/\s+/).slice(1, -1));
    const missing = fromTree.flat().filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
    expect(lines.filter((line) => line.startsWith('CMD '))).toEqual(['CMD ["node", "api/dist/src/main.js"]']);
    expect(lines).toContain('USER node');
  });
});
