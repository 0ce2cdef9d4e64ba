import { DataSource, type EntityManager } from 'typeorm';
import { createDataSourceOptions } from './data-source.js';

/** One number for the whole cluster: two replicas that start together migrate one after the other. */
export const MIGRATION_LOCK = 620_601;

/**
 * Brings the schema up with the owner's connection, gives the application's role its rights, and closes.
 * @param ownerUrl connection of the role that owns the tables
 * @param appUrl connection of the role that the server works with; equal to `ownerUrl` where there is one role
 * @returns how many migrations ran
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<number> {
  const owner = new DataSource(createDataSourceOptions(ownerUrl, { poolSize: 2, statementTimeout: 0 }));
  await owner.initialize();
  try {
    const lock = owner.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const ran = await owner.runMigrations();
      const role = decodeURIComponent(new URL(appUrl).username);
      if (role && role !== decodeURIComponent(new URL(ownerUrl).username))
        await owner.transaction((manager) => grant(manager, role));
      return ran.length;
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await owner.destroy();
  }
}

/**
 * The working role reads and writes rows, owns nothing, and may only add to the event log and its seals. In one
 * transaction: no moment allows more.
 */
async function grant(owner: EntityManager, role: string): Promise<void> {
  const name = `"${role.replaceAll('"', '""')}"`;
  await owner.query(`GRANT USAGE ON SCHEMA public TO ${name}`);
  await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`);
  await owner.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name}`);
  await owner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON events, event_seals FROM ${name}`);
  // A submitted version is immutable: nobody's code may change it.
  await owner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON report_submissions FROM ${name}`);
  await owner.query(`REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${name}`);
}
