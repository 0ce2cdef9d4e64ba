import { readFileSync } from 'node:fs';
import { repositoryFolder } from '../../src/create-app.js';
import type { Agent, TestApp } from '../harness/app.js';
import type { ChangeExample } from './change-example.js';

const DECISION = readFileSync(repositoryFolder('api', 'sample', 'ke-hoach-de-an-06-2023.txt'));

/** The ETag of a resource as its reader has it. */
export const etagOf = async (agent: Agent, path: string): Promise<string> =>
  (await agent.get(path).expect(200)).headers.etag as string;

/** An open lead assignment of an agency; each call another one. The example's document keeps its date, the year's end does not. */
async function openLead(app: TestApp, agencyName: string): Promise<string> {
  const [row] = await app.dataSource.query<{ id: string }[]>(
    `SELECT a.id FROM assignments a JOIN agencies g ON g.id = a.agency_id JOIN tasks t ON t.id = a.task_id
     WHERE g.name = $1 AND t.origin = 'annex' AND a.role = 'lead' AND a.due_on BETWEEN '2023-03-21' AND '2023-12-30'
       AND a.completed_on IS NULL AND a.cancelled_on IS NULL
       AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.assignment_id = a.id) ORDER BY a.id LIMIT 1`,
    [agencyName],
  );
  if (!row) throw new Error(`no open lead assignment of ${agencyName} is left`);
  return row.id;
}

const idOf = async (app: TestApp, sql: string): Promise<string> => {
  const [row] = await app.dataSource.query<{ id: string }[]>(sql);
  if (!row) throw new Error(`nothing found by ${sql}`);
  return row.id;
};

/** An open lead assignment of an agency with a date, for which nobody asks for another one now. */
async function extensible(app: TestApp, agencyName: string): Promise<string> {
  return idOf(
    app,
    `SELECT a.id FROM assignments a JOIN agencies g ON g.id = a.agency_id
     WHERE g.name = '${agencyName}' AND a.role = 'lead' AND a.due_on IS NOT NULL AND a.completed_on IS NULL
       AND a.cancelled_on IS NULL AND NOT upper_inf(a.extension_pending) AND NOT a.due_date_changed ORDER BY a.id LIMIT 1`,
  );
}

const REQUEST = { newDueOn: '2030-06-06', reason: 'Chờ hướng dẫn của Bộ' };

/** A request of one's own agency, which waits. */
async function asked(agent: Agent, app: TestApp): Promise<string> {
  const id = await extensible(app, 'Công an tỉnh');
  const { body } = await agent.post(`/api/v1/assignments/${id}/extensions`).send(REQUEST).expect(201);
  return `/api/v1/extensions/${body.id}`;
}

const obstacleOf = async (app: TestApp) => ({
  planId: await app.planId(),
  kind: 'money',
  text: 'Chưa bố trí kinh phí mua đầu đọc thẻ',
  levelAble: 'provincial_committee',
  wantedBy: '2030-05-06',
});

/** An obstacle of one's own agency. */
async function raised(agent: Agent, app: TestApp): Promise<string> {
  const { body } = await agent
    .post('/api/v1/obstacles')
    .send(await obstacleOf(app))
    .expect(201);
  return `/api/v1/obstacles/${body.id}`;
}

const EVIDENCE = { number: '15/BC-CAT', issuedOn: '2023-03-20', abstract: 'Báo cáo kết quả' };
const DAY = { on: '2023-06-30', kind: 'day_off', name: 'Nghỉ hoán đổi', source: 'Thông báo 12/TB-BLĐTBXH' };

