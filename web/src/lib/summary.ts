import type { components } from '@plan/shared/api';
import { reads } from './api-client.js';

export type Summary = components['schemas']['SummaryDto'];

/** The figures of a plan as of a day. */
export const summaryQuery = (planId: string, asOf: string) =>
  reads.queryOptions('get', '/api/v1/plans/{id}/summary', { params: { path: { id: planId }, query: { asOf } } });
