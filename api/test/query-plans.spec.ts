import pg from 'pg';
import { generatePlans } from '../bench/generate-plans.js';
import type { Call } from '../bench/load.js';
import { BIG_TABLES, bigTableScans, type RecordedQuery, recordQueries } from '../bench/recorded-queries.js';
import { askedOfAll, PLAN_SAMPLES, type PlanSample, waitedFor } from '../bench/waited-for.js';
import { type Agent, createTestApp, type TestApp } from './harness/app.js';

/**
 * Twenty provinces with six or seven yearly plans: 130,000 assignments. In half as many it is no fault to read a table
 * of a few megabytes at one go, and PostgreSQL does.
 */
const SIZE = { provinces: 20, plans: 128 };
const PLAN_WORDS: PlanSample = {
  planId: '',
  year: 2023,
  groupId: '',
  taskId: '',
  leadId: '',
  coordinatingId: '',
  agencyId: '',
};

describe('what a person waits for', () => {
  let app: TestApp;
  let owner: pg.Client;
  let standing: Agent;
  let sample: PlanSample;

  beforeAll(async () => {
    app = await createTestApp();
    owner = new pg.Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    await generatePlans(owner, SIZE, 7);
    standing = await app.as('congan');
    sample = (await owner.query<PlanSample>(PLAN_SAMPLES, [1])).rows[0] as PlanSample;
  }, 120_000);

  afterAll(async () => {
    await owner?.end();
    await app?.close();
  });

  const scansOf = async (queries: RecordedQuery[]): Promise<string[]> => {
    expect(queries).not.toEqual([]);
    const scans: string[] = [];
    for (const query of queries) {
      for (const table of await bigTableScans(owner, query)) scans.push(`${table}: ${query.sql.slice(0, 200)}`);
    }
    return scans;
  };
  const read = (call: Call | undefined): Promise<RecordedQuery[]> =>
    recordQueries(app.dataSource, () => standing.get((call as Call).path).expect(200));

  it('is measured where a scan would cost', async () => {
    const { rows } = await owner.query<{ count: number }>('SELECT count(*)::int AS count FROM assignments');
    expect(rows[0]?.count).toBeGreaterThan(130_000);
    const scanned = await bigTableScans(owner, { sql: 'SELECT * FROM assignments WHERE version > 0', parameters: [] });
    expect(scanned).toEqual(['assignments']);
    expect([...BIG_TABLES]).toEqual(expect.arrayContaining(['tasks', 'assignments', 'evidence']));
  });

  it.each(Object.keys(waitedFor(PLAN_WORDS)))('reads no big table from end to end: %s', async (name) => {
    expect(await scansOf(await read((waitedFor(sample) as Record<string, Call>)[name]))).toEqual([]);
  });

  it.each(Object.keys(askedOfAll(PLAN_WORDS)))(
    'reads no big table from end to end, over all plans: %s',
    async (name) => {
      expect(await scansOf(await read(askedOfAll(sample)[name]))).toEqual([]);
    },
  );

  it('reads no big table from end to end when evidence is handed in and decided on', async () => {
    const path = `/api/v1/assignments/${sample.leadId}`;
    const queries = await recordQueries(app.dataSource, async () => {
      await standing
        .post(`${path}/evidence`)
        .send({ number: '15-CT/TU', issuedOn: '2023-03-28', abstract: 'Chỉ thị' })
        .expect(201);
      const { etag } = (await standing.get(path).expect(200)).headers;
      // Either decision walks the same rows; refusing is possible whatever the assignment's state.
      await standing
        .post(`${path}/confirmation`)
        .set('If-Match', String(etag))
        .send({ decision: 'refuse', reason: 'Thiếu chữ ký' })
        .expect(200);
    });
    expect(await scansOf(queries)).toEqual([]);
  });
});
