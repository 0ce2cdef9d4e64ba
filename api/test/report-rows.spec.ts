import { randomUUID } from 'node:crypto';
import type { Role } from '@plan/shared/vocabulary/roles';
import { asClient } from './factories/api-clients.js';
import { download, upload } from './factories/files.js';
import { type Cells, readTable } from './factories/outcome-table.js';
import { dayFromToday, manyReports } from './factories/reports.js';
import { agencyId } from './factories/sample.js';
import { type Agent, createTestApp, type TestApp } from './harness/app.js';
import { newPerson } from './harness/people.js';

/**
 * Which reports and files a person or a system reads and changes once the route is open to it (domain.md, "Who does
 * what"). Every row is about the report of a commune; the columns are people of that commune, of the district above
 * it, of another agency, those who work for the whole province, and systems: the commune's own, another agency's and
 * the province's.
 */
const TABLE = `
                                   | own officer | own head | district head | other officer | other head | standing | monitor | steering | finance | admin | own system | other system | province's system
read its report                    | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
see its report in the list         | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | 403     | 403   | yes        | no           | yes
see what it owes                   | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | 403     | 403   | yes        | no           | yes
read its versions                  | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read one version                   | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read its differences               | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read its receipt                   | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read its comments                  | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read its communes                  | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read its form                      | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403   | 200        | 404          | 200
read its file                      | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 404     | 404   | 200        | 404          | 200
read what its file is              | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 404     | 404   | 200        | 404          | 200
read its officer's unused file     | 200         | 200      | 404           | 404           | 404        | 200      | 200     | 200      | 404     | 404   | 200        | 404          | 404
open its cell of the matrix        | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | no      | no    | yes        | no           | yes
read the rates                     | 200         | 200      | 200           | 200           | 200        | 200      | 200     | 200      | 200     | 200   | 200        | 200          | 200
draft its report                   | 200         | 200      | 403           | 404           | 404        | 403      | 403     | 403      | 403     | 403   | 200        | 404          | 403
attach a file to it                | 200         | 200      | 403           | 404           | 404        | 403      | 403     | 403      | 403     | 403   | 200        | 404          | 403
upload its form                    | 200         | 200      | 403           | 404           | 404        | 403      | 403     | 403      | 403     | 403   | 200        | 404          | 403
submit its report                  | 403         | 200      | 403           | 403           | 404        | 403      | 403     | 403      | 403     | 403   | 200        | 404          | 403
take its submission back           | 403         | 200      | 403           | 403           | 404        | 403      | 403     | 403      | 403     | 403   | 200        | 404          | 403
correct its accepted report        | 403         | 200      | 403           | 403           | 404        | 403      | 403     | 403      | 403     | 403   | 200        | 404          | 403
comment on its report              | 201         | 201      | 403           | 404           | 404        | 201      | 403     | 403      | 403     | 403   | 201        | 404          | 403
take its report up                 | 403         | 403      | 403           | 403           | 403        | 200      | 403     | 403      | 403     | 403   | 403        | 403          | 403
accept its report                  | 403         | 403      | 403           | 403           | 403        | 200      | 403     | 403      | 403     | 403   | 403        | 403          | 403
accept it among many               | 403         | 403      | 403           | 403           | 403        | 200      | 403     | 403      | 403     | 403   | 403        | 403          | 403
enter it as handed in on paper     | 403         | 403      | 403           | 403           | 403        | 200      | 403     | 403      | 403     | 403   | 403        | 403          | 403
let it submit after the lock       | 403         | 403      | 403           | 403           | 403        | 201      | 403     | 403      | 403     | 403   | 403        | 403          | 403
expect it no longer                | 403         | 403      | 403           | 403           | 403        | 201      | 403     | 403      | 403     | 403   | 403        | 403          | 403
`;

const V1 = '/api/v1';
const SCOPES = ['reports:read', 'reports:write'] as const;

type Outcome = PromiseLike<{ status: number | string }>;

