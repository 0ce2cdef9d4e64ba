import { download, upload, uploaded } from '../factories/files.js';
import { dayFromToday, manyReports } from '../factories/reports.js';
import { agencyId } from '../factories/sample.js';
import type { Agent, TestApp } from '../harness/app.js';
import type { ChangeExample } from './change-example.js';
import { etagOf } from './plan-changes.js';

const V1 = '/api/v1';

/** Reports of one agency, each of a period of its own: what one example does to a report is not in another's way. */
const heap: Record<string, ReturnType<typeof manyReports>> = {};

async function fresh(app: TestApp, agencyName: string): Promise<{ id: string; periodId: string }> {
  heap[agencyName] ??= manyReports(app, agencyName, 14);
  const report = (await heap[agencyName])?.pop();
  if (!report) throw new Error(`no report of ${agencyName} is left`);
  return report;
}

type Path = 'submissions' | 'withdrawals' | 'corrections' | 'reviews' | 'off-system-submissions' | 'entries';

/** A change of a report in the version that it has when the example begins. */
async function change(agent: Agent, id: string, path: Path, body: object) {
  const etag = await etagOf(agent, `${V1}/reports/${id}`);
  const send = (): ReturnType<Agent['post']> =>
    (path === 'entries' ? agent.put(`${V1}/reports/${id}/entries`) : agent.post(`${V1}/reports/${id}/${path}`))
      .set('If-Match', etag)
      .send(body);
  return send;
}

const submit = async (agent: Agent, id: string): Promise<void> => {
  await (await change(agent, id, 'submissions', {}))().expect(200);
};

async function submittedBy(app: TestApp, agencyName: string, username: string): Promise<string> {
  const { id } = await fresh(app, agencyName);
  await submit(await app.as(username), id);
  return id;
}

const entriesOf = async (agent: Agent, id: string): Promise<{ assignmentId: string }[]> =>
  (await agent.get(`${V1}/reports/${id}`).expect(200)).body.entries;

