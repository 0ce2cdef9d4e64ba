import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';

/**
 * The one data source. Whatever reads or writes inside `inOneTransaction` does so on its connection: a `transaction()`
 * of a service becomes a savepoint, and a query after it sees what is not committed yet. So a request's effect and
 * the record of its answer commit or roll back together, while services are written as if they were alone.
 */
export class RequestDataSource extends DataSource {
  private readonly bound = new AsyncLocalStorage<QueryRunner>();

  /** Runs `work` and everything that it awaits in one transaction; an error rolls all of it back. */
  inOneTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction((manager) => this.bound.run(manager.queryRunner as QueryRunner, () => work(manager)));
  }

  // Queries, query builders, repositories and transactions of TypeORM all take their connection from here.
  override createQueryRunner(mode?: 'master' | 'slave'): QueryRunner {
    const runner = this.bound.getStore();
    // What outlives the request (a timer that it started) goes its own way.
    return runner && !runner.isReleased ? lent(runner) : super.createQueryRunner(mode);
  }
}

/** The same runner, whose release is the owner's business. */
function lent(runner: QueryRunner): QueryRunner {
  return new Proxy(runner, {
    get(target, name) {
      if (name === 'release') return () => Promise.resolve();
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
