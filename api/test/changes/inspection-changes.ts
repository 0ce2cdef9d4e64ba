import { agencyIdOf, findingOf, heldVisitOf, INSPECTION, inspectionOf } from '../factories/inspections.js';
import type { ChangeExample } from './change-example.js';
import { etagOf } from './plan-changes.js';

const V1 = '/api/v1';

/** A working example of each route that changes inspections. */
export const INSPECTION_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/inspections',
    by: 'congan',
    act: async (agent, app) => {
      const planId = await app.planId();
      return () => agent.post(`${V1}/inspections`).send({ planId, ...INSPECTION });
    },
    status: 201,
    tells: ['inspection.planned'],
  },
  {
    route: 'PATCH /api/v1/inspections/{id}',
    by: 'congan',
    act: async (agent, app) => {
      const path = `${V1}/inspections/${await inspectionOf(app, agent)}`;
      const etag = await etagOf(agent, path);
      return () => agent.patch(path).set('If-Match', etag).send({ toOn: '2023-07-15' });
    },
    status: 200,
    tells: ['inspection.changed'],
  },
  {
    route: 'POST /api/v1/inspections/{id}/visits',
    by: 'congan',
    act: async (agent, app) => {
      const id = await inspectionOf(app, agent);
      const agencyId = await agencyIdOf(app, 'Sở Y tế');
      return () =>
        agent.post(`${V1}/inspections/${id}/visits`).send({ agencyId, onDay: '2023-04-12', teamText: 'PC06' });
    },
    status: 201,
    tells: ['inspection.visit_planned'],
  },
  {
    route: 'PATCH /api/v1/inspection-visits/{id}',
    by: 'congan',
    act: async (agent, app) => {
      const path = `${V1}/inspection-visits/${await heldVisitOf(app, agent, 'Sở Y tế')}`;
      const etag = await etagOf(agent, path);
      return () => agent.patch(path).set('If-Match', etag).send({ conclusionText: 'Đạt yêu cầu' });
    },
    status: 200,
    tells: ['inspection.visit_changed'],
  },
  {
    route: 'POST /api/v1/inspection-visits/{id}/findings',
    by: 'congan',
    act: async (agent, app) => {
      const id = await heldVisitOf(app, agent, 'Sở Y tế');
      const finding = { kind: 'done_well', text: 'Báo cáo đúng hạn' };
      return () => agent.post(`${V1}/inspection-visits/${id}/findings`).send(finding);
    },
    status: 201,
    tells: ['inspection.finding_recorded'],
  },
  {
    route: 'POST /api/v1/inspection-findings/{id}/remedies',
    by: 'congan',
    act: async (agent, app) => {
      const id = await findingOf(app, agent, 'Sở Y tế');
      const remedy = { text: 'Bố trí cán bộ đầu mối', dueOn: '2023-05-15' };
      return () => agent.post(`${V1}/inspection-findings/${id}/remedies`).send(remedy);
    },
    status: 201,
    tells: ['inspection.remedy_ordered', 'task.created'],
  },
];
