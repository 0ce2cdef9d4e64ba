import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  DATABASE_NAME,
  databaseGrantStatements,
  OWNER_ROLE,
} from '../../src/platform/database/embedded-server-roles.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations.js';

export interface TestDatabase {
  /** As the role that owns the tables. */
  ownerUrl: string;
  /** As the role that the product works with. */
  appUrl: string;
  /** Removes the database, also with connections left open. */
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 620_602;
const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));

/** A fresh, migrated, empty database for one test file: a copy of a template that the first caller builds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(async (client) => {
    // Copying needs a template without connections, so building and copying take turns.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const template = await ensureTemplate(client);
    await createDatabase(client, name, template);
    // The lock goes with the connection.
  });
  return {
    ownerUrl: urlFor('TEST_OWNER_URL', name),
    appUrl: urlFor('TEST_APP_URL', name),
    drop: () =>
      asSuperuser(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }),
  };
}

/** An empty database without the schema, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser((client) => createDatabase(client, name, DATABASE_NAME));
  return {
    ownerUrl: urlFor('TEST_OWNER_URL', name),
    appUrl: urlFor('TEST_APP_URL', name),
    drop: () =>
      asSuperuser(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }),
  };
}

async function ensureTemplate(client: pg.Client): Promise<string> {
  const name = `template_${migrationsHash()}`;
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount) return name;
  // Renamed when complete: a builder that was killed leaves no half template behind.
  const fresh = `building_${randomBytes(6).toString('hex')}`;
  await createDatabase(client, fresh, DATABASE_NAME);
  if (migrations.length > 0) await migrate(urlFor('TEST_OWNER_URL', fresh), urlFor('TEST_APP_URL', fresh));
  await client.query(`ALTER DATABASE "${fresh}" RENAME TO "${name}"`);
  return name;
}

async function createDatabase(client: pg.Client, name: string, template: string): Promise<void> {
  await client.query(`CREATE DATABASE "${name}" OWNER ${OWNER_ROLE} TEMPLATE "${template}"`);
  for (const statement of databaseGrantStatements(name)) await client.query(statement);
}

/** Of everything below src that says how the schema is made: migration files and the code that runs them. */
function migrationsHash(): string {
  const hash = createHash('sha256');
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && /(^|\/)[^/]*(migrat|naming-strategy|data-source)[^/]*(\/|\.ts$)/.test(file))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(join(SOURCES, file)));
  return hash.digest('hex').slice(0, 16);
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor('TEST_SUPERUSER_URL', 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlFor(variable: string, database: string): string {
  const address = process.env[variable];
  if (!address) throw new Error(`${variable} is not set: run the tests through Jest with its global setup.`);
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}
