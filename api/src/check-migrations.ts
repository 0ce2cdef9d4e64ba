import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { createApp } from './create-app.js';
import { createDataSourceOptions } from './platform/database/data-source.js';
import { migrate } from './platform/database/migrate.js';
import { createLogger } from './platform/logging/logger.js';
import { temporaryDatabase } from './temporary-database.js';

/** Empty → all migrations up → what the entities say is what stands there → the last one down and up again. */
async function main(): Promise<void> {
  const database = await temporaryDatabase();
  try {
    const ran = await migrate(database.ownerUrl, database.appUrl);
    const app = await createApp({
      databaseUrl: database.ownerUrl,
      sessionSecret: 'only-for-checking-the-migrations',
      publicUrl: 'http://localhost',
      logger: createLogger('silent'),
    });
    const drift = await app.get<DataSource>(getDataSourceToken()).driver.createSchemaBuilder().log();
    await app.close();
    if (drift.upQueries.length > 0) {
      throw new Error(`the schema drifts from the entities:\n${drift.upQueries.map(({ query }) => query).join(';\n')}`);
    }
    const owner = new DataSource(createDataSourceOptions(database.ownerUrl, { statementTimeout: 0 }));
    await owner.initialize();
    await owner.undoLastMigration();
    await owner.destroy();
    const again = await migrate(database.ownerUrl, database.appUrl);
    if (again !== 1) throw new Error(`after undoing the last migration ${again} ran instead of one`);
    process.stdout.write(`${ran} migrations: up, no drift, last one down and up\n`);
  } finally {
    await database.stop();
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
