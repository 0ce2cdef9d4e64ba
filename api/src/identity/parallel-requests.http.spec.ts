import { createTestApp, type TestApp } from '../../test/harness/app.js';
import { SAMPLE_ACCOUNTS } from '../load-sample.js';

const AT_ONCE = 100;

describe('requests of several people at the same time', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 5 });
  });
  afterAll(() => app.close());

  /** Sessions that no process has read before: every first request of each must wait for the database. */
  const everybody = () =>
    Promise.all(SAMPLE_ACCOUNTS.map(async ({ username }) => ({ username, agent: await app.as(username) })));

  it('are each answered, and each as the person who asked', async () => {
    for (let round = 0; round < 3; round += 1) {
      const people = await everybody();
      const asked = Array.from({ length: AT_ONCE }, (_, index) => people[index % people.length] as (typeof people)[0]);
      const answers = await Promise.all(asked.map(({ agent }) => agent.get('/api/v1/auth/me')));
      expect(answers.map(({ body }) => body.username)).toEqual(asked.map(({ username }) => username));
    }
  });

  it('never see each other’s rows', async () => {
    const people = await everybody();
    const own = new Map<string, { sessions: string[]; evidence: string[] }>();
    // Each agency hands a document in, which other agencies must not see while it waits.
    for (const { username, agent } of people) {
      const { body: me } = await agent.get('/api/v1/auth/me').expect(200);
      if (!me.permissions.includes('evidence.propose')) continue;
      const { body } = await agent
        .get('/api/v1/assignments')
        .query({ role: 'lead', agencyId: me.agencyId, limit: 1 })
        .expect(200);
      if (body.items.length === 0) continue;
      const evidence = { number: `1/${username}`, issuedOn: '2023-03-20', abstract: `Của ${username}` };
      await agent.post(`/api/v1/assignments/${body.items[0].id}/evidence`).send(evidence).expect(201);
    }
    const ids = (body: { items: { id: string }[] }): string[] => body.items.map(({ id }) => id).sort();
    for (const { username, agent } of people) {
      const sessions = ids((await agent.get('/api/v1/sessions').expect(200)).body);
      const evidence = ids((await agent.get('/api/v1/evidence').query({ state: 'proposed' }).expect(200)).body);
      own.set(username, { sessions, evidence });
    }
    expect(new Set([...own.values()].map(({ evidence }) => evidence.join())).size).toBeGreaterThan(2);

    const asked = Array.from({ length: AT_ONCE }, (_, index) => people[index % people.length] as (typeof people)[0]);
    const answers = await Promise.all(
      asked.map(({ agent }, index) =>
        index % 2 === 0 ? agent.get('/api/v1/sessions') : agent.get('/api/v1/evidence').query({ state: 'proposed' }),
      ),
    );
    answers.forEach(({ status, body }, index) => {
      const { username } = asked[index] as (typeof people)[0];
      const rows = own.get(username);
      expect([username, status, ids(body)]).toEqual([username, 200, index % 2 === 0 ? rows?.sessions : rows?.evidence]);
    });
  });
});
