import type { components } from '@plan/shared/api';
import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';
import type { TaskSearch } from './task-search.js';

export type Task = components['schemas']['TaskDto'];
export type TaskDetail = components['schemas']['TaskDetailDto'];
export type Assignment = components['schemas']['AssignmentDto'];
export type AssignmentDetail = components['schemas']['AssignmentDetailDto'];
export type Evidence = components['schemas']['EvidenceDto'];
export type EvidenceInput = components['schemas']['EvidenceInput'];
export type ConfirmationInput = components['schemas']['ConfirmationInput'];
export type NewDueDate = components['schemas']['NewDueDateInput'];
export type HistoryEntry = components['schemas']['HistoryEntryDto'];

/** The filters as the API takes them. */
export function filterOf(search: TaskSearch, planId: string, asOf: string) {
  return {
    planId,
    asOf,
    q: search.q,
    groupId: search.groupId ? [search.groupId] : undefined,
    agencyId: search.agencyId ? [search.agencyId] : undefined,
    role: search.role ? [search.role] : undefined,
    timeliness: search.timeliness,
    overdueBand: search.overdueBand,
    firstTimeliness: search.firstTimeliness,
    deadlineKind: search.deadlineKind,
    origin: search.origin ? [search.origin] : undefined,
    sort: search.sort,
  };
}
export type TaskFilter = ReturnType<typeof filterOf>;

const pages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor?: string | null }) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

export function useTasks(filter: TaskFilter, enabled: boolean) {
  return useInfiniteQuery({
    ...pages,
    queryKey: ['tasks', filter],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/api/v1/tasks', { signal, params: { query: { ...filter, limit: 200, cursor: pageParam } } })),
    enabled,
  });
}

export function useAssignments(filter: TaskFilter & { taskId?: string }, enabled: boolean) {
  return useInfiniteQuery({
    ...pages,
    queryKey: ['assignments', filter],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/assignments', { signal, params: { query: { ...filter, limit: 200, cursor: pageParam } } }),
      ),
    enabled,
  });
}

export const taskQuery = (id: string, asOf: string) =>
  queryOptions({
    queryKey: ['task', id, asOf],
    queryFn: ({ signal }) =>
      taggedDataOf(api.GET('/api/v1/tasks/{id}', { signal, params: { path: { id }, query: { asOf } } })),
  });

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['task-history', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/tasks/{id}/history', { signal, params: { path: { id } } })),
  });

export const assignmentQuery = (id: string, asOf: string) =>
  queryOptions({
    queryKey: ['assignment', id, asOf],
    queryFn: ({ signal }) =>
      taggedDataOf(api.GET('/api/v1/assignments/{id}', { signal, params: { path: { id }, query: { asOf } } })),
  });

export const evidenceOfAssignment = (id: string) =>
  queryOptions({
    queryKey: ['evidence', 'assignment', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/assignments/{id}/evidence', { signal, params: { path: { id } } })),
  });

/** Documents that wait for the standing agency's decision. */
export const evidenceWaiting = (planId: string) =>
  queryOptions({
    queryKey: ['evidence', 'waiting', planId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/evidence', { signal, params: { query: { planId, state: ['proposed'], limit: 200 } } })),
  });

/** After a change anything on the screen may be out of date: dates, counts, what is allowed. */
function useFreshReads() {
  const queryClient = useQueryClient();
  // Not waited for: the form that asked says what happened at once, before the page is read anew.
  return { onSettled: () => void queryClient.invalidateQueries() };
}

export function useProposeEvidence(assignmentId: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: EvidenceInput, key) =>
      dataOf(
        api.POST('/api/v1/assignments/{id}/evidence', {
          body,
          params: { path: { id: assignmentId } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

export function useDecide(assignmentId: string, etag: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: ConfirmationInput, key) =>
      dataOf(
        api.POST('/api/v1/assignments/{id}/confirmation', {
          body,
          params: { path: { id: assignmentId }, header: { 'If-Match': etag } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

export function useCancelAssignment(assignmentId: string, etag: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: components['schemas']['CancellationInput'], key) =>
      dataOf(
        api.POST('/api/v1/assignments/{id}/cancellation', {
          body,
          params: { path: { id: assignmentId } },
          headers: { 'If-Match': etag, 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}

export function useSetDueDate(taskId: string, etag: string) {
  return useMutation({
    ...useFreshReads(),
    mutationFn: useOnce((body: NewDueDate, key) =>
      dataOf(
        api.POST('/api/v1/tasks/{id}/due-dates', {
          body,
          params: { path: { id: taskId } },
          headers: { 'If-Match': etag, 'Idempotency-Key': key },
        }),
      ),
    ),
  });
}
