import type { components } from '@plan/shared/api';
import type { UrgingCandidateKind } from '@plan/shared/vocabulary/urgings';
import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';

export type Candidate = components['schemas']['UrgingCandidateDto'];
export type Urging = components['schemas']['UrgingDto'];
export type UrgingRow = components['schemas']['UrgingRowDto'];
export type UrgingItem = components['schemas']['UrgingItemDto'];
export type UrgingsInput = components['schemas']['UrgingsInput'];
export type UrgingAnswers = components['schemas']['UrgingAnswersInput'];
export type SentUrgings = components['schemas']['SentUrgingsDto'];
export type Ladder = components['schemas']['LadderDto'];
export type LadderPreview = components['schemas']['LadderPreviewDto'];
export type Plan = components['schemas']['PlanDto'];

const pages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor?: string | null }) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

export interface CandidateFilter {
  planId: string;
  asOf: string;
  kind?: UrgingCandidateKind[];
  agencyId?: string[];
  daysLateFrom?: number;
  urgingsFrom?: number;
  unanswered?: boolean;
  sort?: string;
}

export function useCandidates(filter: CandidateFilter) {
  return useInfiniteQuery({
    ...pages,
    queryKey: ['urging-candidates', filter],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/urging-candidates', {
          signal,
          params: { query: { ...filter, limit: 200, cursor: pageParam } },
        }),
      ),
  });
}

export interface UrgingFilter {
  planId: string;
  agencyId?: string[];
  unanswered?: boolean;
}

export function useUrgings(filter: UrgingFilter) {
  return useInfiniteQuery({
    ...pages,
    queryKey: ['urgings', filter],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/api/v1/urgings', { signal, params: { query: { ...filter, limit: 200, cursor: pageParam } } })),
  });
}

export const urgingQuery = (id: string) =>
  queryOptions({
    queryKey: ['urging', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/urgings/{id}', { signal, params: { path: { id } } })),
  });

/** Shows what would be sent; writes nothing. */
export function useTryUrgings() {
  return useMutation({
    mutationFn: (body: UrgingsInput) => dataOf(api.POST('/api/v1/urgings', { body: { ...body, dryRun: true } })),
  });
}

export function useSendUrgings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: useOnce((body: UrgingsInput, key) =>
      dataOf(api.POST('/api/v1/urgings', { body, headers: { 'Idempotency-Key': key } })),
    ),
    onSuccess: () => {
      for (const name of ['urging-candidates', 'urgings', 'assignments', 'task']) {
        void queryClient.invalidateQueries({ queryKey: [name] });
      }
    },
  });
}

export function useAnswerUrging(id: string) {
  const queryClient = useQueryClient();
  return useMutation<Urging, Error, UrgingAnswers>({
    mutationFn: useOnce(
      (body: UrgingAnswers, key): Promise<Urging> =>
        dataOf<Urging>(
          api.POST('/api/v1/urgings/{id}/answers', {
            body,
            params: { path: { id } },
            headers: { 'Idempotency-Key': key },
          }),
        ),
    ),
    onSuccess: (urging) => {
      queryClient.setQueryData(urgingQuery(id).queryKey, urging);
      void queryClient.invalidateQueries({ queryKey: ['urgings'] });
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: ['urging', id] }),
  });
}

/** Documents handed in for an assignment, which an answer can name. */
export const evidenceQuery = (assignmentId: string) =>
  queryOptions({
    queryKey: ['evidence-of', assignmentId],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/assignments/{id}/evidence', { signal, params: { path: { id: assignmentId } } })),
  });

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/plans/{id}', { signal, params: { path: { id } } })),
  });

export function useSaveLadder(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ ladder, etag }: { ladder: Ladder; etag: string }) =>
      taggedDataOf(
        api.PATCH('/api/v1/plans/{id}/settings', {
          body: { ladder },
          params: { path: { id }, header: { 'If-Match': etag } },
        }),
      ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['plan', id] }),
  });
}

export function useTryLadder(id: string) {
  return useMutation({
    mutationFn: (body: { day: string; ladder: Ladder }) =>
      dataOf(api.POST('/api/v1/plans/{id}/ladder-previews', { body, params: { path: { id } } })),
  });
}
