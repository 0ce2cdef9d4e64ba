// `npm run fuzz`: valid and invalid calls of every operation of the contract, as every kind of caller, 200 of each; a
// run of the tests makes a tenth of them. FUZZ_SEED repeats a run, FUZZ_CALLS sets another number.
import { exitCodeOf } from './steps.mjs';

process.exitCode = await exitCodeOf('jest', ['test/fuzz.spec.ts'], {
  from: 'api',
  nodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  env: { FUZZ_CALLS: process.env.FUZZ_CALLS ?? '200' },
});
