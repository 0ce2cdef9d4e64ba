import type { components, operations } from '@plan/shared/api';
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQueryClient,
} from '@tanstack/react-query';
import { api, dataOf, reads, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';

type Schemas = components['schemas'];
export type Report = Schemas['ReportDto'];
export type ReportEntry = Schemas['ReportEntryDto'];
export type ReportRow = Schemas['ReportRowDto'];
export type Submission = Schemas['SubmissionDto'];
export type Comment = Schemas['CommentDto'];
export type ReviewInput = Schemas['ReviewInput'];
export type BulkReview = Schemas['BulkReviewDto'];
export type BulkReviewInput = Schemas['BulkReviewInput'];
export type ReportFilter = NonNullable<operations['Report_list']['parameters']['query']>;

/** One report with the ETag that a decision on it must name. */
export const reportWithTag = (id: string) =>
  queryOptions({
    queryKey: ['report', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/reports/{id}', { signal, params: { path: { id } } })),
  });

/** Reports page by page; decisions and comments read the list anew. */
export function useReports(filter: ReportFilter, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['reports', filter],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/api/v1/reports', { signal, params: { query: { ...filter, limit: 100, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The versions of a report, the newest first. */
export const submissionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', id, 'submissions'],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/reports/{id}/submissions', { signal, params: { path: { id } } })),
  });

/** One version as it was submitted, for ever the same. */
export const submissionQuery = (id: string, number: number) => ({
  ...reads.queryOptions('get', '/api/v1/reports/{id}/submissions/{number}', { params: { path: { id, number } } }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What differs between two versions, for ever the same. */
export const differencesQuery = (id: string, from: number, to: number) => ({
  ...reads.queryOptions('get', '/api/v1/reports/{id}/differences', { params: { path: { id }, query: { from, to } } }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', id, 'comments'],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/reports/{id}/comments', { signal, params: { path: { id } } })),
  });

/** Reads anew what an act on reports may have changed. */
export function useReadReportsAnew(): (reportId?: string) => Promise<void> {
  const queryClient = useQueryClient();
  return async (reportId) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: reportId ? ['report', reportId] : ['report'] }),
      queryClient.invalidateQueries({ queryKey: ['reports'] }),
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) =>
          queryKey[0] === 'get' &&
          typeof queryKey[1] === 'string' &&
          /reporting-periods|report-matrix|reports\/owed/.test(queryKey[1]),
      }),
    ]);
  };
}

/** Asks or answers. A reviewer who asks has taken the report up, so the report is read anew. */
export function useComment(reportId: string) {
  const readAnew = useReadReportsAnew();
  return useMutation({
    mutationFn: useOnce((body: Schemas['CommentInput'], key) =>
      dataOf(
        api.POST('/api/v1/reports/{id}/comments', {
          body,
          params: { path: { id: reportId } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: () => void readAnew(reportId),
  });
}

/** Takes up the version that waits. */
export function useBeginReview(reportId: string) {
  const readAnew = useReadReportsAnew();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/reports/{id}/review-starts', { params: { path: { id: reportId } } })),
    onSettled: () => readAnew(reportId),
  });
}

/** Accepts or returns the version that was read. */
export function useReview(reportId: string) {
  const readAnew = useReadReportsAnew();
  return useMutation({
    mutationFn: useOnce(({ body, etag }: { body: ReviewInput; etag: string }, key) =>
      dataOf(
        api.POST('/api/v1/reports/{id}/reviews', {
          body,
          params: { path: { id: reportId }, header: { 'If-Match': etag } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSettled: () => readAnew(reportId),
  });
}

/** Decides many reports alike, all or none; a dry run only says what would happen. */
export function useReviewMany() {
  const readAnew = useReadReportsAnew();
  return useMutation<BulkReview, Error, BulkReviewInput>({
    mutationFn: useOnce((body: BulkReviewInput, key) =>
      dataOf(api.POST('/api/v1/report-reviews', { body, headers: { 'Idempotency-Key': key } })),
    ),
    onSettled: (_answer, _error, { dryRun }) => (dryRun ? undefined : readAnew()),
  });
}

/** Several periods' rates at once, in the order given. */
export function useRatesOf(periodIds: readonly string[], asOf: string) {
  return useQueries({
    queries: periodIds.map((id) =>
      reads.queryOptions('get', '/api/v1/reporting-periods/{id}/rates', { params: { path: { id }, query: { asOf } } }),
    ),
  });
}
