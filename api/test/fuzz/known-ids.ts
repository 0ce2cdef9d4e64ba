import { SAMPLE_ACCOUNTS } from '../../src/load-sample.js';
import { mailOf } from '../changes/notice-changes.js';
import { uploaded } from '../factories/files.js';
import { findingOf } from '../factories/inspections.js';
import { act, expectStatus, openPeriods, put, readReport, reportId } from '../factories/reports.js';
import { urgeOnce } from '../factories/urgings.js';
import { SAMPLE_PASSWORD, type TestApp } from '../harness/app.js';
import { AS_IT_IS, type Call } from './call.js';
import type { Operation } from './contract.js';
import type { KnownIds } from './valid-values.js';

/** Which table's ids a field or a path takes, by its name. */
const TABLES: readonly [RegExp, string][] = [
  [/^(agencies|agency(Id)?|parentId|successorIds?|askedOfAgencyId|responsibleAgencyId)$/, 'agencies'],
  [/^agency-groups$/, 'agency_groups'],
  [/^(users|userId|deputyUserId|principalUserId|actorId)$/, 'users'],
  [/^(plans|planId)$/, 'plans'],
  [/^groupId$/, 'task_groups'],
  [/^(tasks|taskId)$/, 'tasks'],
  [/^(assignments|assignmentId)$/, 'assignments'],
  [/^evidence$/, 'evidence'],
  [/^inspections$/, 'inspections'],
  [/^inspection-visits$/, 'inspection_visits'],
  [/^inspection-findings$/, 'inspection_findings'],
  [/^deliverableId$/, 'deliverables'],
  [/^(extensions|extensionId)$/, 'extensions'],
  [/^(obstacles|obstacleIds?)$/, 'obstacles'],
  [/^announced-days$/, 'announced_days'],
  [/^plan-imports$/, 'plan_imports'],
  [/^(sessions|sessionId)$/, 'sessions'],
  [/^invitations$/, 'password_links'],
  [/^deputies$/, 'deputies'],
  [/^api-clients$/, 'api_clients'],
  [/^(keyId|replacesKeyId)$/, 'api_client_keys'],
  [/^(reporting-periods|periodId)$/, 'reporting_periods'],
  [/^(reports|reportId)$/, 'reports'],
  [/^(files|fileId|scanFileId)$/, 'files'],
  [/^replyToId$/, 'report_comments'],
  [/^evidenceId$/, 'evidence'],
  [/^urgings$/, 'urgings'],
  [/^mails$/, 'mails'],
  [/^calendar-feeds$/, 'calendar_feeds'],
];

const tableOf = (name: string): string | undefined => TABLES.find(([pattern]) => pattern.test(name))?.[1];

/** Words that a field of this name may take, where anything else would only be refused. */
const WORDS: Record<string, readonly string[]> = {
  username: [...SAMPLE_ACCOUNTS.map(({ username }) => username), ...Array.from({ length: 40 }, (_, i) => `nguoi.${i}`)],
  password: [SAMPLE_PASSWORD],
  oldPassword: [SAMPLE_PASSWORD],
  newPassword: ['mưa phùn gió bấc', SAMPLE_PASSWORD],
  email: Array.from({ length: 40 }, (_, i) => `nguoi.${i}@tinh.gov.vn`),
  scope: ['plans:read', 'tasks:read plans:read'],
};

/** A few ids of each table, read once: a call about nothing at all would test only the 404. */
export async function knownIdsOf(app: TestApp): Promise<KnownIds> {
  const words = { ...WORDS, ...(await somethingOfEach(app)) };
  const ids = new Map<string, string[]>();
  for (const table of new Set(TABLES.map(([, name]) => name))) {
    const rows = await app.dataSource.query<{ id: string }[]>(`SELECT id FROM ${table} ORDER BY id LIMIT 12`);
    ids.set(
      table,
      rows.map(({ id }) => id),
    );
  }
  return (name) => words[name] ?? ids.get(tableOf(name) ?? '') ?? [];
}

