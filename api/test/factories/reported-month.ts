import type { Agent, TestApp } from '../harness/app.js';
import { act, dayFromToday, expectStatus, reportId, setDates } from './reports.js';
import { API } from './sample.js';

/**
 * A month of the sample that was due five days ago: five agencies and what each does, by hand; all others hand in
 * nothing. @returns how many assignments each agency has
 */
export async function reportMonth(app: TestApp, standing: Agent, periodId: string): Promise<Record<string, number>> {
  const handIn = async (name: string, day: number): Promise<void> => {
    const id = await reportId(app, periodId, name);
    const { body } = await standing.get(`${API}/reports/${id}`).expect(200);
    // One line of each says something; the rest says “không phát sinh”.
    const entries = [...body.entries, ...body.unlisted].map(({ assignmentId }: { assignmentId: string }, at: number) =>
      at === 0 ? { assignmentId, resultText: 'Đã ban hành kế hoạch' } : { assignmentId, nothingNew: true },
    );
    const receivedOn = await dayFromToday(app, day);
    const late = { lateReasonCode: 'other', lateReasonText: 'x' };
    expectStatus(
      await act(standing, id, 'off-system-submissions', { receivedOn, means: 'email', entries, ...late }),
      200,
    );
  };
  const review = async (name: string, decision: string): Promise<void> => {
    const id = await reportId(app, periodId, name);
    expectStatus(await act(standing, id, 'reviews', { decision, reason: 'Theo đề nghị' }), 200);
  };
  await setDates(app, periodId, -5, 20);
  await handIn('Sở Y tế', -6); // on time
  await handIn('Sở Tư pháp', -5); // on the due date
  await handIn('Sở Xây dựng', -4); // a day late
  await handIn('Sở Tài chính', -6); // on time, but returned
  await handIn('UBND thành phố Quy Nhơn', -6); // on time, returned, handed in again late
  await review('Sở Y tế', 'accept');
  await review('Sở Tài chính', 'return');
  await review('UBND thành phố Quy Nhơn', 'return');
  await handIn('UBND thành phố Quy Nhơn', -2);
  const rows: { name: string; count: number }[] = await app.dataSource.query(
    `SELECT g.name, count(*)::int AS count FROM assignments a JOIN tasks t ON t.id = a.task_id JOIN agencies g ON g.id = a.agency_id
     WHERE t.origin = 'annex' GROUP BY g.name`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
