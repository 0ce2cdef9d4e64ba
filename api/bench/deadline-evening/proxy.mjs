// The proxy as a process: its arguments are the replicas' ports. Tells its own port, and whenever it is asked how many
// requests it handed on; ends when its parent does.
import '../../test/harness/typescript-loader.mjs';

const { startProxy } = await import('./round-robin-proxy.ts');
const proxy = await startProxy(process.argv.slice(2).map(Number));
process.on('message', async () => process.send(await proxy.handedOn()));
process.on('disconnect', () => process.exit(0));
process.send(proxy.port);
