import { ClaimService } from '../../src/identity/claim.service.js';
import { SAMPLE_PASSWORD } from '../harness/app.js';
import type { ChangeExample } from './change-example.js';

/** A working example of each route that changes who may do what. */
export const IDENTITY_CHANGES: readonly ChangeExample[] = [
  {
    route: 'POST /api/v1/auth/login',
    by: null,
    act: async (agent) => () => agent.post('/api/v1/auth/login').send({ username: 'bcd', password: SAMPLE_PASSWORD }),
    status: 200,
    tells: ['session.opened'],
    actor: 'signing_in',
  },
  {
    // A longer session, not another one: nobody decided anything.
    route: 'POST /api/v1/auth/refresh',
    by: 'bcd',
    act: async (agent) => () => agent.post('/api/v1/auth/refresh'),
    status: 200,
    tells: [],
  },
  {
    route: 'POST /api/v1/auth/logout',
    by: 'bcd',
    act: async (agent) => () => agent.post('/api/v1/auth/logout'),
    status: 204,
    tells: ['session.ended'],
  },
  {
    route: 'POST /api/v1/auth/claims',
    by: null,
    empty: true,
    act: async (agent, app) => {
      const token = await app.app.get(ClaimService).offer();
      return () =>
        agent
          .post('/api/v1/auth/claims')
          .send({ token, username: 'quantri', displayName: 'Quản trị', password: 'mot-mat-khau-dai-1' });
    },
    status: 201,
    tells: ['admin.claimed', 'user.created', 'session.opened'],
    actor: 'system',
  },
];
