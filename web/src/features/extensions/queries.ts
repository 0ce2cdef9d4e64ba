import type { components } from '@plan/shared/api';
import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';
import type { ExtensionSearch } from './extension-search.js';

export type Extension = components['schemas']['ExtensionDto'];
export type ExtensionDetail = components['schemas']['ExtensionDetailDto'];
export type DecisionInput = components['schemas']['ExtensionDecisionInput'];
export type BulkInput = components['schemas']['BulkExtensionInput'];

/** Requests on a plan that match, the newest first. */
export function useExtensions(planId: string, search: ExtensionSearch) {
  const { q, state, agencyId, assignmentId, sort } = search;
  const filter = { planId, q, state, agencyId: agencyId ? [agencyId] : undefined, assignmentId, sort };
  return useInfiniteQuery({
    queryKey: ['extensions', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/extensions', { signal, params: { query: { ...filter, limit: 100, cursor: pageParam } } }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const extensionQuery = (id: string) =>
  queryOptions({
    queryKey: ['extension', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/extensions/{id}', { signal, params: { path: { id } } })),
  });

/** The assignment for which more time is asked, as it stands today. */
export const assignmentToday = (id: string) =>
  queryOptions({
    queryKey: ['assignment', id, 'today'],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/assignments/{id}', { signal, params: { path: { id }, query: {} } })),
  });

/** After a change anything on the screen may be out of date: dates, counts, what is allowed. */
function useFreshReads() {
  const queryClient = useQueryClient();
  return { onSettled: () => void queryClient.invalidateQueries() };
}

export function useAsk(assignmentId: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: components['schemas']['ExtensionInput'], key) =>
      dataOf(
        api.POST('/api/v1/assignments/{id}/extensions', {
          body,
          params: { path: { id: assignmentId } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

export function useDecide(id: string, etag: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: DecisionInput, key) =>
      dataOf(
        api.POST('/api/v1/extensions/{id}/decisions', {
          body,
          params: { path: { id }, header: { 'If-Match': etag } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

export function useWithdraw(id: string, etag: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: components['schemas']['ExtensionWithdrawalInput'], key) =>
      dataOf(
        api.POST('/api/v1/extensions/{id}/withdrawals', {
          body,
          params: { path: { id }, header: { 'If-Match': etag } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

export function useDecideMany() {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: BulkInput, key) =>
      dataOf(api.POST('/api/v1/extension-decisions', { body, headers: { 'Idempotency-Key': key } })),
    ),
  });
}
