import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { migrate } from './migrate.js';

const NOT_ALLOWED = '42501';

describe("the server's own role in the database", () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    await client.query(
      `INSERT INTO events (type, subject_type, subject_id, actor_kind, actor_label)
       VALUES ('a.b', 'a', gen_random_uuid(), 'system', 'Hệ thống')`,
    );
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const codeOf = (sql: string): Promise<string> =>
    client.query(sql).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  it.each([
    'CREATE TABLE mine (id int)',
    'CREATE TEMPORARY TABLE mine (id int)',
    'CREATE SCHEMA mine',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE EXTENSION dblink',
    'ALTER TABLE users ADD COLUMN more int',
    'ALTER TABLE events DISABLE TRIGGER ALL',
    'ALTER TABLE events OWNER TO plan_app',
    'DROP TABLE users',
    'DROP INDEX users_username',
    'TRUNCATE users',
    'TRUNCATE events',
    'DELETE FROM events',
    "UPDATE events SET actor_label = 'người khác'",
    'DELETE FROM migrations',
    "INSERT INTO migrations (timestamp, name) VALUES (1, 'x')",
    'CREATE ROLE other',
    'ALTER ROLE plan_app SUPERUSER',
    'SET ROLE plan_owner',
    "COPY users TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
  ])('may not: %s', async (sql) => {
    expect(await codeOf(sql)).toBe(NOT_ALLOWED);
  });

  it('owns nothing and is nobody special', async () => {
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
              rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
       FROM pg_roles r WHERE rolname = current_user`,
    );
    expect(rows).toEqual([
      {
        owned: 0,
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolreplication: false,
        rolbypassrls: false,
      },
    ]);
  });

  it('may add to the event log and read it, and no number of an event can be chosen', async () => {
    await expect(client.query('SELECT id FROM events')).resolves.toMatchObject({ rowCount: 1 });
    const chosen = `INSERT INTO events (id, type, subject_type, subject_id, actor_kind, actor_label)
      VALUES (1000, 'a.b', 'a', gen_random_uuid(), 'system', 'x')`;
    expect(await codeOf(chosen)).toBe('428C9');
  });

  it('is never given more while another start brings the schema up', async () => {
    // Granting anew goes through a moment in which a careless order would allow more.
    const statements: string[] = [];
    let over = false;
    const migrating = (async () => {
      for (let round = 0; round < 5; round += 1) await migrate(database.ownerUrl, database.appUrl);
      over = true;
    })();
    while (!over) statements.push(await codeOf('DELETE FROM events WHERE false'));
    await migrating;
    expect(new Set(statements)).toEqual(new Set([NOT_ALLOWED]));
  });
});
