import type { components } from '@plan/shared/api';
import { reads } from './api-client.js';

/** The API gives every key of its figures always; the document forgets to say so. */
type Whole<Figures> = Figures extends readonly (infer Item)[]
  ? Whole<Item>[]
  : Figures extends object
    ? { [Key in keyof Figures]-?: Whole<Figures[Key]> }
    : Figures;

export type Summary = Whole<components['schemas']['SummaryDto']>;

/** The figures of a plan as of a day. */
export const summaryQuery = (planId: string, asOf: string) => ({
  ...reads.queryOptions('get', '/api/v1/plans/{id}/summary', { params: { path: { id: planId }, query: { asOf } } }),
  select: (summary: components['schemas']['SummaryDto']) => summary as Summary,
});
