import type { paths } from '@plan/shared/api';
import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { readProblem } from './problem.js';
import { sessionFetch } from './session-fetch.js';

/** What a session must do before anything else: it may have come about while a page was open. */
const RESTRICTED = new Set(['auth.second_factor_pending', 'auth.second_factor_setup_required', 'auth.deputy_ended']);
let restricted: () => void = () => {};

/** Told when the API answers that the session must do something first. */
export function onRestricted(listener: () => void): void {
  restricted = listener;
}

/** A refusing answer is thrown as a `Problem`, so that no caller can take it for data. */
const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const problem = await readProblem(response);
    if (RESTRICTED.has(problem.code)) restricted();
    throw problem;
  },
};

/** The API by its own document: paths, parameters and answers are checked against `shared/src/api.d.ts`. */
export const api = createFetchClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: sessionFetch,
  headers: { Accept: 'application/json' },
});
api.use(throwProblems);

/** Query options for reads that need no ETag: `useQuery(reads.queryOptions('get', …))`. */
export const reads = createQueryClient(api);

/** What was read, and the ETag that a change of it must name in `If-Match`. */
export interface Tagged<Data> {
  data: Data;
  etag: string;
}

/** The data of an answer; refusals were thrown before. */
export async function dataOf<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await answer;
  return data as Data;
}

/** The data with its ETag. */
export async function taggedDataOf<Data>(answer: Promise<{ data?: Data; response: Response }>): Promise<Tagged<Data>> {
  const { data, response } = await answer;
  return { data: data as Data, etag: response.headers.get('ETag') ?? '' };
}
