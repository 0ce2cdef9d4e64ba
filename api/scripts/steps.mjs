// Running other programs and saying what goes on, for the scripts of this folder.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A step failed; its own output has said why. */
export class StepError extends Error {}

/** Does the work, says what it is before and how long it took after. */
export async function step(name, work) {
  const start = Date.now();
  console.log(`${name}…`);
  const result = await work();
  console.log(`${name}: xong (${((Date.now() - start) / 1000).toFixed(1).replace('.', ',')} giây)`);
  return result;
}

/** Runs a program of a package that `from` (a workspace folder, '' is the root) can see; answers its exit code. */
export function exitCodeOf(packageName, args, { from = '', env = {}, nodeArgs = [], bin = packageName } = {}) {
  return nodeExitCode([...nodeArgs, binOf(packageName, bin, from), ...args], { cwd: join(root, from), env });
}

/** The same, where anything but success is an error. */
export async function run(packageName, args, options) {
  const code = await exitCodeOf(packageName, args, options);
  if (code !== 0) throw new StepError(`${packageName} ${args.join(' ')}: mã thoát ${code}`);
}

/** Runs Node with the arguments; anything but success is an error. */
export async function runNode(args, options = {}) {
  const code = await nodeExitCode(args, { cwd: root, ...options });
  if (code !== 0) throw new StepError(`node ${args.join(' ')}: mã thoát ${code}`);
}

function nodeExitCode(args, { cwd, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** The file behind a package's command, found without `npx` and whatever folder npm chose to install it in. */
function binOf(packageName, bin, from) {
  for (const folder of createRequire(join(root, from, 'package.json')).resolve.paths(packageName)) {
    const manifest = join(folder, packageName, 'package.json');
    if (!existsSync(manifest)) continue;
    const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'));
    return join(dirname(manifest), typeof bins === 'string' ? bins : bins[bin]);
  }
  throw new StepError(`Chưa cài gói ${packageName}; hãy chạy node api/scripts/ensure-install.mjs.`);
}
