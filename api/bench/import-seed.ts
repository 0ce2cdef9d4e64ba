import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from '../src/create-app.js';
import { median } from './load.js';
import { number, type Section } from './report.js';
import type { BenchRun } from './run-settings.js';
import { startProduct } from './servers.js';

const DECISION = 'ke-hoach-de-an-06-2023.txt';
const BAR_MS = 1_000;

/** (d) From the decision's file to a confirmed plan, through the API. */
export async function measureImport({ server, quick, say }: BenchRun): Promise<Section> {
  say('import: the sample decision');
  const database = await server.database('bench_import');
  const product = await startProduct(database, server.dataDir);
  const uploads: number[] = [];
  const confirmations: number[] = [];
  try {
    const headers = await product.signIn('congan');
    const file = new Blob([readFileSync(join(repositoryFolder('api', 'sample'), DECISION))], { type: 'text/plain' });
    for (let round = 0; round < (quick ? 3 : 20); round += 1) {
      const form = new FormData();
      form.set('file', file, DECISION);
      const start = performance.now();
      const preview = await created(`${product.origin}/api/v1/plan-imports`, { headers, body: form });
      const uploaded = performance.now();
      await created(`${product.origin}/api/v1/plan-imports/${preview.id}/confirmation`, { headers });
      uploads.push(uploaded - start);
      confirmations.push(performance.now() - uploaded);
    }
  } finally {
    await product.stop();
  }
  const totals = uploads.map((ms, round) => ms + (confirmations[round] as number));
  const worst = Math.max(...totals);
  return {
    title: '(d) The sample decision to a confirmed plan',
    columns: ['what', 'median, ms', 'first, ms', 'worst, ms', 'bar', 'upload / confirmation, median ms'],
    lines: [
      {
        what: '33 tasks, 1,040 assignments',
        product: number(median(totals)),
        floor: number(totals[0] as number),
        ratio: number(worst),
        bar: { text: '≤ 1 s', met: worst <= BAR_MS },
        beside: `${number(median(uploads))} / ${number(median(confirmations))}`,
      },
    ],
    notes: [`${totals.length} imports of the same file one after the other, the first on a server just started.`],
  };
}

async function created(
  url: string,
  init: { headers: Record<string, string>; body?: FormData },
): Promise<{ id: string }> {
  const response = await fetch(url, { method: 'POST', ...init });
  if (response.status !== 201) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { id: string };
}
