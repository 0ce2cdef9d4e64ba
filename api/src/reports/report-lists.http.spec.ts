import { reportMonth } from '../../test/factories/reported-month.js';
import { dayFromToday, openPeriods, type TestPeriods } from '../../test/factories/reports.js';
import { API, allPages } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

interface Row {
  id: string;
  agencyName: string;
  updatedCount: number;
  entryCount: number;
}

interface Numbers {
  expected: number;
  submitted: number;
  submittedOnTime: number;
  accepted: number;
  updateRate: number;
}

describe('lists of reports', () => {
  let app: TestApp;
  let periods: TestPeriods;
  let standing: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    periods = await openPeriods(app);
    standing = await app.as('congan');
    await reportMonth(app, standing, periods.earlier);
  });
  afterAll(() => app.close());

  // As of the day: each number of the rates, and the list that it opens.
  it.each([-7, -6, -5, -4, -2, 0])('are what each number of the rates opens, as of %i days', async (day) => {
    const asOf = await dayFromToday(app, day);
    const { body } = await standing.get(`${API}/reporting-periods/${periods.earlier}/rates?asOf=${asOf}`).expect(200);
    const rows = (filters: string) =>
      allPages<Row>(standing, `/reports?periodId=${periods.earlier}&limit=200&asOf=${asOf}${filters}`);
    const numbers = async (
      { expected, submitted, submittedOnTime, accepted, updateRate }: Numbers,
      filters: string,
    ) => {
      const all = await rows(filters);
      const sum = (key: 'updatedCount' | 'entryCount') => all.reduce((total, row) => total + row[key], 0);
      expect({
        expected: all.length,
        submitted: (await rows(`${filters}&submitted=true`)).length,
        submittedOnTime: (await rows(`${filters}&late=false`)).length,
        accepted: (await rows(`${filters}&accepted=true`)).length,
        updateRate: sum('updatedCount') / sum('entryCount'),
      }).toEqual({ expected, submitted, submittedOnTime, accepted, updateRate });
    };
    await numbers(body.total, '');
    for (const { level, ...some } of body.byLevel) await numbers(some, `&level=${level}`);
    const groups = body.byGroup.filter(({ groupName }: { groupName: string }) => /huyện|sở, ban/i.test(groupName));
    expect(groups.length).toBeGreaterThan(1);
    for (const { groupId, ...some } of groups) await numbers(some, `&groupId=${groupId}`);
    const name = 'UBND thành phố Quy Nhơn';
    const own = body.byAgency.find(({ agencyName }: { agencyName: string }) => agencyName === name);
    await numbers(own, `&agencyId=${own.agencyId}`);
    const owes = (await rows('&submitted=false')).map(({ id }) => id).sort();
    expect(owes).toHaveLength(body.total.expected - body.total.submitted);
    expect((await rows('&overdue=true')).map(({ id }) => id).sort()).toEqual(day > -5 ? owes : []);
  });

  it('are filtered by state, lateness, news and contradictions', async () => {
    const names = async (filters: string) =>
      (await allPages<Row>(standing, `/reports?periodId=${periods.earlier}&limit=200${filters}`)).map(
        ({ agencyName }) => agencyName,
      );
    expect(await names('&state=returned')).toEqual(['Sở Tài chính']);
    expect(await names('&state=accepted')).toEqual(['Sở Y tế']);
    expect(await names('&state=returned&state=accepted')).toHaveLength(2);
    expect(await names('&late=true')).toEqual(['Sở Xây dựng', 'UBND thành phố Quy Nhơn']);
    expect(await names('&unchanged=false')).toHaveLength(4);
    expect(await names('&unchanged=true')).toEqual([]);
    expect(await names('&contradictory=true')).toEqual([]);
    expect(await names('&contradictory=false')).toHaveLength(197);
    expect(await names(`&state=returned&asOf=${await dayFromToday(app, -3)}`)).toEqual([]);
    expect(await names(`&state=submitted&asOf=${await dayFromToday(app, -4)}`)).toHaveLength(3);
  });
});
