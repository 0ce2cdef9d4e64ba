import pg from 'pg';
import type { DataSourceOptions, MixedList } from 'typeorm';
import { migrations } from './migrations.js';
import { SnakeCaseNaming } from './naming-strategy.js';

// A calendar date stays the text that it is; node-postgres would make it an instant of the process's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
// Counts and event numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface DataSourceSettings {
  /** Connections held at most; requests wait in line beyond that. */
  poolSize?: number;
  /** Entity classes; none are needed to run migrations. */
  // biome-ignore lint/complexity/noBannedTypes: TypeORM's own type of an entity class
  entities?: MixedList<Function | string>;
  /** Named in pg_stat_activity, so that a database administrator sees who holds a connection. */
  applicationName?: string;
  /** Milliseconds after which the server ends a statement; 0 for migrations and bulk jobs. */
  statementTimeout?: number;
}

/** Options of the one data source; `synchronize` is never on: the schema comes from `migrations` alone. */
export function createDataSourceOptions(url: string, settings: DataSourceSettings = {}): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: settings.entities ?? [],
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    namingStrategy: new SnakeCaseNaming(),
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: settings.poolSize ?? 10,
    applicationName: settings.applicationName ?? 'plan',
    // A broken idle connection must not end the process; the pool opens another.
    poolErrorHandler: () => undefined,
    extra: {
      connectionTimeoutMillis: 5_000,
      statement_timeout: settings.statementTimeout ?? 15_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  };
}
