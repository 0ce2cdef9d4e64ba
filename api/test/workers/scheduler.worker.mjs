// One process of the scheduler, for the test that kills it: the whole application as it was built, on the database that
// is its first argument. Told a moment, it stands on it, does what is owed, and says so; it ends only by a signal.
const [databaseUrl, sessionSecret] = process.argv.slice(2);
const { createApp } = await import('../../dist/src/create-app.js');
const { Clock } = await import('../../dist/src/platform/clock/clock.js');
const { JobRegistry } = await import('../../dist/src/platform/jobs/job-registry.js');
const { createLogger } = await import('../../dist/src/platform/logging/logger.js');

const app = await createApp({
  databaseUrl,
  sessionSecret,
  publicUrl: 'http://localhost',
  logger: createLogger('silent'),
  poolSize: 3,
});
await app.init();
const registry = app.get(JobRegistry);
const clock = app.get(Clock);

process.on('message', async ({ moment }) => {
  clock.now = () => new Date(moment);
  await registry.catchUp();
  process.send({ done: moment });
});
process.send({ ready: true });
