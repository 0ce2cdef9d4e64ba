import { isIP } from 'node:net';
import { EVENT_FIELD_LABELS } from '@plan/shared/vocabulary/event-fields';
import { ACTOR_KINDS, EVENT_SUBJECT_LABELS, EVENT_TYPE_LABELS, EVENT_VIAS } from '@plan/shared/vocabulary/event-types';
import supertest from 'supertest';
import { IDENTITY_CHANGES } from '../../../test/changes/identity-changes.js';
import { INSPECTION_CHANGES } from '../../../test/changes/inspection-changes.js';
import { NOTICE_CHANGES } from '../../../test/changes/notice-changes.js';
import { PLAN_CHANGES } from '../../../test/changes/plan-changes.js';
import { REMINDER_CHANGES } from '../../../test/changes/reminder-changes.js';
import { REPORT_CHANGES } from '../../../test/changes/report-changes.js';
import { type AnswerCheck, answerCheckOf } from '../../../test/fuzz/answer-check.js';
import { type ApiDocument, type Operation, operationsOf } from '../../../test/fuzz/contract.js';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { openApiDocument } from '../http/openapi.js';
import { tellEvent } from './domain/tell-event.js';
import { EventProof } from './event-proof.js';

const EXAMPLES = [
  ...PLAN_CHANGES,
  ...REPORT_CHANGES,
  ...INSPECTION_CHANGES,
  ...REMINDER_CHANGES,
  ...NOTICE_CHANGES,
  // Last: they end sessions and change who people are.
  ...IDENTITY_CHANGES,
];
const AUDIT_KEY = 'a key that only these tests prove with 0123456789';
const CHANGING = ['post', 'put', 'patch', 'delete'];

/** What only programs read: ids, the counts by which a page draws. */
const UNTOLD = /(^id|Id|Ids|etag|version)$/;

