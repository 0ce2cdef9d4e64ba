import { type Candidate, candidatesOf, nextWeek, urgeOnce, urgingOf } from '../factories/urgings.js';
import type { ChangeExample } from './change-example.js';

/** A working example of each route that reminds, urges and answers. */
export const REMINDER_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/plans/{id}/ladder-previews',
    by: 'congan',
    act: async (agent, app) => {
      const path = `/api/v1/plans/${await app.planId()}/ladder-previews`;
      return () => agent.post(path).send({ day: '2023-05-05' });
    },
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/urgings',
    by: 'vpubnd',
    act: async (agent, app) => {
      const [item] = await candidatesOf(agent, app, 'Sở Xây dựng');
      const body = urgingOf(await app.planId(), [item as Candidate]);
      return () => agent.post('/api/v1/urgings').send(body);
    },
    status: 201,
    tells: ['urging.sent', 'assignment.urged'],
  },
  {
    route: 'POST /api/v1/urgings/{id}/answers',
    by: 'soyte',
    act: async (agent, app) => {
      const { urgingId, assignmentId } = await urgeOnce(await app.as('congan'), app, 'Sở Y tế');
      const item = { assignmentId, reasonCode: 'staff', text: 'Thiếu người', newDueOn: nextWeek() };
      return () => agent.post(`/api/v1/urgings/${urgingId}/answers`).send({ items: [item] });
    },
    status: 200,
    tells: ['urging.answered'],
  },
  {
    route: 'POST /api/v1/job-runs',
    by: 'congan',
    act: async (agent) => () => agent.post('/api/v1/job-runs').send({ job: 'remind', day: '2023-05-05' }),
    status: 200,
    tells: ['job_run.asked', 'assignment.reminded'],
  },
];