/** A working example of each route that changes reporting periods, reports and their files. */
export const REPORT_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/files',
    by: 'soyte',
    act: async (agent) => () => upload(agent),
    status: 201,
    tells: ['file.uploaded'],
  },
  {
    route: 'POST /api/v1/reports/{id}/obstacles',
    by: 'soyte',
    act: async (agent, app) => {
      const { id } = await fresh(app, 'Sở Y tế');
      const assignmentId = (await entriesOf(agent, id))[0]?.assignmentId;
      const obstacle = { assignmentId, kind: 'money', text: 'Chưa có kinh phí' };
      return () => agent.post(`${V1}/reports/${id}/obstacles`).send(obstacle);
    },
    status: 201,
    tells: ['obstacle.raised'],
  },
  {
    route: 'PUT /api/v1/reports/{id}/entries',
    by: 'soyte',
    act: async (agent, app) => {
      const { id } = await fresh(app, 'Sở Y tế');
      const fileIds = [await uploaded(agent)];
      const entries = (await entriesOf(agent, id)).map(({ assignmentId }, at) => ({
        assignmentId,
        progressPercent: 40,
        state: 'in_progress',
        resultText: 'Đã họp',
        ...(at === 0 ? { fileIds } : {}),
      }));
      return change(agent, id, 'entries', { entries });
    },
    status: 200,
    tells: ['report.saved'],
  },
  {
    route: 'POST /api/v1/reports/{id}/submissions',
    by: 'soyte.head',
    act: async (agent, app) => change(agent, (await fresh(app, 'Sở Y tế')).id, 'submissions', { note: 'Kính gửi' }),
    status: 200,
    tells: ['report.submitted'],
  },
  {
    route: 'POST /api/v1/reports/{id}/withdrawals',
    by: 'soyte.head',
    act: async (agent, app) =>
      change(agent, await submittedBy(app, 'Sở Y tế', 'soyte.head'), 'withdrawals', { reason: 'Thiếu số liệu' }),
    status: 200,
    tells: ['report.withdrawn'],
  },
  {
    route: 'POST /api/v1/reports/{id}/review-starts',
    by: 'congan',
    act: async (agent, app) => {
      const id = await submittedBy(app, 'Sở Y tế', 'soyte.head');
      return () => agent.post(`${V1}/reports/${id}/review-starts`);
    },
    status: 200,
    tells: ['report.review_started'],
  },
  {
    route: 'POST /api/v1/reports/{id}/reviews',
    by: 'congan',
    act: async (agent, app) => {
      const id = await submittedBy(app, 'Sở Y tế', 'soyte.head');
      const [line] = await entriesOf(agent, id);
      const entryReasons = [{ assignmentId: line?.assignmentId, reason: 'Nêu rõ số liệu' }];
      return change(agent, id, 'reviews', { decision: 'return', entryReasons });
    },
    status: 200,
    tells: ['report.returned'],
  },
  {
    route: 'POST /api/v1/reports/{id}/reviews',
    by: 'congan',
    act: async (agent, app) =>
      change(agent, await submittedBy(app, 'Sở Y tế', 'soyte.head'), 'reviews', { decision: 'accept' }),
    status: 200,
    tells: ['report.accepted'],
  },
  {
    route: 'POST /api/v1/report-reviews',
    by: 'congan',
    act: async (agent, app) => {
      const id = await submittedBy(app, 'Sở Y tế', 'soyte.head');
      const { version } = (await agent.get(`${V1}/reports/${id}`).expect(200)).body;
      return () => agent.post(`${V1}/report-reviews`).send({ decision: 'accept', items: [{ reportId: id, version }] });
    },
    status: 200,
    tells: ['report.accepted'],
  },
  {
    route: 'POST /api/v1/reports/{id}/corrections',
    by: 'soyte.head',
    act: async (agent, app) => {
      const id = await submittedBy(app, 'Sở Y tế', 'soyte.head');
      await (await change(await app.as('congan'), id, 'reviews', { decision: 'accept' }))().expect(200);
      return change(agent, id, 'corrections', { reason: 'Sai số liệu' });
    },
    status: 200,
    tells: ['report.correction_opened'],
  },
  {
    route: 'POST /api/v1/reports/{id}/off-system-submissions',
    by: 'congan',
    act: async (agent, app) => {
      const { id } = await fresh(app, 'Sở Tư pháp');
      const entries = (await entriesOf(agent, id)).map(({ assignmentId }) => ({ assignmentId, nothingNew: true }));
      const scanFileId = await uploaded(agent);
      const receivedOn = await dayFromToday(app, -1);
      return change(agent, id, 'off-system-submissions', { receivedOn, means: 'paper', scanFileId, entries });
    },
    status: 200,
    tells: ['report.submitted'],
  },
  {
    route: 'POST /api/v1/reports/{id}/comments',
    by: 'congan',
    act: async (agent, app) => {
      const id = await submittedBy(app, 'Sở Y tế', 'soyte.head');
      const [line] = await entriesOf(agent, id);
      const comment = { text: 'Số liệu lấy từ đâu?', assignmentId: line?.assignmentId };
      return () => agent.post(`${V1}/reports/${id}/comments`).send(comment);
    },
    status: 201,
    tells: ['report.commented'],
  },
  {
    route: 'POST /api/v1/reports/{id}/form',
    by: 'soyte',
    act: async (agent, app) => {
      const { id } = await fresh(app, 'Sở Y tế');
      const form = await download(agent, `${V1}/reports/${id}/form.xlsx`).expect(200);
      const etag = form.headers.etag as string;
      return () =>
        agent
          .post(`${V1}/reports/${id}/form`)
          .set('If-Match', etag)
          .attach('file', form.body as Buffer, 'biểu.xlsx');
    },
    status: 200,
    tells: ['report.saved'],
  },
  {
    route: 'POST /api/v1/reporting-periods/{id}/exceptions',
    by: 'congan',
    act: async (agent, app) => {
      const { periodId } = await fresh(app, 'Sở Y tế');
      const input = {
        agencyId: await agencyId(app, 'Sở Y tế'),
        untilOn: await dayFromToday(app, 30),
        reason: 'Mất điện',
      };
      return () => agent.post(`${V1}/reporting-periods/${periodId}/exceptions`).send(input);
    },
    status: 201,
    tells: ['reporting_period.exception_granted'],
  },
  {
    route: 'POST /api/v1/reporting-periods/{id}/expected-changes',
    by: 'congan',
    act: async (agent, app) => {
      const { periodId } = await fresh(app, 'Sở Y tế');
      const input = { agencyId: await agencyId(app, 'Sở Y tế'), change: 'remove', reason: 'Sáp nhập' };
      return () => agent.post(`${V1}/reporting-periods/${periodId}/expected-changes`).send(input);
    },
    status: 201,
    tells: ['reporting_period.expected_changed'],
  },
];