interface WrittenEvent {
  id: number;
  type: string;
  subjectType: string;
  subjectId: string;
  actorKind: string;
  actorId: string | null;
  actorLabel: string;
  onBehalfOfId: string | null;
  onBehalfOfLabel: string | null;
  via: string;
  requestId: string | null;
  address: string | null;
  transactionId: number;
  digest: Buffer | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

describe('every change that the API can make', () => {
  let app: TestApp;
  let empty: TestApp;
  const agents = new Map<string, Agent>();
  let check: AnswerCheck;
  let operations: Map<string, Operation>;

  beforeAll(async () => {
    empty = await createTestApp({ sample: false, with: { auditKeys: [AUDIT_KEY] } });
    app = await createTestApp({ with: { auditKeys: [AUDIT_KEY] } });
    const document = JSON.parse(JSON.stringify(openApiDocument(app.app))) as ApiDocument;
    check = answerCheckOf(document);
    operations = new Map(operationsOf(document).map((operation) => [operation.route, operation]));
  });
  afterAll(async () => {
    await app?.close();
    await empty?.close();
  });

  const eventsAfter = (of: TestApp, id: number): Promise<WrittenEvent[]> =>
    of.dataSource.query(
      `SELECT id, type, subject_type AS "subjectType", subject_id AS "subjectId", actor_kind AS "actorKind",
              actor_id AS "actorId", actor_label AS "actorLabel", on_behalf_of_id AS "onBehalfOfId",
              on_behalf_of_label AS "onBehalfOfLabel", via, request_id AS "requestId", address, transaction_id AS "transactionId", before, after, digest
       FROM events WHERE id > $1 ORDER BY id`,
      [id],
    );

  async function lastEvent(of: TestApp): Promise<number> {
    const [row] = await of.dataSource.query<{ id: number }[]>('SELECT coalesce(max(id), 0)::int AS id FROM events');
    return row?.id ?? 0;
  }

  async function agentOf(of: TestApp, username: string | null): Promise<Agent> {
    if (username === null) return supertest.agent(of.server);
    const agent = agents.get(username) ?? (await of.as(username));
    agents.set(username, agent);
    return agent;
  }

  it('has an example here, and none besides', () => {
    const routes = Object.entries(openApiDocument(app.app).paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => CHANGING.includes(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(EXAMPLES.map(({ route }) => route))].sort()).toEqual(routes.sort());
  });

  it.each(EXAMPLES.map((example) => [example.route, example.tells[0] ?? 'nothing', example] as const))(
    '%s tells %s, once, in its own transaction, and answers as the document says',
    async (_route, _type, example) => {
      const of = example.empty ? empty : app;
      const agent = await agentOf(of, example.by);
      const send = await example.act(agent, of);
      const before = await lastEvent(of);
      const answer = await send();
      expect({ status: answer.status, body: answer.status < 400 ? '' : answer.body }).toEqual({
        status: example.status,
        body: '',
      });
      const operation = operations.get(example.route) as Operation;
      const { status, headers, text } = answer;
      expect(check(operation, { status, headers, text: text ?? '' })).toBeNull();
      const written = await eventsAfter(of, before);
      const [first, ...moved] = example.tells;
      expect(written.filter(({ type }) => type === first)).toHaveLength(first ? 1 : 0);
      expect([...new Set(written.map(({ type }) => type))].sort()).toEqual([...example.tells].sort());
      // One event for one object: nothing is told twice.
      expect(new Set(written.map((event) => `${event.type} ${event.subjectId}`)).size).toBe(written.length);
      // All of it or nothing. A first administrator is signed in by a second transaction, once there is one.
      const transactions = new Set(written.map((event) => event.transactionId)).size;
      expect(transactions).toBe(Math.min(written.length, example.tells.includes('admin.claimed') ? 2 : 1));
      expect(moved.every((type) => written.some((event) => event.type === type))).toBe(true);
      const proof = new EventProof([AUDIT_KEY]);
      for (const event of written) {
        checkWords(event);
        expect(proof.holds(event.digest ?? Buffer.alloc(0), event.type)).toBe(true);
        if (event.actorKind === 'job') continue;
        // Also of what the system does for somebody whom it does not know yet: a claim comes from somewhere.
        expect(event.requestId).toBe(answer.headers['x-request-id']);
        expect(isIP(event.address ?? '')).not.toBe(0);
        expect(event.via).toBe(event.actorKind === 'system' ? 'system' : 'page');
        if (event.actorKind === 'system') {
          expect(example.actor).toBe('system');
          continue;
        }
        const [person] = await of.dataSource.query(
          'SELECT u.id, u.display_name AS name FROM users u WHERE u.username = $1',
          [example.by ?? (example.actor === 'system' ? 'quantri' : example.actor)],
        );
        expect(event.actorId).toBe(person.id);
        expect(event.actorLabel).toContain(person.name);
      }
    },
  );

  it('leaves no event where it is refused', async () => {
    const before = await lastEvent(app);
    const officer = await app.as('soyte');
    const opened = await lastEvent(app);
    const doors = EXAMPLES.filter(({ route, by }) => by !== null && !/\/auth\/|DELETE \S+\/sessions$/.test(route));
    for (const { route } of doors) {
      const [method = '', path = ''] = route.split(' ');
      const place = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
      const verb = method.toLowerCase() as 'post';
      const anonymous = await supertest.agent(app.server)[verb](place).send({});
      expect([route, anonymous.status]).toEqual([route, 401]);
      const refused = await officer[verb](place).set('If-Match', '"1.abc"').send({ unknown: true });
      expect([route, refused.status >= 400 && refused.status < 500]).toEqual([route, true]);
    }
    expect(await lastEvent(app)).toBe(opened);
    expect(opened).toBe(before + 1);
  });

  it('is rolled back together with its event', async () => {
    const before = await lastEvent(app);
    const agent = await app.as('congan');
    const opened = await lastEvent(app);
    const { body } = await agent.get('/api/v1/assignments?role=lead&limit=1').expect(200);
    // The document's row and its event would come first; the check of the deliverable comes after the lock.
    await agent
      .post(`/api/v1/assignments/${body.items[0].id}/evidence`)
      .send({
        number: '1',
        issuedOn: '2023-03-01',
        abstract: 'x',
        deliverableId: '00000000-0000-4000-8000-000000000000',
      })
      .expect(400);
    expect([await lastEvent(app), opened]).toEqual([opened, before + 1]);
  });

  function checkWords(event: WrittenEvent): void {
    expect(Object.keys(EVENT_TYPE_LABELS)).toContain(event.type);
    expect(Object.keys(EVENT_SUBJECT_LABELS)).toContain(event.subjectType);
    expect(ACTOR_KINDS).toContain(event.actorKind);
    expect(EVENT_VIAS).toContain(event.via);
    expect(event.onBehalfOfId === null).toBe(event.onBehalfOfLabel === null);
    expect(event.before ?? event.after).not.toBeNull();
    const fields = [...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})];
    expect(fields.filter((field) => !UNTOLD.test(field) && !(field in EVENT_FIELD_LABELS))).toEqual([]);
    const text = tellEvent(event);
    expect(text.startsWith(`${event.actorLabel}: `)).toBe(true);
    // A Vietnamese sentence: no word of the code, no id, no ISO date is left in it.
    expect(text).not.toMatch(
      /\b[a-z]+_[a-z_]+\b|\b[a-z]+[A-Z][A-Za-z]+\b|\b\d{4}-\d{2}-\d{2}\b|[0-9a-f]{8}-[0-9a-f]{4}/,
    );
  }
});
