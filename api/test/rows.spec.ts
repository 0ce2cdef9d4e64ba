import { randomBytes } from 'node:crypto';
import type { Role } from '@plan/shared/vocabulary/roles';
import { heldVisitOf } from './factories/inspections.js';
import { type Cells, readTable } from './factories/outcome-table.js';
import { urgeOnce } from './factories/urgings.js';
import { type Agent, createTestApp, type TestApp } from './harness/app.js';
import { newPerson } from './harness/people.js';

/**
 * Which rows a person reads and changes once the route is open to it (domain.md, "Who does what"; the routes
 * themselves stand in routes.spec.ts). Every row is about something of one agency, a commune; the columns are people of
 * that agency, of the district above it, of another agency, and those who work for the whole province.
 */
const TABLE = `
                                   | own officer | own head | district head | other officer | other head | standing | monitor | steering | finance | admin
read its waiting evidence          | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 404     | 404
see its waiting evidence in a list | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | no      | no
read its confirmed evidence        | 200         | 200      | 200           | 200           | 200        | 200      | 200     | 200      | 200     | 200
hand evidence in for it            | 201         | 201      | 403           | 403           | 403        | 201      | 403     | 403      | 403     | 403
ask for a later date for it        | 201         | 201      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 403
read its request for a later date  | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 404     | 404
see its request in a list          | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | no      | no
decide on its request              | 403         | 403      | 403           | 403           | 403        | 200      | 403     | 200      | 403     | 403
take its request back              | 200         | 200      | 403           | 404           | 404        | 403      | 403     | 403      | 403     | 403
raise an obstacle in its assignment | 201        | 201      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 403
read its obstacle                  | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 404     | 404
see its obstacle in a list         | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | no      | no
answer its obstacle                | 403         | 403      | 403           | 404           | 404        | 200      | 403     | 403      | 403     | 403
forward its obstacle               | 403         | 403      | 403           | 403           | 403        | 200      | 403     | 403      | 403     | 403
conclude on its obstacle           | 403         | 403      | 403           | 403           | 403        | 403      | 403     | 200      | 403     | 403
confirm its answered obstacle      | 200         | 200      | 403           | 404           | 404        | 403      | 403     | 403      | 403     | 403
read its officer's account         | 403         | 200      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 200
see its officer in the list        | 403         | yes      | no            | 403           | no         | 403      | 403     | 403      | 403     | yes
change its officer's name          | 403         | 200      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 200
give its officer another role      | 403         | 403      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 200
reset its officer's password       | 403         | 201      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 201
read its head's account            | 403         | 404      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 200
change its head's name             | 403         | 404      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 200
invite an officer into it          | 403         | 201      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 201
invite a head into it              | 403         | 403      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 201
read an invitation into it         | 403         | 200      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 200
invite its invited officer again   | 403         | 201      | 404           | 403           | 404        | 403      | 403     | 403      | 403     | 201
read a visit to it                 | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403
record a finding about it          | 403         | 403      | 403           | 403           | 403        | 201      | 201     | 403      | 403     | 403
read a deputyship of its head      | 200         | 200      | 404           | 404           | 404        | 404      | 404     | 404      | 404     | 200
revoke a stranger's deputyship     | 404         | 404      | 404           | 404           | 404        | 404      | 404     | 404      | 404     | 204
make a deputy for its head         | 403         | 201      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 201
list its officer's sessions        | 403         | 403      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 200
end its officer's session as one's own | 404     | 404      | 404           | 404           | 404        | 404      | 404     | 404      | 404     | 404
end its officer's session          | 403         | 403      | 403           | 403           | 403        | 403      | 403     | 403      | 403     | 204
read an urging to it               | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403
see an urging to it in the list    | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | 403     | 403
read the letter of an urging to it | 200         | 200      | 200           | 404           | 404        | 200      | 200     | 200      | 403     | 403
answer an urging to it             | 400         | 400      | 404           | 404           | 404        | 403      | 403     | 403      | 403     | 403
see a reminder to it in the list   | yes         | yes      | yes           | no            | no         | yes      | yes     | yes      | 403     | 403
end its calendar address           | 404         | 204      | 404           | 404           | 404        | 404      | 404     | 404      | 404     | 404
end its officer's calendar address | 204         | 404      | 404           | 404           | 404        | 404      | 404     | 404      | 404     | 404
`;

const V1 = '/api/v1';

