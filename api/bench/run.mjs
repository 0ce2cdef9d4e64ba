// `npm run bench`: builds the server, then measures it. `-- --write` keeps the table in README.md, `-- --quick` takes
// short rounds (for trying the benchmark itself), `-- --only=requests,growth,overdue,import` takes some parts.
import { ensureServerBuilt } from '../scripts/build.mjs';
import '../test/harness/typescript-loader.mjs';

if (!process.argv.includes('--no-build')) await ensureServerBuilt();
const { bench } = await import('./bench.ts');
await bench(process.argv.slice(2));
