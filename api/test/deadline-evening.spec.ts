import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EveningResult, holdEvening } from '../bench/deadline-evening/evening.js';
import { wrongIn } from '../bench/deadline-evening/evening-figures.js';
import { createTestApp, SAMPLE_PASSWORD, type TestApp } from './harness/app.js';

/** Repeats an evening: `TEST_SEED=… npm test`. */
const SEED = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const AGENCIES = 12;
const FILES = 3;

/** `npm run load` in small: two replicas as they are installed, a proxy, broken lines, a kill -9, the bell. */
describe(`a small deadline evening (seed ${SEED})`, () => {
  let app: TestApp;
  let folder: string;
  let result: EveningResult;

  beforeAll(async () => {
    app = await createTestApp();
    folder = mkdtempSync(join(tmpdir(), 'plan-evening-'));
    result = await holdEvening({
      database: app.database,
      samplePassword: SAMPLE_PASSWORD,
      folder,
      size: {
        agencies: AGENCIES,
        readers: 8,
        seconds: 10,
        files: FILES,
        fileBytes: 400_000,
        seed: SEED,
        // A few of each, so that every evening has them.
        repeated: 0.3,
        brokenOff: 0.3,
        lastMoment: 0.5,
      },
      say: () => undefined,
    });
  }, 240_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.close();
  });

  it('loses nothing, doubles nothing, judges every lateness rightly, and logs each change once', () => {
    expect(wrongIn(result)).toEqual([]);
  });

  it('was one: every agency handed in, lines broke, writes came twice, a replica died', () => {
    const { ledger, findings } = result;
    expect(ledger.agencies.filter(({ submission }) => submission !== null)).toHaveLength(AGENCIES);
    expect(findings.counts).toMatchObject({ submissions: AGENCIES, files: AGENCIES * FILES });
    expect(findings.counts.onTime).toBeGreaterThan(0);
    expect(findings.counts.late).toBeGreaterThan(0);
    expect(ledger.repeated).toBeGreaterThan(0);
    expect(ledger.brokenOff).toBeGreaterThan(0);
    expect(result.killed.backAfterMs).toBeGreaterThan(0);
    expect(ledger.times.get('read')?.length).toBeGreaterThan(AGENCIES);
  });
});
