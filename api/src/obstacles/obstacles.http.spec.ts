import { ask, openLeads } from '../../test/factories/extensions.js';
import { dayFromToday, openPeriods, reportId } from '../../test/factories/reports.js';
import { API, agencyId, allPages, countEvents, etagOf, eventsOf } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { expectProblem } from '../../test/harness/problem.js';
import { SYSTEM_ACTOR } from '../platform/auth/actor.js';
import { AgendaSources } from './agenda-source.port.js';
import type { ObstacleDetailDto, ObstacleDto } from './obstacle.dto.js';
import { ObstaclesService } from './obstacles.service.js';

// biome-ignore lint/suspicious/noExplicitAny: the body of an answer
type Body = any;

const TEXT = 'Chưa có hướng dẫn kết nối phần mềm khám chữa bệnh với cơ sở dữ liệu quốc gia về dân cư';

describe('obstacles', () => {
  let app: TestApp;
  let planId: string;
  let standing: Agent;
  let steering: Agent;
  let officer: Agent;
  let city: Agent;
  let today: string;

  beforeAll(async () => {
    app = await createTestApp();
    planId = await app.planId();
    [standing, steering, officer, city] = await Promise.all([
      app.as('congan'),
      app.as('bcd'),
      app.as('soyte'),
      app.as('quynhon'),
    ]);
    today = await dayFromToday(app, 0);
  });
  afterAll(() => app.close());

  const raise = async (agent: Agent, more: object = {}): Promise<ObstacleDetailDto> => {
    const answer = await agent.post(`${API}/obstacles`).send({ planId, kind: 'technology', text: TEXT, ...more });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  /** Reads the obstacle and acts with its ETag, as a page does. */
  const act = async (agent: Agent, id: string, path: string, body: object = {}) =>
    agent
      .post(`${API}/obstacles/${id}/${path}`)
      .set('If-Match', await etagOf(agent, `/obstacles/${id}`))
      .send(body);
  const read = async (agent: Agent, id: string): Promise<ObstacleDetailDto> =>
    (await agent.get(`${API}/obstacles/${id}`).expect(200)).body;
  const actions = (obstacle: ObstacleDto) =>
    obstacle.allowedActions.filter(({ allowed }) => allowed).map(({ action }) => action);

  it('are raised for an assignment of the own agency, with what the agency wants', async () => {
    const [assignmentId = ''] = await openLeads(app, 'Sở Y tế', 1);
    const police = await agencyId(app, 'Công an tỉnh');
    const events = await countEvents(app);
    const made = await raise(officer, {
      assignmentId,
      levelAble: 'ministry',
      askedOfAgencyId: police,
      wantedBy: '2030-05-06',
    });
    expect(made).toMatchObject({
      state: 'open',
      agencyName: 'Sở Y tế',
      assignmentId,
      taskNumber: expect.any(Number),
      kind: 'technology',
      levelAble: 'ministry',
      askedOfAgencyName: 'Công an tỉnh',
      wantedBy: '2030-05-06',
      reportId: null,
      solution: null,
      main: null,
      alike: [],
      steps: [{ type: 'obstacle.raised', text: TEXT }],
    });
    expect(actions(made)).toEqual([]);
    expect(await countEvents(app)).toBe(events + 1);
    expectProblem(
      await city.post(`${API}/obstacles`).send({ planId, assignmentId, kind: 'data', text: TEXT }),
      'auth.forbidden',
    );
    const faults: [object, string][] = [
      [{ text: ' ' }, '/text'],
      [{ kind: 'weather' }, '/kind'],
      [{ askedOfAgencyId: planId }, '/askedOfAgencyId'],
      [{ planId: assignmentId }, '/planId'],
    ];
    for (const [fault, pointer] of faults) {
      const answer = await officer.post(`${API}/obstacles`).send({ planId, kind: 'data', text: TEXT, ...fault });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    }
  });

  it('are answered by the standing agency, and confirmed or raised again by who asked', async () => {
    const { id } = await raise(officer);
    expectProblem(await act(officer, id, 'answers', { text: 'Tự trả lời' }), 'auth.forbidden');
    expectProblem(await act(officer, id, 'confirmations'), 'obstacle.not_in_state');
    const answered = await act(standing, id, 'answers', { text: 'Bộ đã có công văn hướng dẫn' });
    expect(answered.body).toMatchObject({ state: 'answered', answerText: 'Bộ đã có công văn hướng dẫn' });
    expect(actions(await read(officer, id))).toEqual(['confirm', 'reopen']);
    expectProblem(await act(standing, id, 'confirmations'), 'auth.forbidden');
    expectProblem(await act(officer, id, 'reopenings', {}), 'request.invalid');
    expect((await act(officer, id, 'reopenings', { reason: 'Chưa thấy công văn' })).body.state).toBe('open');
    await act(standing, id, 'answers', { text: 'Đã gửi lại' });
    const solved = await act(officer, id, 'confirmations', { note: 'Cảm ơn' });
    expect(solved.body).toMatchObject({ state: 'solved', solvedAt: expect.any(String) });
    expect((await eventsOf(app, id)).map(({ type }) => type)).toEqual([
      'obstacle.raised',
      'obstacle.answered',
      'obstacle.reopened',
      'obstacle.answered',
      'obstacle.confirmed',
    ]);
  });

  it('are forwarded to an agency, which then reads and answers them', async () => {
    const { id } = await raise(officer);
    expect((await city.get(`${API}/obstacles/${id}`)).status).toBe(404);
    expectProblem(await act(standing, id, 'forwardings', { to: 'agency' }), 'request.invalid');
    const forwarded = await act(standing, id, 'forwardings', {
      to: 'agency',
      agencyId: await agencyId(app, 'UBND thành phố Quy Nhơn'),
      note: 'Đề nghị trả lời trước ngày 5',
    });
    expect(forwarded.body).toMatchObject({ state: 'with_agency', forwardedToAgencyName: 'UBND thành phố Quy Nhơn' });
    expect(actions(await read(city, id))).toEqual(['answer']);
    expect((await act(city, id, 'answers', { text: 'Đã phối hợp xong' })).body.state).toBe('answered');
    expectProblem(await act(city, id, 'answers', { text: 'Nữa' }), 'auth.forbidden');
  });

  it('are decided on by the Steering Committee: the conclusion is tracked like any assignment', async () => {
    const { id } = await raise(officer);
    expectProblem(await act(standing, id, 'decisions', decision('')), 'auth.forbidden');
    await act(standing, id, 'forwardings', { to: 'steering', note: 'Vượt thẩm quyền' });
    expectProblem(await act(standing, id, 'answers', { text: 'Thôi' }), 'obstacle.not_in_state');
    const responsible = await agencyId(app, 'Sở Tài chính');
    const path = `${API}/obstacles/${id}/decisions`;
    expectProblem(await steering.post(path).send(decision(responsible)), 'request.if_match_missing');
    expectProblem(await steering.post(path).set('If-Match', '"9.x"').send(decision(responsible)), 'resource.stale');
    expectProblem(await act(steering, id, 'decisions', decision(planId)), 'request.invalid');
    const before = await summary();
    const { body } = await act(steering, id, 'decisions', decision(responsible));
    expect(body).toMatchObject({
      state: 'decided',
      conclusion: 'Bố trí kinh phí mua đầu đọc thẻ',
      solution: {
        agencyName: 'Sở Tài chính',
        origin: 'obstacle',
        role: 'lead',
        deadlineKind: 'date',
        nominalDueOn: '2023-09-30',
        // 30/9/2023 is a Saturday.
        dueOn: '2023-10-02',
        timeliness: 'overdue',
      },
    });
    // Apart from the annex: its figures stay, its list does not show it; asked for, it is there.
    expect(await summary()).toEqual(before);
    const inAnnex = await allPages<Body>(officer, `/assignments?planId=${planId}&agencyId=${responsible}`);
    expect(inAnnex.some((one) => one.id === body.solution.id)).toBe(false);
    const own = await allPages<Body>(officer, `/tasks?planId=${planId}&origin=obstacle`);
    expect(own.map(({ title, number, leadText }) => [title, number, leadText])).toEqual([
      ['Bố trí kinh phí mua đầu đọc thẻ', 1, 'Sở Tài chính'],
    ]);
    await standing.post(`${API}/job-runs`).send({ job: 'raise-overdue', day: '2023-10-03' }).expect(200);
    const flags = await app.dataSource.query('SELECT kind FROM assignment_flags WHERE assignment_id = $1', [
      body.solution.id,
    ]);
    expect(flags).toEqual([{ kind: 'overdue' }]);
    expect((await eventsOf(app, id)).map(({ type }) => type).at(-1)).toBe('obstacle.decided');
    expect((await eventsOf(app, own[0].id)).map(({ type }) => type)).toEqual(['task.created']);
    expect((await act(officer, id, 'confirmations')).body.state).toBe('solved');
  });

  it('are decided once when ten do so at once, each conclusion on a place of its own', async () => {
    const [one, two] = [await raise(officer), await raise(officer)];
    const responsible = await agencyId(app, 'Sở Tài chính');
    const etag = await etagOf(steering, `/obstacles/${one.id}`);
    const answers = await Promise.all([
      ...Array.from({ length: 9 }, () =>
        steering.post(`${API}/obstacles/${one.id}/decisions`).set('If-Match', etag).send(decision(responsible)),
      ),
      act(steering, two.id, 'decisions', decision(responsible)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, ...Array(8).fill(412)]);
  });

  it('are merged when alike: those merged follow the main one', async () => {
    const main = await raise(officer, { text: 'Thiếu đường truyền tại trạm y tế xã vùng cao để đồng bộ dữ liệu' });
    const alike = await raise(city, { text: 'Thiếu đường truyền tại các trạm y tế xã để đồng bộ dữ liệu' });
    const other = await raise(city, { text: 'Chưa tuyển được cán bộ công nghệ thông tin' });
    const suggested = (await read(standing, main.id)).alike.map(({ id }) => id);
    expect([suggested.includes(alike.id), suggested.includes(other.id)]).toEqual([true, false]);
    expect((await read(officer, main.id)).alike).toEqual([]);
    expectProblem(await act(standing, main.id, 'merges', { obstacleIds: [main.id] }), 'obstacle.not_mergeable');
    await act(standing, other.id, 'answers', { text: 'Sẽ tập huấn' });
    const refused = await act(standing, main.id, 'merges', { obstacleIds: [alike.id, other.id] });
    expect(expectProblem(refused, 'obstacle.not_mergeable').errors?.map(({ pointer }) => pointer)).toEqual([
      '/obstacleIds/1',
    ]);
    expect((await read(city, alike.id)).state).toBe('open');
    // The agency of the one that is merged away reads the main one from now on.
    expect((await city.get(`${API}/obstacles/${main.id}`)).status).toBe(404);
    const merged = await act(standing, main.id, 'merges', { obstacleIds: [alike.id] });
    expect(merged.body).toMatchObject({ mergedCount: 1, merged: [{ id: alike.id }] });
    await act(standing, main.id, 'answers', { text: 'Viễn thông sẽ kéo cáp trong quý' });
    expect(await read(city, alike.id)).toMatchObject({
      state: 'merged',
      main: { id: main.id, number: main.number, state: 'answered' },
    });
    expect((await read(city, main.id)).answerText).toBe('Viễn thông sẽ kéo cáp trong quý');
    expectProblem(await act(city, alike.id, 'confirmations'), 'obstacle.not_in_state');
  });

  it('are raised from an entry of a report, once', async () => {
    const { earlier } = await openPeriods(app);
    const report = await reportId(app, earlier, 'Sở Y tế');
    const [entry] = await app.dataSource.query('SELECT assignment_id AS id FROM report_entries WHERE report_id = $1', [
      report,
    ]);
    const agency = await agencyId(app, 'Sở Y tế');
    const service = app.app.get(ObstaclesService, { strict: false });
    const from = (text: string) =>
      app.dataSource.transaction((manager) =>
        service.raiseFromReport(
          manager,
          { planId, agencyId: agency, reportId: report, assignmentId: entry.id, kind: 'money', text },
          SYSTEM_ACTOR,
        ),
      );
    const id = await from('Chưa có kinh phí');
    expect(await from('Chưa có kinh phí mua máy')).toBe(id);
    expect(await read(officer, id)).toMatchObject({
      reportId: report,
      text: 'Chưa có kinh phí',
      kind: 'money',
    });
  });

  it('are listed for those who may read them, filtered and in any order', async () => {
    const all = await allPages<ObstacleDto>(standing, `/obstacles?planId=${planId}&limit=3`);
    expect(all.length).toBeGreaterThan(7);
    expect(all.map(({ number }) => number)).toEqual(all.map(({ number }) => number).sort((a, b) => b - a));
    expect(await allPages(await app.as('admin'), '/obstacles?limit=100')).toEqual([]);
    const found = await allPages<ObstacleDto>(standing, '/obstacles?q=duong%20truyen&kind=technology&sort=wantedBy');
    expect(found).toHaveLength(2);
    expect(found.every((one) => !('k0' in one))).toBe(true);
    const open = await allPages<ObstacleDto>(officer, '/obstacles?state=open&state=with_agency&sort=agency,-raisedAt');
    expect(open.every(({ state }) => ['open', 'with_agency'].includes(state))).toBe(true);
    for (const bad of ['?sort=id', '?kind=weather', '?limit=0']) {
      expect((await standing.get(`${API}/obstacles${bad}`)).status).toBe(400);
    }
  });

  it('stand on the Committee’s list with requests for later dates and what other features bring', async () => {
    const { id } = await raise(officer);
    await act(standing, id, 'forwardings', { to: 'steering' });
    const [lead = ''] = await openLeads(app, 'UBND thành phố Quy Nhơn', 1);
    const extension = await ask(city, lead, '2030-05-06');
    const item = {
      assignmentId: lead,
      reportId: null,
      agencyId: await agencyId(app, 'UBND thành phố Quy Nhơn'),
      agencyName: 'UBND thành phố Quy Nhơn',
      title: 'Nhiệm vụ 8',
      detail: 'Đã đôn đốc bằng văn bản 3 lần',
      dueOn: '2023-10-02',
      sinceOn: '2024-01-02',
    };
    app.app.get(AgendaSources, { strict: false }).register({ itemsOf: async () => [item] });
    const agenda = async (agent: Agent, asOf = today): Promise<Body> =>
      (await agent.get(`${API}/committee-agenda?planId=${planId}&asOf=${asOf}`).expect(200)).body;
    const now = await agenda(steering);
    expect(now).toMatchObject({ planId, asOf: today, urged: [item] });
    expect(now.obstacles.map((one: Body) => one.id)).toEqual([id]);
    expect(now.extensions.map((one: Body) => one.id)).toEqual([extension.id]);
    const yesterday = await agenda(standing, await dayFromToday(app, -1));
    expect([yesterday.obstacles, yesterday.extensions]).toEqual([[], []]);
    const etag = await etagOf(standing, `/plans/${planId}`);
    await standing
      .patch(`${API}/plans/${planId}/settings`)
      .set('If-Match', etag)
      .send({ extensionDeciders: 'standing' })
      .expect(200);
    expect((await agenda(steering)).extensions).toEqual([]);
    expectProblem(await officer.get(`${API}/committee-agenda?planId=${planId}`), 'auth.forbidden');
    expectProblem(await steering.get(`${API}/committee-agenda?planId=${id}`), 'resource.not_found');
    await act(steering, id, 'decisions', decision(await agencyId(app, 'Sở Tài chính')));
    expect((await agenda(steering)).obstacles).toEqual([]);
  });

  const decision = (responsibleAgencyId: string) => ({
    conclusion: 'Bố trí kinh phí mua đầu đọc thẻ',
    responsibleAgencyId,
    dueOn: '2023-09-30',
  });
  const summary = async (): Promise<Body> => (await officer.get(`${API}/plans/${planId}/summary`).expect(200)).body;
});
