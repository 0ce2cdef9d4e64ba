// One process of the scheduler, for the test that kills it: rings until no day is owed any more, then ends with 0.
// Arguments: the database's address, and the moment (Vietnam's clock) on which it stands.
import '../harness/typescript-loader.mjs';
import { setTimeout as sleep } from 'node:timers/promises';

const [databaseUrl, moment] = process.argv.slice(2);
await import('reflect-metadata');
const { DataSource } = await import('typeorm');
const { createDataSourceOptions } = await import('../../src/platform/database/data-source.ts');
const { Clock } = await import('../../src/platform/clock/clock.ts');
const { EventLog } = await import('../../src/platform/events/event-log.ts');
const { JobRegistry } = await import('../../src/platform/jobs/job-registry.ts');
const { createLogger } = await import('../../src/platform/logging/logger.ts');
const { RaiseOverdueJob } = await import('../../src/tasks/raise-overdue.job.ts');

class StandingClock extends Clock {
  now() {
    return new Date(moment);
  }
}

const clock = new StandingClock();
const dataSource = new DataSource(createDataSourceOptions(databaseUrl, { poolSize: 2 }));
await dataSource.initialize();
const registry = new JobRegistry(dataSource, clock, createLogger('silent'), new EventLog());
const job = new RaiseOverdueJob(registry, new EventLog());

// The real run takes a few milliseconds; drawn out before and after its statement, a kill falls into every part of it.
const run = job.run.bind(job);
job.run = async (manager, day, scope) => {
  await manager.query('SELECT pg_sleep(random() * 0.03)');
  const counts = await run(manager, day, scope);
  await manager.query('SELECT pg_sleep(random() * 0.06)');
  return counts;
};
job.onModuleInit();

process.stdout.write('ringing\n');
for (;;) {
  await registry.catchUp();
  const [{ done }] = await dataSource.query(
    `SELECT count(*)::int AS done FROM job_runs WHERE day = $1 AND trigger = 'schedule' AND failure IS NULL`,
    [clock.today()],
  );
  if (done > 0) break;
  await sleep(5);
}
await dataSource.destroy();