describe('reports and files of one agency', () => {
  const { columns, rows } = readTable(TABLE);
  const agents = new Map<string, Agent>();
  let app: TestApp;
  let standing: Agent;
  let head: Agent;
  let commune: { id: string; name: string };
  let read: { id: string; periodId: string };
  let file: string;
  let unused: string;
  let reports: { id: string; periodId: string }[];

  beforeAll(async () => {
    app = await createTestApp();
    const district = await agencyId(app, 'UBND thành phố Quy Nhơn');
    const other = await agencyId(app, 'Sở Y tế');
    [commune] = await app.dataSource.query('SELECT id, name FROM agencies WHERE parent_id = $1 ORDER BY name LIMIT 1', [
      district,
    ]);
    const people: Record<string, [Role, string | null]> = {
      'own officer': ['agency_officer', commune.id],
      'own head': ['agency_head', commune.id],
      'district head': ['agency_head', district],
      'other officer': ['agency_officer', other],
      'other head': ['agency_head', other],
      standing: ['standing', await agencyId(app, 'Công an tỉnh')],
      monitor: ['monitor', await agencyId(app, 'Văn phòng UBND tỉnh')],
      steering: ['steering', null],
      finance: ['finance', await agencyId(app, 'Sở Tài chính')],
      admin: ['admin', null],
    };
    for (const [column, [role, agency]] of Object.entries(people)) {
      agents.set(column, await app.as((await newPerson(app, { roles: [role], agencyId: agency })).username));
    }
    agents.set('own system', await asClient(app, [...SCOPES], commune.id));
    agents.set('other system', await asClient(app, [...SCOPES], other));
    agents.set("province's system", await asClient(app, [...SCOPES]));
    expect([...agents.keys()]).toEqual(columns);
    standing = agents.get('standing') as Agent;
    head = agents.get('own head') as Agent;
    reports = await manyReports(app, commune.name, 12 * columns.length + 1);
    const officer = agents.get('own officer') as Agent;
    unused = (await upload(officer).expect(201)).body.id;
    file = (await upload(officer).expect(201)).body.id;
    read = await fresh();
    await save(officer, read.id, [file]);
    await change(head, read.id, 'submissions');
    await change(head, read.id, 'withdrawals');
    await change(head, read.id, 'submissions');
    await officer.post(`${V1}/reports/${read.id}/comments`).send({ text: 'Đã gửi' }).expect(201);
  });
  afterAll(() => app.close());

  async function fresh(): Promise<{ id: string; periodId: string }> {
    const report = reports.pop();
    if (!report) throw new Error('no report is left');
    return report;
  }

  /** What every caller sends, whoever may read the version: the door is asked about the act, not about the version. */
  const versionOf = async (id: string): Promise<string> =>
    `"${(await app.dataSource.query('SELECT version FROM reports WHERE id = $1', [id]))[0].version}.abc"`;
  const headers = async (id: string): Promise<Record<string, string>> => ({
    'If-Match': await versionOf(id),
    'Idempotency-Key': randomUUID(),
  });

  async function save(agent: Agent, id: string, fileIds: string[] = []) {
    const lines = await app.dataSource.query('SELECT assignment_id AS id FROM report_entries WHERE report_id = $1', [
      id,
    ]);
    const entries = lines.map((line: { id: string }, at: number) => ({
      assignmentId: line.id,
      resultText: 'Đã họp',
      fileIds: at === 0 ? fileIds : [],
    }));
    return agent
      .put(`${V1}/reports/${id}/entries`)
      .set(await headers(id))
      .send({ entries });
  }
  const change = async (agent: Agent, id: string, path: string, body: object = {}) =>
    agent
      .post(`${V1}/reports/${id}/${path}`)
      .set(await headers(id))
      .send(body);
  const post = (agent: Agent, path: string, body: object = {}) =>
    agent.post(`${V1}/${path}`).set('Idempotency-Key', randomUUID()).send(body);

  async function submitted(): Promise<{ id: string; periodId: string }> {
    const report = await fresh();
    expect((await change(head, report.id, 'submissions')).status).toBe(200);
    return report;
  }

  async function listed(answer: PromiseLike<{ status: number; body: { items: object[] } }>) {
    const { status, body } = await answer;
    if (status !== 200) return { status };
    return {
      status:
        JSON.stringify(body.items).includes(read.id) || JSON.stringify(body.items).includes(commune.id) ? 'yes' : 'no',
    };
  }

  async function cellOfMatrix(agent: Agent) {
    const { status, body } = await agent.get(`${V1}/plans/${await app.planId()}/report-matrix`);
    if (status !== 200) return { status };
    const row = body.rows.find((each: { agencyId: string }) => each.agencyId === commune.id);
    return { status: row.cells.some((cell: { reportId: string | null }) => cell.reportId !== null) ? 'yes' : 'no' };
  }

  const get = (agent: Agent, path: string) => agent.get(`${V1}/reports/${read.id}${path}`);

  const ACTS: Record<string, (agent: Agent) => Outcome> = {
    'read its report': (agent) => get(agent, ''),
    'see its report in the list': (agent) => listed(agent.get(`${V1}/reports?periodId=${read.periodId}`)),
    'see what it owes': (agent) => listed(agent.get(`${V1}/reports/owed?limit=200`)),
    'read its versions': (agent) => get(agent, '/submissions'),
    'read one version': (agent) => get(agent, '/submissions/1'),
    'read its differences': (agent) => get(agent, '/differences'),
    'read its receipt': (agent) => get(agent, '/receipt'),
    'read its comments': (agent) => get(agent, '/comments'),
    'read its communes': (agent) => get(agent, '/communes'),
    'read its form': (agent) => get(agent, '/form.xlsx'),
    'read its file': (agent) => agent.get(`${V1}/files/${file}`),
    'read what its file is': (agent) => agent.get(`${V1}/files/${file}/meta`),
    "read its officer's unused file": (agent) => agent.get(`${V1}/files/${unused}`),
    'open its cell of the matrix': cellOfMatrix,
    'read the rates': (agent) => agent.get(`${V1}/reporting-periods/${read.periodId}/rates`),
    'draft its report': async (agent) => save(agent, (await fresh()).id),
    'attach a file to it': async (agent) => {
      const own = await upload(agents.get('own officer') as Agent).expect(201);
      return save(agent, (await fresh()).id, [own.body.id]);
    },
    'upload its form': async (agent) => {
      const { id } = await fresh();
      const form = await download(head, `${V1}/reports/${id}/form.xlsx`).expect(200);
      return agent
        .post(`${V1}/reports/${id}/form`)
        .set(await headers(id))
        .attach('file', form.body as Buffer, 'biểu.xlsx');
    },
    'submit its report': async (agent) => change(agent, (await fresh()).id, 'submissions'),
    'take its submission back': async (agent) => change(agent, (await submitted()).id, 'withdrawals'),
    'correct its accepted report': async (agent) => {
      const { id } = await submitted();
      expect((await change(standing, id, 'reviews', { decision: 'accept' })).status).toBe(200);
      return change(agent, id, 'corrections', { reason: 'Sai số liệu' });
    },
    'comment on its report': async (agent) => post(agent, `reports/${read.id}/comments`, { text: 'Ghi chú' }),
    'take its report up': async (agent) => post(agent, `reports/${(await submitted()).id}/review-starts`),
    'accept its report': async (agent) => change(agent, (await submitted()).id, 'reviews', { decision: 'accept' }),
    'accept it among many': async (agent) => {
      const { id } = await submitted();
      const version = Number(/\d+/.exec(await versionOf(id))?.[0]);
      return post(agent, 'report-reviews', { decision: 'accept', items: [{ reportId: id, version }] });
    },
    'enter it as handed in on paper': async (agent) => {
      const paper = { receivedOn: await dayFromToday(app, -1), means: 'paper' };
      return change(agent, (await fresh()).id, 'off-system-submissions', paper);
    },
    'let it submit after the lock': async (agent) => {
      const input = { agencyId: commune.id, untilOn: await dayFromToday(app, 40), reason: 'Mất điện' };
      return post(agent, `reporting-periods/${(await fresh()).periodId}/exceptions`, input);
    },
    'expect it no longer': async (agent) => {
      const input = { agencyId: commune.id, change: 'remove', reason: 'Sáp nhập' };
      return post(agent, `reporting-periods/${(await fresh()).periodId}/expected-changes`, input);
    },
  };

  it('are all in the table', () => {
    expect(rows.map(([what]) => what)).toEqual(Object.keys(ACTS));
  });

  it.each(rows)('%s', async (what, expected) => {
    const seen: Cells = {};
    for (const column of columns) {
      const { status } = await (ACTS[what] as (agent: Agent) => Outcome)(agents.get(column) as Agent);
      seen[column] = String(status);
    }
    expect(seen).toEqual(expected);
  });
});
