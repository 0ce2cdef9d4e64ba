import type { Test } from 'supertest';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { openApiDocument } from './openapi.js';

const V1 = '/api/v1';
/** POSTs that change what somebody else may have open (the other POSTs only add). */
const NAMED_POST = /\/(submissions|reviews|confirmation|decisions)$/;
/** What nobody else's change can make wrong. */
const EXEMPT = new Set([
  // Idempotent by itself: the same import confirmed again gives the same plan.
  'post /api/v1/plan-imports/{id}/confirmation',
  // Needs the secret that was shown last, which is more than a version.
  'post /api/v1/auth/second-factor/confirmation',
  // Ending is all that can happen to a session.
  'delete /api/v1/sessions',
  'delete /api/v1/sessions/{id}',
  'delete /api/v1/users/{id}/sessions/{sessionId}',
  // Nor can anything else happen to a secret address than that it is taken back.
  'delete /api/v1/calendar-feeds/{id}',
]);

interface Changed {
  name: string;
  /** Who may change it. */
  as: string;
  /** Path whose GET answers the ETag. */
  read(): Promise<string>;
  /** One change of it, told apart by its number. */
  change(agent: Agent, path: string, index: number): Test;
}

describe('a change of what somebody else may have changed', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await createTestApp({ poolSize: 10 });
  });

  afterAll(() => test.close());

  const first = async (sql: string): Promise<string> => (await test.dataSource.query(sql))[0].id;

  const RESOURCES: Changed[] = [
    {
      name: 'an agency',
      as: 'admin',
      read: async () => `/agencies/${await first(`SELECT id FROM agencies WHERE name = 'Sở Y tế'`)}`,
      change: (agent, path, index) => agent.patch(path).send({ identifier: `H08.${index}` }),
    },
    {
      name: 'the members of a group',
      as: 'admin',
      read: async () => `/agency-groups/${await first('SELECT id FROM agency_groups ORDER BY name LIMIT 1')}`,
      change: (agent, path) => agent.put(`${path}/members`).send({ members: [] }),
    },
    {
      name: 'the settings of a plan',
      as: 'congan',
      read: async () => `/plans/${await test.planId()}`,
      change: (agent, path, index) => agent.patch(`${path}/settings`).send({ dueSoonDays: 1 + index }),
    },
    {
      name: 'an import',
      as: 'congan',
      read: async () => {
        const agent = await test.as('congan');
        const [{ source }] = await test.dataSource.query('SELECT source FROM plan_imports LIMIT 1');
        const { headers } = await agent.post(`${V1}/plan-imports`).attach('file', source, 'lai.txt').expect(201);
        return (headers.location as string).slice(V1.length);
      },
      change: (agent, path) => agent.patch(path).send({}),
    },
    {
      name: 'an announced day',
      as: 'admin',
      read: async () => {
        const { headers } = await (await test.as('admin'))
          .post(`${V1}/calendar/announced-days`)
          .send({ on: '2031-05-03', kind: 'day_off', name: 'Nghỉ bù', source: 'Thông báo 1' })
          .expect(201);
        return (headers.location as string).slice(V1.length);
      },
      change: (agent, path) => agent.delete(path),
    },
    {
      name: 'an API client',
      as: 'admin',
      read: async () => {
        const { headers } = await (await test.as('admin'))
          .post(`${V1}/api-clients`)
          .send({ name: 'Trục liên thông', scopes: ['plans:read'] })
          .expect(201);
        return (headers.location as string).slice(V1.length);
      },
      change: (agent, path, index) => agent.patch(path).send({ requestsPerMinute: 100 + index }),
    },
    {
      name: 'the completion of an assignment',
      as: 'congan',
      read: async () => {
        const id = await first(`SELECT id FROM assignments WHERE role = 'lead' ORDER BY id LIMIT 1`);
        const agent = await test.as('congan');
        for (let index = 0; index < 20; index += 1) {
          const evidence = { number: `${index}/KH`, issuedOn: '2023-03-01', abstract: 'Kế hoạch' };
          await agent.post(`${V1}/assignments/${id}/evidence`).send(evidence).expect(201);
        }
        return `/assignments/${id}`;
      },
      change: (agent, path) => agent.post(`${path}/confirmation`).send({ decision: 'refuse', reason: 'Chưa đủ' }),
    },
  ];

  it.each(RESOURCES)('$name: of twenty at once exactly one succeeds', async ({ as, read, change }) => {
    const path = `${V1}${await read()}`;
    const agent = await test.as(as);
    const { headers } = await agent.get(path).expect(200);
    const etag = headers.etag as string;
    expect(etag).toMatch(/^"\d+\.[\w-]+"$/);

    expect((await change(agent, path, 0)).body.code).toBe('request.if_match_missing');
    for (const old of ['"0.x"', '"99999.x"', 'W/"1.x"', '*', 'x', `${etag}, "2.x"`]) {
      expect((await change(agent, path, 0).set('If-Match', old)).status).toBe(412);
    }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => change(agent, path, index).set('If-Match', etag)),
    );
    const done = answers.filter(({ status }) => status === 200 || status === 204);
    expect(done).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => !done.includes(answer))) {
      // What was deleted is not there any more; everything else changed.
      expect([412, 404]).toContain(status);
      if (status === 412) expect(body.code).toBe('resource.stale');
    }
    if (done[0]?.status === 204) return;
    const now = await agent.get(path).expect(200);
    expect(now.headers.etag).not.toBe(etag);
    await agent
      .get(path)
      .set('If-None-Match', now.headers.etag as string)
      .expect(304);
    // The answer's own ETag is good for the next change: nobody has to read again what he just wrote.
    const written = done[0]?.headers.etag as string;
    expect((await change(agent, path, 30).set('If-Match', written)).status).toBe(200);
  });

  it('is documented to need If-Match: every PATCH, PUT and DELETE, and the named POSTs', () => {
    const document = openApiDocument(test.app);
    const without = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { responses?: object }>)
        .filter(([method]) => /^(patch|put|delete)$/.test(method) || (method === 'post' && NAMED_POST.test(path)))
        .filter(([, { responses }]) => !responses || !('428' in responses) || !('412' in responses))
        .map(([method]) => `${method} ${path}`),
    );
    expect(without.filter((operation) => !EXEMPT.has(operation))).toEqual([]);
  });
});
