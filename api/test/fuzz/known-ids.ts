import type { TestApp } from '../harness/app.js';
import type { KnownIds } from './valid-values.js';

/** Which table's ids a field or a path takes, by its name. */
const TABLES: readonly [RegExp, string][] = [
  [/^(agencies|agency(Id)?|parentId|successorIds?)$/, 'agencies'],
  [/^agency-groups$/, 'agency_groups'],
  [/^(users|userId|deputyUserId|principalUserId|actorId)$/, 'users'],
  [/^(plans|planId)$/, 'plans'],
  [/^groupId$/, 'task_groups'],
  [/^(tasks|taskId)$/, 'tasks'],
  [/^assignments$/, 'assignments'],
  [/^evidence$/, 'evidence'],
  [/^deliverableId$/, 'deliverables'],
  [/^announced-days$/, 'announced_days'],
  [/^plan-imports$/, 'plan_imports'],
  [/^(sessions|sessionId)$/, 'sessions'],
  [/^invitations$/, 'password_links'],
  [/^deputies$/, 'deputies'],
  [/^api-clients$/, 'api_clients'],
  [/^(keyId|replacesKeyId)$/, 'api_client_keys'],
];

/** A few ids of each table, read once: a call about nothing at all would test only the 404. */
export async function knownIdsOf(app: TestApp): Promise<KnownIds> {
  await somethingOfEach(app);
  const ids = new Map<string, string[]>();
  for (const table of new Set(TABLES.map(([, name]) => name))) {
    const rows = await app.dataSource.query<{ id: string }[]>(`SELECT id FROM ${table} ORDER BY id LIMIT 12`);
    ids.set(
      table,
      rows.map(({ id }) => id),
    );
  }
  return (name) => ids.get(TABLES.find(([pattern]) => pattern.test(name))?.[1] ?? '') ?? [];
}

/** What the sample itself does not hold. */
async function somethingOfEach(app: TestApp): Promise<void> {
  const admin = await app.as('admin');
  const standing = await app.as('congan');
  const head = await app.as('soyte.head');
  const { body: officers } = await head.get('/api/v1/users').expect(200);
  const person = { username: 'duoc.moi', displayName: 'Người được mời', roles: ['steering'] };
  await admin.post('/api/v1/users').send(person).expect(201);
  const toOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const fromOn = new Date().toISOString().slice(0, 10);
  const deputy = { deputyUserId: officers.items[0].id, fromOn, toOn, reason: 'Đi công tác' };
  await head.post('/api/v1/deputies').send(deputy).expect(201);
  const day = { on: '2023-06-30', kind: 'day_off', name: 'Nghỉ hoán đổi', source: 'Thông báo 12/TB-BLĐTBXH' };
  await admin.post('/api/v1/calendar/announced-days').send(day).expect(201);
  const { body: leads } = await standing.get('/api/v1/assignments').query({ role: 'lead', limit: 3 }).expect(200);
  for (const { id } of leads.items) {
    const evidence = { number: '15/BC', issuedOn: '2023-03-20', abstract: 'Báo cáo kết quả' };
    await standing.post(`/api/v1/assignments/${id}/evidence`).send(evidence).expect(201);
  }
}
