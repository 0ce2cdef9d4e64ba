import { WORKED_OVERDUE } from '../../test/golden/seed-deadlines.js';
import { createTestApp, type TestApp } from '../../test/harness/app.js';

describe('the figures of the sample plan', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it.each(WORKED_OVERDUE)('counts what is overdue as of %o', async (worked) => {
    const leader = await app.as('bcd');
    const answer = await leader.get(`/api/v1/plans/${await app.planId()}/summary?asOf=${worked.asOf}`).expect(200);
    expect(answer.body.tasks.byTimeliness.overdue).toBe(worked.tasks);
    expect(answer.body.leadAssignments.byTimeliness.overdue).toBe(worked.leadAssignments);
  });

  it('says every key, the classes, the bands and the groups', async () => {
    const leader = await app.as('bcd');
    const { body } = await leader.get(`/api/v1/plans/${await app.planId()}/summary?asOf=2023-10-03`).expect(200);
    expect(body.tasks.total).toBe(33);
    expect(body.leadAssignments.total).toBe(223);
    expect(body.tasks.byTimeliness).toEqual({
      overdue: 18,
      due_soon: 0,
      on_track: 0,
      no_deadline: 15,
      completed_late: 0,
      completed_on_time: 0,
      cancelled: 0,
    });
    expect(body.tasks.classes).toEqual({ doneOnTime: 0, doneLate: 0, openInTime: 0, openOverdue: 18, apart: 15 });
    expect(body.tasks.byDeadlineKind).toMatchObject({
      month: 15,
      quarter: 3,
      ongoing: 12,
      ongoing_from: 1,
      external: 1,
      unspecified: 1,
      date: 0,
    });
    // Due 31/3 (8 tasks), 4/5 (1), 31/5 and 30/6 (7), 31/7 (1), 2/10 (1).
    expect(body.tasks.overdueBands).toEqual({ d1to30: 1, d31to90: 1, d91to120: 6, over120: 10 });
    expect(body.byGroup.map((group: { numeral: string; total: number }) => [group.numeral, group.total])).toEqual([
      ['I', 7],
      ['II', 8],
      ['III', 5],
      ['IV', 2],
      ['V', 5],
      ['VI', 2],
      ['VII', 4],
    ]);
  });

  it('leads from each band of days overdue to exactly its rows', async () => {
    const leader = await app.as('bcd');
    const planId = await app.planId();
    const { body } = await leader.get(`/api/v1/plans/${planId}/summary?asOf=2023-10-03`).expect(200);
    for (const [band, count] of Object.entries(body.tasks.overdueBands)) {
      const list = await leader.get(`/api/v1/tasks?planId=${planId}&asOf=2023-10-03&overdueBand=${band}`).expect(200);
      expect({ band, rows: list.body.items.length }).toEqual({ band, rows: count });
    }
    const leads = await leader
      .get(`/api/v1/assignments?planId=${planId}&asOf=2023-10-03&overdueBand=d1to30&limit=200`)
      .expect(200);
    expect(leads.body.items).toHaveLength(34);
    expect(leads.body.items[0]).toMatchObject({ taskNumber: 8, role: 'lead', origin: 'annex', overdueDays: 1 });
  });

  it('counts the duties of section IV only when they are asked for', async () => {
    const leader = await app.as('bcd');
    const { body } = await leader
      .get(`/api/v1/plans/${await app.planId()}/summary?asOf=2023-04-01&origin=section_iv`)
      .expect(200);
    expect(body.tasks.total).toBe(2);
    expect(body.tasks.byTimeliness).toMatchObject({ overdue: 1, no_deadline: 1 });
    expect(body.byGroup.at(-1)).toMatchObject({ groupId: null, total: 2 });
  });

  it('answers 404 for a plan that is not there', async () => {
    const leader = await app.as('bcd');
    await leader.get('/api/v1/plans/00000000-0000-4000-8000-000000000000/summary').expect(404);
  });

  it('shows a public plan to everybody, and hides it once its settings say so', async () => {
    const address = `/api/v1/public/plans/${await app.planId()}`;
    const { body } = await app.anonymous.get(`${address}?asOf=2023-05-05`).expect(200);
    expect(body.plan.year).toBe(2023);
    expect(body.overdue).toHaveLength(11);
    expect(body.overdue[0]).toMatchObject({
      taskNumber: 1,
      agencyName: 'Công an tỉnh',
      dueOn: '2023-03-31',
      overdueDays: 35,
    });

    const standing = await app.as('congan');
    const plan = await standing.get(`/api/v1/plans/${await app.planId()}`).expect(200);
    await standing
      .patch(`/api/v1/plans/${await app.planId()}/settings`)
      .set('If-Match', plan.headers.etag as string)
      .send({ public: false })
      .expect(200);
    await app.anonymous.get(address).expect(404);
  });
});
