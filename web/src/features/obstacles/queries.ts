import type { components } from '@plan/shared/api';
import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';
import type { ObstacleSearch } from './obstacle-search.js';

type Schemas = components['schemas'];
export type Obstacle = Schemas['ObstacleDto'];
export type ObstacleDetail = Schemas['ObstacleDetailDto'];
export type Agenda = Schemas['AgendaDto'];

/** Obstacles of a plan that match, the newest first. */
export function useObstacles(planId: string, search: ObstacleSearch) {
  const { q, state, kind, agencyId, assignmentId, sort } = search;
  const filter = { planId, q, state, kind, agencyId: agencyId ? [agencyId] : undefined, assignmentId, sort };
  return useInfiniteQuery({
    queryKey: ['obstacles', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/api/v1/obstacles', { signal, params: { query: { ...filter, limit: 100, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const obstacleQuery = (id: string) =>
  queryOptions({
    queryKey: ['obstacle', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/obstacles/{id}', { signal, params: { path: { id } } })),
  });

export const agendaQuery = (planId: string, asOf: string) =>
  queryOptions({
    queryKey: ['committee-agenda', planId, asOf],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/committee-agenda', { signal, params: { query: { planId, asOf } } })),
  });

/** The own agency's parts in a plan, to choose the one in which something stands in the way. */
export const ownAssignments = (planId: string, agencyId: string) =>
  queryOptions({
    queryKey: ['assignments', 'own', planId, agencyId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/assignments', { signal, params: { query: { planId, agencyId: [agencyId], limit: 200 } } }),
      ),
  });

/** After a change anything on the screen may be out of date: states, counts, what is allowed. */
function useFreshReads() {
  const queryClient = useQueryClient();
  return { onSettled: () => void queryClient.invalidateQueries() };
}

export function useRaise() {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: Schemas['ObstacleInput'], key) =>
      dataOf(api.POST('/api/v1/obstacles', { body, headers: { 'Idempotency-Key': key } })),
    ),
  });
}

/** Raises what a line of a report tells: once for each report and line. */
export function useRaiseFromReport(reportId: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: Schemas['ReportObstacleInput'], key) =>
      dataOf(
        api.POST('/api/v1/reports/{id}/obstacles', {
          body,
          params: { path: { id: reportId } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

/** What a report says in one of its lines, to begin with. */
export const reportLine = (reportId: string, assignmentId: string) =>
  queryOptions({
    queryKey: ['report-line', reportId, assignmentId],
    queryFn: async ({ signal }) => {
      const report = await dataOf(api.GET('/api/v1/reports/{id}', { signal, params: { path: { id: reportId } } }));
      return report.entries.find((entry) => entry.assignmentId === assignmentId) ?? null;
    },
    staleTime: 0,
  });

/** What is done with one obstacle, by the path of the act. */
export type Act =
  | { path: 'answers'; body: Schemas['ObstacleAnswerInput'] }
  | { path: 'forwardings'; body: Schemas['ObstacleForwardInput'] }
  | { path: 'decisions'; body: Schemas['ObstacleDecisionInput'] }
  | { path: 'confirmations'; body: Schemas['ObstacleConfirmationInput'] }
  | { path: 'reopenings'; body: Schemas['ObstacleReopeningInput'] }
  | { path: 'merges'; body: Schemas['ObstacleMergeInput'] };

export function useAct(id: string, etag: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((act: Act, key) => {
      const how = { params: { path: { id }, header: { 'If-Match': etag } }, headers: { 'Idempotency-Key': key } };
      switch (act.path) {
        case 'answers':
          return dataOf(api.POST('/api/v1/obstacles/{id}/answers', { ...how, body: act.body }));
        case 'forwardings':
          return dataOf(api.POST('/api/v1/obstacles/{id}/forwardings', { ...how, body: act.body }));
        case 'decisions':
          return dataOf(api.POST('/api/v1/obstacles/{id}/decisions', { ...how, body: act.body }));
        case 'confirmations':
          return dataOf(api.POST('/api/v1/obstacles/{id}/confirmations', { ...how, body: act.body }));
        case 'reopenings':
          return dataOf(api.POST('/api/v1/obstacles/{id}/reopenings', { ...how, body: act.body }));
        case 'merges':
          return dataOf(api.POST('/api/v1/obstacles/{id}/merges', { ...how, body: act.body }));
      }
    }),
  });
}
