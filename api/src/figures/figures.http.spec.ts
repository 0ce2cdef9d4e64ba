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
});
