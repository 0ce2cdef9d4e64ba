import type { components } from '@plan/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, reads, type Tagged, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';
import { type Report, reportWithTag } from './review-queries.js';

export type ReportFile = components['schemas']['EntryFileDto'];
export type EntriesInput = components['schemas']['EntriesInput'];
export type SubmissionInput = components['schemas']['SubmissionInput'];
export type CommuneReport = components['schemas']['CommuneReportDto'];
export type FormResult = components['schemas']['ReportFormResultDto'];

/** Saves a draft; answers the report with what the API has to say about it now. */
export const saveEntries = (id: string, etag: string, body: EntriesInput): Promise<Tagged<Report>> =>
  taggedDataOf(
    api.PUT('/api/v1/reports/{id}/entries', {
      body,
      params: { path: { id }, header: { 'If-Match': etag } },
    }),
  );

/** An agency's reports on a plan, the newest period first; a plan has few. */
export const agencyReportsQuery = (planId: string, agencyId: string) => ({
  ...reads.queryOptions('get', '/api/v1/reports', {
    params: { query: { planId, agencyId: [agencyId], sort: '-dueOn', limit: 200 } },
  }),
});

/** What an agency still owes, with today by the API's clock. */
export const owedQuery = (planId: string, agencyId: string) =>
  reads.queryOptions('get', '/api/v1/reports/owed', { params: { query: { planId, agencyId } } });

/** The periods of a plan, for their names. */
export const periodsQuery = (planId: string) =>
  reads.queryOptions('get', '/api/v1/reporting-periods', { params: { query: { planId, limit: 200 } } });

export const communesQuery = (reportId: string) =>
  reads.queryOptions('get', '/api/v1/reports/{id}/communes', { params: { path: { id: reportId } } });

export const receiptQuery = (reportId: string, number: number | undefined) =>
  reads.queryOptions('get', '/api/v1/reports/{id}/receipt', { params: { path: { id: reportId }, query: { number } } });

/** After an act on a report: its new state stands on the page at once, lists are read anew. */
function useAfterAct(id: string) {
  const queryClient = useQueryClient();
  return {
    onSuccess: (answer: Tagged<Report>) => queryClient.setQueryData(reportWithTag(id).queryKey, answer),
    onSettled: () =>
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'report' || queryKey.length > 2,
      }),
    onError: () => void queryClient.invalidateQueries({ queryKey: reportWithTag(id).queryKey }),
  };
}

interface Act<Body> {
  body: Body;
  etag: string;
}

/** Pressing twice, or again after a broken line, makes one version. */
export function useSubmitReport(id: string) {
  return useMutation({
    ...useAfterAct(id),
    mutationFn: useOnce(({ body, etag }: Act<SubmissionInput>, key) =>
      taggedDataOf(
        api.POST('/api/v1/reports/{id}/submissions', {
          body,
          params: { path: { id }, header: { 'If-Match': etag, 'Idempotency-Key': key } },
        }),
      ),
    ),
  });
}

export function useWithdrawReport(id: string) {
  return useMutation({
    ...useAfterAct(id),
    mutationFn: useOnce(({ body, etag }: Act<components['schemas']['WithdrawalInput']>, key) =>
      taggedDataOf(
        api.POST('/api/v1/reports/{id}/withdrawals', {
          body,
          params: { path: { id }, header: { 'If-Match': etag, 'Idempotency-Key': key } },
        }),
      ),
    ),
  });
}

export function useCorrectReport(id: string) {
  return useMutation({
    ...useAfterAct(id),
    mutationFn: useOnce(({ body, etag }: Act<components['schemas']['CorrectionInput']>, key) =>
      taggedDataOf(
        api.POST('/api/v1/reports/{id}/corrections', {
          body,
          params: { path: { id }, header: { 'If-Match': etag, 'Idempotency-Key': key } },
        }),
      ),
    ),
  });
}

/** What the API says about one act on a report. */
export function actOf(report: Report, action: Report['allowedActions'][number]['action']) {
  return report.allowedActions.find((one) => one.action === action) ?? { action, allowed: false, reason: null };
}
