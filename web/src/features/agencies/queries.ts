import type { components } from '@plan/shared/api';
import type { AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';

export type AgencyChange = components['schemas']['AgencyChangeInput'];
export type NewAgency = components['schemas']['NewAgencyInput'];

/** Agencies page by page, in the order of their names. */
export function useAgencies(filter: { q?: string; level?: AgencyLevel; parentId?: string }) {
  return useInfiniteQuery({
    queryKey: ['agencies', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/agencies', {
          signal,
          params: {
            query: {
              q: filter.q,
              level: filter.level ? [filter.level] : undefined,
              parentId: filter.parentId,
              limit: 200,
              cursor: pageParam,
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** One agency with its ETag. */
export const agencyWithTag = (id: string) =>
  queryOptions({
    queryKey: ['agency', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/agencies/{id}', { signal, params: { path: { id } } })),
  });

/** One collective name with its ETag. */
export const groupWithTag = (id: string) =>
  queryOptions({
    queryKey: ['agency-group', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/agency-groups/{id}', { signal, params: { path: { id } } })),
  });

export function useAddAgency() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewAgency) => dataOf(api.POST('/api/v1/agencies', { body })),
    onSuccess: () => void queryClient.invalidateQueries(),
  });
}

export function useChangeAgency(id: string, etag: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AgencyChange) =>
      dataOf(api.PATCH('/api/v1/agencies/{id}', { body, params: { path: { id }, header: { 'If-Match': etag } } })),
    onSettled: () => void queryClient.invalidateQueries(),
  });
}

export function useSetMembers(id: string, etag: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (members: components['schemas']['GroupMembersInput']['members']) =>
      dataOf(
        api.PUT('/api/v1/agency-groups/{id}/members', {
          body: { members },
          params: { path: { id }, header: { 'If-Match': etag } },
        }),
      ),
    onSettled: () => void queryClient.invalidateQueries(),
  });
}

/** The leading and coordinating parts of one agency in a plan. */
export const agencyAssignments = (agencyId: string, planId: string, asOf: string) =>
  queryOptions({
    queryKey: ['assignments', 'agency', agencyId, planId, asOf],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/v1/assignments', {
          signal,
          params: { query: { agencyId: [agencyId], planId, asOf, sort: 'dueOn', limit: 200 } },
        }),
      ),
  });
