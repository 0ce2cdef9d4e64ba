import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const gzipped = (name: string): number => gzipSync(readFileSync(`${DIST}assets/${name}`)).length;

/** The scripts that `index.html` asks for, and what those import, by the names in the built files. */
function firstLoad(): string[] {
  const wanted = [...readFileSync(`${DIST}index.html`, 'utf8').matchAll(/assets\/([\w.-]+\.js)/g)].map(
    ([, name = '']) => name,
  );
  const seen = new Set<string>();
  const take = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = readFileSync(`${DIST}assets/${name}`, 'utf8');
    for (const [, next = ''] of text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) take(next);
  };
  for (const name of wanted) take(name);
  return [...seen];
}

test('the first load stays within 250 KB of script, no part loaded later is above 80 KB', () => {
  const first = firstLoad();
  const total = first.reduce((sum, name) => sum + gzipped(name), 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThanOrEqual(250 * 1024);
  const later = readdirSync(`${DIST}assets`).filter((name) => name.endsWith('.js') && !first.includes(name));
  for (const name of later) expect(gzipped(name), name).toBeLessThanOrEqual(80 * 1024);
});

test('the page holds no script and no style of its own text', () => {
  const html = readFileSync(`${DIST}index.html`, 'utf8');
  expect(html).toContain('content="__CSP_NONCE__"');
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
});
