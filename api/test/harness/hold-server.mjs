// Starts the embedded server on the folder that is its argument, says so on one line, and holds it until SIGTERM.
// A process of its own, so that tests can kill it.
import './typescript-loader.mjs';

const { startEmbeddedServer } = await import('../../src/platform/database/embedded-server.ts');
try {
  const server = await startEmbeddedServer({ dataDir: process.argv[2] });
  const { appUrl, ownerUrl, adopted } = server;
  console.log(JSON.stringify({ appUrl, ownerUrl, adopted }));
  const hold = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', async () => {
    await server.stop();
    clearInterval(hold);
  });
} catch (error) {
  console.log(JSON.stringify({ refused: error.message, name: error.name }));
  process.exitCode = 1;
}
