// `npm run load`: builds the server, then holds a deadline evening on two replicas of it. `-- --quick` takes twenty
// seconds, `-- --minutes=5 --agencies=200 --readers=300 --seed=1` sets the size, `-- --write` keeps the table in
// ../README.md. Ends with 1 when anything was lost, doubled or judged wrongly; slowness is only reported.
import { ensureServerBuilt } from '../../scripts/build.mjs';
import '../../test/harness/typescript-loader.mjs';

if (!process.argv.includes('--no-build')) await ensureServerBuilt();
const { load } = await import('./load.ts');
await load(process.argv.slice(2));
