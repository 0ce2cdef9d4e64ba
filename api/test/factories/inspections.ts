import type { Agent, TestApp } from '../harness/app.js';

const V1 = '/api/v1';

/** Days of the sample's inspection. */
export const INSPECTION = {
  title: 'Kiểm tra việc thực hiện Đề án 06 quý II',
  basisText: 'Kế hoạch 45/KH-UBND ngày 02/3/2023',
  fromOn: '2023-04-01',
  toOn: '2023-06-30',
};

export const agencyIdOf = async (app: TestApp, name: string): Promise<string> => {
  const [row] = await app.dataSource.query<{ id: string }[]>('SELECT id FROM agencies WHERE name = $1', [name]);
  if (!row) throw new Error(`no agency ${name}`);
  return row.id;
};

/** An inspection of the sample's plan. @returns its id */
export async function inspectionOf(app: TestApp, agent: Agent): Promise<string> {
  const planId = await app.planId();
  return (
    await agent
      .post(`${V1}/inspections`)
      .send({ planId, ...INSPECTION })
      .expect(201)
  ).body.id;
}

/** A visit to an agency that was held. @returns its id */
export async function heldVisitOf(app: TestApp, agent: Agent, agencyName: string): Promise<string> {
  const inspectionId = await inspectionOf(app, agent);
  const visit = await agent
    .post(`${V1}/inspections/${inspectionId}/visits`)
    .send({ agencyId: await agencyIdOf(app, agencyName), onDay: '2023-04-12', teamText: 'PC06, Văn phòng UBND tỉnh' })
    .expect(201);
  await agent
    .patch(`${V1}/inspection-visits/${visit.body.id}`)
    .set('If-Match', visit.headers.etag as string)
    .send({ state: 'held', conclusionText: 'Cơ bản đạt yêu cầu' })
    .expect(200);
  return visit.body.id;
}

/** A finding of a held visit. @returns its id */
export async function findingOf(app: TestApp, agent: Agent, agencyName: string): Promise<string> {
  const visitId = await heldVisitOf(app, agent, agencyName);
  const { body } = await agent
    .post(`${V1}/inspection-visits/${visitId}/findings`)
    .send({ kind: 'shortcoming', text: 'Chưa bố trí cán bộ đầu mối' })
    .expect(201);
  return body.findings[0].id;
}
