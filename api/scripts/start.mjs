// `npm start`: builds what changed, then runs the product in this same process, so that signals and the exit code are
// its own and killing it kills no wrapper.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePagesBuilt, ensureServerBuilt } from './build.mjs';
import { root, StepError } from './steps.mjs';

try {
  await ensureServerBuilt();
  await ensurePagesBuilt();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(`Không dựng được: ${error.message}`);
  process.exit(1);
}

// What the environment already says stands above the file.
const envFile = join(root, '.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);

const main = join(root, 'api/dist/src/main.js');
process.argv[1] = main;
await import(pathToFileURL(main).href);
