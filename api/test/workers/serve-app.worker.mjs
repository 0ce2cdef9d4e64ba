// A replica in a process of its own, so that tests can kill it: the whole application on the database that is its
// first argument, signing sessions with its second. Says its port on one line; ends only by a signal.
import '../harness/typescript-loader.mjs';

const [, , databaseUrl, sessionSecret, publicUrl] = process.argv;
const { createApp } = await import('../../src/create-app.ts');
const { createLogger } = await import('../../src/platform/logging/logger.ts');
const app = await createApp({ databaseUrl, sessionSecret, publicUrl, logger: createLogger('silent'), poolSize: 4 });
await app.listen(0, '127.0.0.1');
console.log(JSON.stringify({ port: app.getHttpServer().address().port }));
