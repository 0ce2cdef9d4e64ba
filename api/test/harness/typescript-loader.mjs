// Lets plain Node load the product's TypeScript, with the tests' own compiler settings and without a build:
// `node --import ./test/harness/typescript-loader.mjs file.ts`, or import it before a dynamic import.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
