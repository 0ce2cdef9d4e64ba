// Node's module hooks (they run on a thread of their own): `./x.js` finds `./x.ts`, and TypeScript is compiled by swc.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import jestConfig from '../../jest.config.mjs';

const [, swcOptions] = jestConfig.transform['^.+\\.ts$'];
const VOCABULARY = '@plan/shared/vocabulary/';
const vocabularyFolder = new URL('../../../shared/src/vocabulary/', import.meta.url);

export function resolve(specifier, context, next) {
  if (specifier.startsWith(VOCABULARY)) {
    const url = new URL(`${specifier.slice(VOCABULARY.length)}.ts`, vocabularyFolder);
    return { url: url.href, format: 'module', shortCircuit: true };
  }
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const url = new URL(`${specifier.slice(0, -3)}.ts`, context.parentURL);
    if (existsSync(fileURLToPath(url))) return { url: url.href, format: 'module', shortCircuit: true };
  }
  if (specifier.endsWith('.ts')) {
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(readFileSync(filename, 'utf8'), { ...swcOptions, filename, swcrc: false });
  return { format: 'module', source: code, shortCircuit: true };
}