/** What the sample itself does not hold. */
async function somethingOfEach(app: TestApp): Promise<Record<string, string[]>> {
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
  await findingOf(app, standing, 'Sở Y tế');
  const { body: own } = await head
    .get('/api/v1/assignments')
    .query({ role: 'lead', agencyId: officers.items[0].agencyId });
  for (const { id, dueOn } of own.items) {
    if (dueOn === null) continue;
    const request = { newDueOn: '2030-06-06', reason: 'Chờ hướng dẫn' };
    await head.post(`/api/v1/assignments/${id}/extensions`).send(request).expect(201);
  }
  const { body: plans } = await standing.get('/api/v1/plans').expect(200);
  for (const text of ['Chưa có kinh phí mua máy', 'Chưa có kinh phí mua sắm máy', 'Thiếu cán bộ']) {
    const obstacle = { planId: plans.items[0].id, kind: 'money', text };
    await head.post('/api/v1/obstacles').send(obstacle).expect(201);
  }
  await urgeOnce(standing, app, 'Sở Y tế');
  await mailOf(app, 'dead', 'sai@soyte.gov.vn');
  const { body: feed } = await head.post('/api/v1/calendar-feeds').send({ kind: 'person' }).expect(201);
  const token = [String(feed.url).slice(-47, -4)];
  const client = { name: 'Trục liên thông', scopes: ['plans:read', 'tasks:read'] };
  const { body: made } = await admin.post('/api/v1/api-clients').send(client).expect(201);
  const { body: issued } = await admin.post(`/api/v1/api-clients/${made.id}/keys`).send({}).expect(201);
  return { client_id: [made.id], client_secret: [issued.key], token, ...(await reportsOfPeople(app)) };
}

/** Reports that the sample's people write, with a file, a version and a question; those of others would only be 404. */
async function reportsOfPeople(app: TestApp): Promise<Record<string, string[]>> {
  const { earlier } = await openPeriods(app);
  const own = async (sql: string): Promise<string[]> => {
    const rows = await app.dataSource.query<{ id: string }[]>(
      `${sql} WHERE agency_id IN (SELECT agency_id FROM users WHERE username IN ('soyte', 'quynhon', 'congan')) ORDER BY id LIMIT 60`,
    );
    return rows.map(({ id }) => id);
  };
  const officer = await app.as('soyte');
  const files = [await uploaded(officer), await uploaded(await app.as('quynhon')), await uploaded(officer)];
  const id = await reportId(app, earlier, 'Sở Y tế');
  const [{ assignmentId }] = (await readReport(officer, id)).entries;
  expectStatus(await put(officer, id, { entries: [{ assignmentId, fileIds: [files[0]] }] }), 200);
  expectStatus(await act(await app.as('soyte.head'), id, 'submissions'), 200);
  await officer.post(`/api/v1/reports/${id}/comments`).send({ text: 'Đã gửi' }).expect(201);
  const reports = await own('SELECT id FROM reports');
  return { reports, reportId: reports, assignmentId: await own('SELECT id FROM assignments') };
}

/** The call with the version that its row has now, where it asks for that. */
export async function asItIs(app: TestApp, operation: Operation, call: Call): Promise<Call> {
  if (call.headers['If-Match'] !== AS_IT_IS) return call;
  // What is one's own and has no id: nobody has changed it yet.
  if (!operation.path.includes('{id}')) return { ...call, headers: { ...call.headers, 'If-Match': '"0.fuzz"' } };
  // `/agencies/{id}/…`: what stands before the id is the row's kind.
  const table = tableOf(/([\w-]+)\/\{id\}/.exec(operation.path)?.[1] ?? '');
  if (!table) throw new Error(`${operation.route} changes rows of no known table`);
  const rows = await app.dataSource.query<{ version: number }[]>(
    `SELECT version FROM ${table} WHERE id::text = lower($1)`,
    [call.path.id],
  );
  return { ...call, headers: { ...call.headers, 'If-Match': `"${rows[0]?.version ?? 1}.fuzz"` } };
}
