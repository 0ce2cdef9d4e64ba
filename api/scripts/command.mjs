// `npm run backup|restore|audit:verify`: builds the server when its sources changed, reads .env, and runs the command.
// Where the product is installed without its sources, `node api/dist/src/<command>.js` does the same.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureServerBuilt } from './build.mjs';
import { root, StepError } from './steps.mjs';

const COMMANDS = ['audit-verify', 'backup', 'restore'];
const [name, ...rest] = process.argv.slice(2);
if (!COMMANDS.includes(name)) throw new Error(`no command ${name}; one of ${COMMANDS.join(', ')}`);

try {
  await ensureServerBuilt();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(`Không dựng được: ${error.message}`);
  process.exit(2);
}

// What the environment already says stands above the file.
const envFile = join(root, '.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);

const command = join(root, `api/dist/src/${name}.js`);
process.argv = [process.argv[0], command, ...rest];
await import(pathToFileURL(command).href);
