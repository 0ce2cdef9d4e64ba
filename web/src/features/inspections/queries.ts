import type { components } from '@plan/shared/api';
import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';

export type Inspection = components['schemas']['InspectionDto'];
export type InspectionDetail = components['schemas']['InspectionDetailDto'];
export type Visit = components['schemas']['VisitDto'];
export type Finding = components['schemas']['FindingDto'];
export type NewInspection = components['schemas']['NewInspectionInput'];
export type NewVisit = components['schemas']['NewVisitInput'];
export type VisitChange = components['schemas']['VisitChangeInput'];
export type NewFinding = components['schemas']['NewFindingInput'];
export type NewRemedy = components['schemas']['NewRemedyInput'];

/** Inspections of a plan page by page, the newest first. */
export function useInspections(planId: string, asOf: string) {
  return useInfiniteQuery({
    queryKey: ['inspections', planId, asOf],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/api/v1/inspections', { signal, params: { query: { planId, asOf, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** One inspection with its visits, findings and remedies. */
export const inspectionQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: ['inspection', id, asOf],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/inspections/{id}', { signal, params: { path: { id }, query: { asOf } } })),
  });

/** One visit with its ETag. */
export const visitWithTag = (id: string) =>
  queryOptions({
    queryKey: ['inspection-visit', id],
    queryFn: ({ signal }) =>
      taggedDataOf(api.GET('/api/v1/inspection-visits/{id}', { signal, params: { path: { id } } })),
  });

/** Whatever changes an inspection may change task lists and figures too: a remedy is a task. */
function useRefresh(): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries();
}

export function usePlanInspection() {
  return useMutation({
    mutationFn: useOnce((body: NewInspection, key) =>
      dataOf(api.POST('/api/v1/inspections', { body, headers: { 'Idempotency-Key': key } })),
    ),
    onSuccess: useRefresh(),
  });
}

export function usePlanVisit(id: string) {
  return useMutation({
    mutationFn: useOnce((body: NewVisit, key) =>
      dataOf(
        api.POST('/api/v1/inspections/{id}/visits', {
          body,
          params: { path: { id } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: useRefresh(),
  });
}

export function useChangeVisit(id: string) {
  return useMutation({
    mutationFn: ({ body, etag }: { body: VisitChange; etag: string }) =>
      dataOf(
        api.PATCH('/api/v1/inspection-visits/{id}', { body, params: { path: { id }, header: { 'If-Match': etag } } }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useRecordFinding(id: string) {
  return useMutation({
    mutationFn: useOnce((body: NewFinding, key) =>
      dataOf(
        api.POST('/api/v1/inspection-visits/{id}/findings', {
          body,
          params: { path: { id } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: useRefresh(),
  });
}

export function useOrderRemedy(id: string) {
  return useMutation({
    mutationFn: useOnce((body: NewRemedy, key) =>
      dataOf(
        api.POST('/api/v1/inspection-findings/{id}/remedies', {
          body,
          params: { path: { id } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: useRefresh(),
  });
}