describe('rows of one agency', () => {
  const { columns, rows } = readTable(TABLE);
  let app: TestApp;
  let admin: Agent;
  const agents = new Map<string, Agent>();
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.as('admin');
    const district = await agencyNamed('UBND thành phố Quy Nhơn');
    const other = await agencyNamed('Sở Y tế');
    const commune = await admin
      .post(`${V1}/agencies`)
      .send({ name: 'UBND phường Ghềnh Ráng mới', level: 'commune', parentId: district })
      .expect(201);
    ids.agency = commune.body.id;
    const people: Record<string, [Role, string | null]> = {
      'own officer': ['agency_officer', ids.agency as string],
      'own head': ['agency_head', ids.agency as string],
      'district head': ['agency_head', district],
      'other officer': ['agency_officer', other],
      'other head': ['agency_head', other],
      standing: ['standing', await agencyNamed('Công an tỉnh')],
      monitor: ['monitor', await agencyNamed('Văn phòng UBND tỉnh')],
      steering: ['steering', null],
      finance: ['finance', await agencyNamed('Sở Tài chính')],
      admin: ['admin', null],
    };
    expect(Object.keys(people)).toEqual(columns);
    for (const [column, [role, agencyId]] of Object.entries(people)) {
      const { id, username } = await newPerson(app, { roles: [role], agencyId });
      agents.set(column, await app.as(username));
      ids[column] = id;
    }
    ids.officer = (await newPerson(app, { roles: ['agency_officer'], agencyId: ids.agency as string })).id;
    ids.head = (await newPerson(app, { roles: ['agency_head'], agencyId: ids.agency as string })).id;
    await prepareEvidence();
    await prepareUrging();
  });
  afterAll(() => app.close());

  const first = async (sql: string, values: unknown[]): Promise<string> =>
    (await app.dataSource.query<{ id: string }[]>(sql, values))[0]?.id as string;
  const agencyNamed = (name: string): Promise<string> => first('SELECT id FROM agencies WHERE name = $1', [name]);

  /** Gives the agency an assignment of the sample, with a document that waits and one that is confirmed. */
  async function prepareEvidence(): Promise<void> {
    const leads = await app.dataSource.query<{ id: string }[]>(
      `SELECT min(id::text) AS id FROM assignments WHERE role = 'lead' AND completed_on IS NULL AND due_on IS NOT NULL GROUP BY task_id
       ORDER BY 1 LIMIT 2`,
    );
    const [waiting, done] = leads.map(({ id }) => id) as [string, string];
    await app.dataSource.query('UPDATE assignments SET agency_id = $1 WHERE id = ANY($2)', [
      ids.agency,
      [waiting, done],
    ]);
    ids.assignment = waiting;
    ids.plan = await app.planId();
    ids.waiting = (await handIn(agents.get('own officer') as Agent, waiting).expect(201)).body.id;
    ids.confirmed = (await handIn(agents.get('own officer') as Agent, done).expect(201)).body.id;
    const standing = agents.get('standing') as Agent;
    const { headers } = await standing.get(`${V1}/assignments/${done}`).expect(200);
    await standing
      .post(`${V1}/assignments/${done}/confirmation`)
      .set('If-Match', headers.etag as string)
      .send({ decision: 'confirm' })
      .expect(200);
  }

  /** Urges the agency once; the reminder comes with it. */
  async function prepareUrging(): Promise<void> {
    const { urgingId } = await urgeOnce(agents.get('standing') as Agent, app, 'UBND phường Ghềnh Ráng mới');
    ids.urging = urgingId;
    ids.reminder = await first('SELECT id FROM reminders WHERE agency_id = $1 ORDER BY id LIMIT 1', [ids.agency]);
  }

  const handIn = (agent: Agent, assignmentId: string) =>
    agent
      .post(`${V1}/assignments/${assignmentId}/evidence`)
      .send({ number: '15/BC-UBND', issuedOn: '2023-03-20', abstract: 'Báo cáo kết quả' });

  const raise = (agent: Agent) =>
    agent
      .post(`${V1}/obstacles`)
      .send({ planId: ids.plan, assignmentId: ids.assignment, kind: 'data', text: 'Dữ liệu chưa được làm sạch' });
  async function obstacle(): Promise<string> {
    return (await raise(agents.get('own officer') as Agent).expect(201)).body.id;
  }
  /** An act on a new obstacle of the agency, with its version. */
  async function onObstacle(agent: Agent, path: string, body: object, answered = false) {
    const at = `${V1}/obstacles/${await obstacle()}`;
    const standing = agents.get('standing') as Agent;
    const etag = async () => (await standing.get(at).expect(200)).headers.etag as string;
    if (answered)
      await standing
        .post(`${at}/answers`)
        .set('If-Match', await etag())
        .send({ text: 'Đã xong' })
        .expect(200);
    return agent
      .post(`${at}/${path}`)
      .set('If-Match', await etag())
      .send(body);
  }

  /** A request that waits, whatever was done with the one before. */
  async function request(): Promise<string> {
    await app.dataSource.query(`DELETE FROM extensions WHERE assignment_id = $1`, [ids.assignment]);
    await app.dataSource.query(`UPDATE assignments SET extension_pending = '{}' WHERE id = $1`, [ids.assignment]);
    return (await askFor(agents.get('own officer') as Agent).expect(201)).body.id;
  }
  const askFor = (agent: Agent) =>
    agent
      .post(`${V1}/assignments/${ids.assignment}/extensions`)
      .send({ newDueOn: `${2030 + (asked++ % 150)}-06-06`, reason: 'Chờ hướng dẫn' });
  let asked = 0;
  async function versionOf(id: string): Promise<string> {
    return (await (agents.get('standing') as Agent).get(`${V1}/extensions/${id}`).expect(200)).headers.etag as string;
  }

  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const period = { fromOn: today, toOn: today, reason: 'Đi công tác' };
  const username = (): string => `moi.${randomBytes(5).toString('hex')}`;
  const etagOf = async (path: string): Promise<string> => (await admin.get(path).expect(200)).headers.etag as string;

  async function invitation(): Promise<{ id: string; userId: string }> {
    const person = { username: username(), displayName: 'Được mời', agencyId: ids.agency, roles: ['agency_officer'] };
    const { body } = await admin.post(`${V1}/users`).send(person).expect(201);
    return { id: body.invitation.id, userId: body.user.id };
  }

  async function deputyship(principalUserId: string, deputyUserId: string): Promise<string> {
    const input = { ...period, principalUserId, deputyUserId };
    return (await admin.post(`${V1}/deputies`).send(input).expect(201)).body.id;
  }

  async function sessionOf(userId: string): Promise<string> {
    const [{ username: name }] = await app.dataSource.query('SELECT username FROM users WHERE id = $1', [userId]);
    await app.as(name);
    const { body } = await admin.get(`${V1}/users/${userId}/sessions`).expect(200);
    return body.items[0].id;
  }

  async function calendarOf(column: string, kind: string): Promise<string> {
    const agent = agents.get(column) as Agent;
    return (await agent.post(`${V1}/calendar-feeds`).send({ kind }).expect(201)).body.id;
  }

  async function change(agent: Agent, userId: string, body: object) {
    const etag = await etagOf(`${V1}/users/${userId}`);
    return agent.patch(`${V1}/users/${userId}`).set('If-Match', etag).send(body);
  }

  async function listed(answer: PromiseLike<{ status: number; body: { items: { id: string }[] } }>, id?: string) {
    const { status, body } = await answer;
    if (status !== 200) return { status };
    return { status: body.items.some((item) => item.id === id) ? 'yes' : 'no' };
  }

  /** A visit to the agency that was held. */
  async function visit(): Promise<string> {
    ids.visit ??= await heldVisitOf(app, agents.get('standing') as Agent, 'UBND phường Ghềnh Ráng mới');
    return ids.visit;
  }

  const invite = (agent: Agent, role: Role) =>
    agent
      .post(`${V1}/users`)
      .send({ username: username(), displayName: 'Người mới', agencyId: ids.agency, roles: [role] });

  const ACTS: Record<string, (agent: Agent) => PromiseLike<{ status: number | string }>> = {
    'read its waiting evidence': (agent) => agent.get(`${V1}/evidence/${ids.waiting}`),
    'see its waiting evidence in a list': (agent) =>
      listed(agent.get(`${V1}/evidence`).query({ state: 'proposed', limit: 200 }), ids.waiting),
    'read its confirmed evidence': (agent) => agent.get(`${V1}/evidence/${ids.confirmed}`),
    'hand evidence in for it': (agent) => handIn(agent, ids.assignment as string),
    'ask for a later date for it': async (agent) => {
      await app.dataSource.query(`DELETE FROM extensions WHERE assignment_id = $1`, [ids.assignment]);
      await app.dataSource.query(`UPDATE assignments SET extension_pending = '{}' WHERE id = $1`, [ids.assignment]);
      return askFor(agent);
    },
    'read its request for a later date': async (agent) => agent.get(`${V1}/extensions/${await request()}`),
    'see its request in a list': async (agent) => {
      const id = await request();
      return listed(agent.get(`${V1}/extensions`).query({ limit: 200 }), id);
    },
    'decide on its request': async (agent) => {
      const id = await request();
      const etag = await versionOf(id);
      return agent.post(`${V1}/extensions/${id}/decisions`).set('If-Match', etag).send({ decision: 'grant' });
    },
    'take its request back': async (agent) => {
      const id = await request();
      const etag = await versionOf(id);
      return agent.post(`${V1}/extensions/${id}/withdrawals`).set('If-Match', etag).send({});
    },
    'raise an obstacle in its assignment': raise,
    'read its obstacle': async (agent) => agent.get(`${V1}/obstacles/${await obstacle()}`),
    'see its obstacle in a list': async (agent) => {
      const id = await obstacle();
      return listed(agent.get(`${V1}/obstacles`).query({ limit: 200 }), id);
    },
    'answer its obstacle': (agent) => onObstacle(agent, 'answers', { text: 'Đã hướng dẫn' }),
    'forward its obstacle': (agent) => onObstacle(agent, 'forwardings', { to: 'steering' }),
    'conclude on its obstacle': (agent) =>
      onObstacle(agent, 'decisions', {
        conclusion: 'Làm sạch dữ liệu',
        responsibleAgencyId: ids.agency,
        dueOn: '2030-05-06',
      }),
    'confirm its answered obstacle': (agent) => onObstacle(agent, 'confirmations', {}, true),
    "read its officer's account": (agent) => agent.get(`${V1}/users/${ids.officer}`),
    'see its officer in the list': (agent) => listed(agent.get(`${V1}/users`).query({ limit: 200 }), ids.officer),
    "change its officer's name": (agent) => change(agent, ids.officer as string, { displayName: 'Tên mới' }),
    'give its officer another role': (agent) => change(agent, ids.officer as string, { roles: ['agency_officer'] }),
    "reset its officer's password": (agent) => agent.post(`${V1}/users/${ids.officer}/password-resets`),
    "read its head's account": (agent) => agent.get(`${V1}/users/${ids.head}`),
    "change its head's name": (agent) => change(agent, ids.head as string, { displayName: 'Tên mới' }),
    'invite an officer into it': (agent) => invite(agent, 'agency_officer'),
    'invite a head into it': (agent) => invite(agent, 'agency_head'),
    'read an invitation into it': async (agent) => agent.get(`${V1}/invitations/${(await invitation()).id}`),
    'invite its invited officer again': async (agent) =>
      agent.post(`${V1}/invitations`).send({ userId: (await invitation()).userId }),
    'read a visit to it': async (agent) => agent.get(`${V1}/inspection-visits/${await visit()}`),
    'record a finding about it': async (agent) =>
      agent.post(`${V1}/inspection-visits/${await visit()}/findings`).send({ kind: 'done_well', text: 'Đúng hạn' }),
    'read a deputyship of its head': async (agent) => {
      ids.deputyship ??= await deputyship(ids['own head'] as string, ids['own officer'] as string);
      return agent.get(`${V1}/deputies/${ids.deputyship}`);
    },
    "revoke a stranger's deputyship": async (agent) => {
      const path = `${V1}/deputies/${await deputyship(ids.head as string, ids.officer as string)}`;
      return agent.delete(path).set('If-Match', await etagOf(path));
    },
    'make a deputy for its head': (agent) =>
      agent
        .post(`${V1}/deputies`)
        .send({ ...period, principalUserId: ids['own head'], deputyUserId: ids['own officer'] }),
    "list its officer's sessions": (agent) => agent.get(`${V1}/users/${ids.officer}/sessions`),
    "end its officer's session as one's own": async (agent) =>
      agent.delete(`${V1}/sessions/${await sessionOf(ids.officer as string)}`),
    "end its officer's session": async (agent) =>
      agent.delete(`${V1}/users/${ids.officer}/sessions/${await sessionOf(ids.officer as string)}`),
    'read an urging to it': (agent) => agent.get(`${V1}/urgings/${ids.urging}`),
    'see an urging to it in the list': (agent) => listed(agent.get(`${V1}/urgings`).query({ limit: 200 }), ids.urging),
    'read the letter of an urging to it': (agent) => agent.get(`${V1}/urgings/${ids.urging}/letter.docx`),
    // An item that the urging does not name: whoever may answer learns that.
    'answer an urging to it': (agent) =>
      agent.post(`${V1}/urgings/${ids.urging}/answers`).send({
        items: [{ assignmentId: ids.urging, reasonCode: 'other', text: 'Đang làm', newDueOn: '2100-01-01' }],
      }),
    'see a reminder to it in the list': (agent) =>
      listed(agent.get(`${V1}/reminders`).query({ limit: 200 }), ids.reminder),
    'end its calendar address': async (agent) =>
      agent.delete(`${V1}/calendar-feeds/${await calendarOf('own head', 'agency')}`),
    "end its officer's calendar address": async (agent) =>
      agent.delete(`${V1}/calendar-feeds/${await calendarOf('own officer', 'person')}`),
  };

  it('are all in the table', () => {
    expect(rows.map(([what]) => what)).toEqual(Object.keys(ACTS));
  });

  it.each(rows)('%s', async (what, expected) => {
    const seen: Cells = {};
    for (const column of columns) {
      const { status } = await (ACTS[what] as (agent: Agent) => PromiseLike<{ status: number | string }>)(
        agents.get(column) as Agent,
      );
      seen[column] = String(status);
    }
    expect(seen).toEqual(expected);
  });
});