/** A working example of each route that changes plans, tasks, agencies and days off. */
export const PLAN_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/calendar/change-previews',
    by: 'admin',
    act: async (agent) => () => agent.post('/api/v1/calendar/change-previews').send({ add: [DAY] }),
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/calendar/announced-days',
    by: 'admin',
    act: async (agent) => () => agent.post('/api/v1/calendar/announced-days').send(DAY),
    status: 201,
    tells: ['announced_day.added', 'task.due_date_moved'],
  },
  {
    route: 'DELETE /api/v1/calendar/announced-days/{id}',
    by: 'admin',
    act: async (agent) => {
      const { body } = await agent.get('/api/v1/calendar/announced-days?year=2023').expect(200);
      const { id, etag } = body.items[0];
      return () => agent.delete(`/api/v1/calendar/announced-days/${id}`).set('If-Match', etag);
    },
    status: 204,
    tells: ['announced_day.withdrawn', 'task.due_date_moved'],
  },
  {
    route: 'POST /api/v1/agencies',
    by: 'admin',
    act: async (agent) => () =>
      agent.post('/api/v1/agencies').send({ name: 'Sở Nội chính', level: 'department', aliases: ['Nội chính'] }),
    status: 201,
    tells: ['agency.created'],
  },
  {
    route: 'PATCH /api/v1/agencies/{id}',
    by: 'admin',
    act: async (agent, app) => {
      const path = `/api/v1/agencies/${await idOf(app, `SELECT id FROM agencies WHERE name = 'Sở Y tế'`)}`;
      const etag = await etagOf(agent, path);
      return () => agent.patch(path).set('If-Match', etag).send({ validTo: '2035-02-20' });
    },
    status: 200,
    tells: ['agency.changed'],
  },
  {
    route: 'PUT /api/v1/agency-groups/{id}/members',
    by: 'admin',
    act: async (agent, app) => {
      const path = `/api/v1/agency-groups/${await idOf(app, 'SELECT id FROM agency_groups ORDER BY name LIMIT 1')}`;
      const agencyId = await idOf(app, `SELECT id FROM agencies WHERE name = 'Sở Y tế'`);
      const etag = await etagOf(agent, path);
      return () =>
        agent
          .put(`${path}/members`)
          .set('If-Match', etag)
          .send({ members: [{ agencyId }] });
    },
    status: 200,
    tells: ['agency_group.members_changed'],
  },
  {
    route: 'PATCH /api/v1/plans/{id}/settings',
    by: 'congan',
    act: async (agent, app) => {
      const path = `/api/v1/plans/${await app.planId()}`;
      const etag = await etagOf(agent, path);
      return () => agent.patch(`${path}/settings`).set('If-Match', etag).send({ moveToWorkingDay: false });
    },
    status: 200,
    tells: ['plan.settings_changed', 'task.due_date_moved'],
  },
  {
    route: 'POST /api/v1/tasks/{id}/due-dates',
    by: 'congan',
    act: async (agent, app) => {
      const id = await idOf(
        app,
        `SELECT id FROM tasks WHERE origin = 'annex' AND due_on IS NOT NULL ORDER BY position LIMIT 1`,
      );
      return () =>
        agent
          .post(`/api/v1/tasks/${id}/due-dates`)
          .send({ nominalDueOn: '2023-08-31', documentText: 'Công văn 12/UBND-NC', reason: 'Chờ hướng dẫn' });
    },
    status: 201,
    tells: ['task.due_date_set'],
  },
  {
    route: 'POST /api/v1/assignments/{id}/evidence',
    by: 'soyte',
    act: async (agent, app) => {
      const id = await openLead(app, 'Sở Y tế');
      return () => agent.post(`/api/v1/assignments/${id}/evidence`).send(EVIDENCE);
    },
    status: 201,
    tells: ['evidence.proposed'],
  },
  {
    route: 'POST /api/v1/assignments/{id}/confirmation',
    by: 'congan',
    act: async (agent, app) => {
      const path = `/api/v1/assignments/${await openLead(app, 'Công an tỉnh')}`;
      await agent.post('/api/v1/job-runs').send({ job: 'raise-overdue', day: '2023-12-31' }).expect(200);
      await agent.post(`${path}/evidence`).send(EVIDENCE).expect(201);
      const etag = await etagOf(agent, path);
      return () => agent.post(`${path}/confirmation`).set('If-Match', etag).send({ decision: 'confirm' });
    },
    status: 200,
    tells: ['evidence.confirmed', 'assignment.flag_taken_back'],
  },
  {
    route: 'POST /api/v1/assignments/{id}/confirmation',
    by: 'congan',
    act: async (agent, app) => {
      const path = `/api/v1/assignments/${await openLead(app, 'Công an tỉnh')}`;
      await agent.post(`${path}/evidence`).send(EVIDENCE).expect(201);
      const decision = { decision: 'refuse', reason: 'Chưa đủ số liệu' };
      const etag = await etagOf(agent, path);
      return () => agent.post(`${path}/confirmation`).set('If-Match', etag).send(decision);
    },
    status: 200,
    tells: ['evidence.refused'],
  },
  {
    route: 'POST /api/v1/assignments/{id}/cancellation',
    by: 'congan',
    act: async (agent, app) => {
      const path = `/api/v1/assignments/${await openLead(app, 'Công an tỉnh')}`;
      const etag = await etagOf(agent, path);
      return () =>
        agent
          .post(`${path}/cancellation`)
          .set('If-Match', etag)
          .send({ reason: 'Quyết định 99/QĐ-UBND', cancelledOn: '2023-05-01' });
    },
    status: 200,
    tells: ['assignment.cancelled'],
  },
  {
    route: 'POST /api/v1/assignments/{id}/extensions',
    by: 'soyte',
    act: async (agent, app) => {
      const id = await extensible(app, 'Sở Y tế');
      return () => agent.post(`/api/v1/assignments/${id}/extensions`).send(REQUEST);
    },
    status: 201,
    tells: ['extension.asked'],
  },
  {
    route: 'POST /api/v1/extensions/{id}/decisions',
    by: 'congan',
    act: async (agent, app) => {
      const path = await asked(agent, app);
      const etag = await etagOf(agent, path);
      return () => agent.post(`${path}/decisions`).set('If-Match', etag).send({ decision: 'grant' });
    },
    status: 200,
    tells: ['extension.granted', 'assignment.due_date_set'],
  },
  {
    route: 'POST /api/v1/extensions/{id}/decisions',
    by: 'congan',
    act: async (agent, app) => {
      const path = await asked(agent, app);
      const etag = await etagOf(agent, path);
      const decision = { decision: 'refuse', reason: 'Không đủ căn cứ' };
      return () => agent.post(`${path}/decisions`).set('If-Match', etag).send(decision);
    },
    status: 200,
    tells: ['extension.refused'],
  },
  {
    route: 'POST /api/v1/extensions/{id}/withdrawals',
    by: 'congan',
    act: async (agent, app) => {
      const path = await asked(agent, app);
      const etag = await etagOf(agent, path);
      return () => agent.post(`${path}/withdrawals`).set('If-Match', etag).send({ reason: 'Đã xong' });
    },
    status: 200,
    tells: ['extension.withdrawn'],
  },
  {
    route: 'POST /api/v1/extension-decisions',
    by: 'congan',
    act: async (agent, app) => {
      const path = await asked(agent, app);
      const { body } = await agent.get(path).expect(200);
      const items = [{ extensionId: body.id, version: body.version }];
      return () => agent.post('/api/v1/extension-decisions').send({ items, decision: 'grant', reason: 'Nhất trí' });
    },
    status: 200,
    tells: ['extension.granted', 'assignment.due_date_set'],
  },
  {
    route: 'POST /api/v1/obstacles',
    by: 'soyte',
    act: async (agent, app) => {
      const body = await obstacleOf(app);
      return () => agent.post('/api/v1/obstacles').send(body);
    },
    status: 201,
    tells: ['obstacle.raised'],
  },
  ...(
    [
      ['answers', 'congan', 'obstacle.answered', { text: 'Bộ đã có công văn hướng dẫn' }],
      ['forwardings', 'congan', 'obstacle.forwarded', { to: 'steering', note: 'Vượt thẩm quyền' }],
      ['confirmations', 'congan', 'obstacle.confirmed', { note: 'Đã xong' }],
      ['reopenings', 'congan', 'obstacle.reopened', { reason: 'Chưa thấy công văn' }],
    ] as const
  ).map(
    ([path, by, told, body]): ChangeExample => ({
      route: `POST /api/v1/obstacles/{id}/${path}`,
      by,
      act: async (agent, app) => {
        const at = await raised(agent, app);
        if (path === 'confirmations' || path === 'reopenings') {
          await agent
            .post(`${at}/answers`)
            .set('If-Match', await etagOf(agent, at))
            .send({ text: 'Đã có hướng dẫn' })
            .expect(200);
        }
        const etag = await etagOf(agent, at);
        return () => agent.post(`${at}/${path}`).set('If-Match', etag).send(body);
      },
      status: 200,
      tells: [told],
    }),
  ),
  {
    route: 'POST /api/v1/obstacles/{id}/merges',
    by: 'congan',
    act: async (agent, app) => {
      const at = await raised(agent, app);
      const other = await raised(agent, app);
      const etag = await etagOf(agent, at);
      const body = { obstacleIds: [other.split('/').at(-1)] };
      return () => agent.post(`${at}/merges`).set('If-Match', etag).send(body);
    },
    status: 200,
    tells: ['obstacle.joined', 'obstacle.merged'],
  },
  {
    route: 'POST /api/v1/obstacles/{id}/decisions',
    by: 'bcd',
    act: async (agent, app) => {
      const at = await raised(await app.as('congan'), app);
      const responsibleAgencyId = await idOf(app, `SELECT id FROM agencies WHERE name = 'Sở Y tế'`);
      const etag = await etagOf(agent, at);
      const body = { conclusion: 'Bố trí kinh phí', responsibleAgencyId, dueOn: '2030-05-06' };
      return () => agent.post(`${at}/decisions`).set('If-Match', etag).send(body);
    },
    status: 200,
    tells: ['obstacle.decided', 'task.created'],
  },
  {
    route: 'POST /api/v1/plan-imports',
    by: 'congan',
    act: async (agent) => () => agent.post('/api/v1/plan-imports').attach('file', DECISION, 'quyet-dinh.txt'),
    status: 201,
    tells: ['plan_import.uploaded'],
  },
  {
    route: 'PATCH /api/v1/plan-imports/{id}',
    by: 'congan',
    act: async (agent) => {
      const { body, headers } = await agent
        .post('/api/v1/plan-imports')
        .attach('file', DECISION, 'hai.txt')
        .expect(201);
      return () =>
        agent
          .patch(`/api/v1/plan-imports/${body.id}`)
          .set('If-Match', headers.etag as string)
          .send({ plan: { number: '111/QĐ-UBND' } });
    },
    status: 200,
    tells: ['plan_import.edited'],
  },
  {
    route: 'POST /api/v1/plan-imports/{id}/confirmation',
    by: 'congan',
    act: async (agent) => {
      const { body } = await agent.post('/api/v1/plan-imports').attach('file', DECISION, 'ba.txt').expect(201);
      return () => agent.post(`/api/v1/plan-imports/${body.id}/confirmation`);
    },
    status: 201,
    tells: ['plan.confirmed', 'task.created'],
  },
  {
    route: 'POST /api/v1/job-runs',
    by: 'admin',
    act: async (agent) => () => agent.post('/api/v1/job-runs').send({ job: 'raise-overdue', day: '2023-07-01' }),
    status: 200,
    tells: ['job_run.asked', 'assignment.flag_raised'],
  },
];
