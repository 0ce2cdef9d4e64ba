import type { components } from '@plan/shared/api';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api, dataOf, reads } from '../../lib/api-client.js';
import { groupsQuery } from '../../lib/directory.js';
import { useOnce } from '../../lib/once.js';
import { useReadReportsAnew } from './review-queries.js';

type Schemas = components['schemas'];
export type Period = Schemas['PeriodDto'];
export type PeriodDetail = Schemas['PeriodDetailDto'];
export type Matrix = Schemas['ReportMatrixDto'];
export type MatrixCell = Schemas['MatrixCellDto'];
export type OwedRow = Schemas['OwedRowDto'];
export type Rates = Schemas['RatesDto'];

/** The periods of a plan that were opened, the newest first. */
export const periodsQuery = (planId: string) =>
  reads.queryOptions('get', '/api/v1/reporting-periods', { params: { query: { planId, limit: 200 } } });

export const periodQuery = (id: string) =>
  reads.queryOptions('get', '/api/v1/reporting-periods/{id}', { params: { path: { id } } });

export const matrixQuery = (planId: string) =>
  reads.queryOptions('get', '/api/v1/plans/{id}/report-matrix', { params: { path: { id: planId } } });

/** Everybody who owes, all pages of them: the count above the list is of them all. */
export const owedQuery = (planId: string) =>
  queryOptions({
    queryKey: ['reports', 'owed', planId],
    queryFn: async ({ signal }) => {
      const items: OwedRow[] = [];
      let cursor: string | undefined;
      for (;;) {
        const page = await dataOf(
          api.GET('/api/v1/reports/owed', { signal, params: { query: { planId, limit: 200, cursor } } }),
        );
        items.push(...page.items);
        if (!page.nextCursor) return { asOf: page.asOf, items };
        cursor = page.nextCursor;
      }
    },
  });

export const ratesQuery = (id: string, asOf: string) =>
  reads.queryOptions('get', '/api/v1/reporting-periods/{id}/rates', { params: { path: { id }, query: { asOf } } });

export const rankingQuery = (id: string, asOf: string, level: Schemas['AgencyLevel'] | undefined) =>
  reads.queryOptions('get', '/api/v1/reporting-periods/{id}/ranking', {
    params: { path: { id }, query: { asOf, level: level ? [level] : undefined } },
  });

/** The agencies of a collective name on a day; null while none is asked for, undefined until they are known. */
export function useMembersOn(groupId: string | undefined, day: string): ReadonlySet<string> | null | undefined {
  const { data } = useQuery({ ...groupsQuery(), enabled: groupId !== undefined });
  if (groupId === undefined) return null;
  if (!data) return undefined;
  const members = data.items.find(({ id }) => id === groupId)?.members ?? [];
  const holds = ({ validFrom, validTo }: Schemas['GroupMemberDto']): boolean =>
    (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day);
  return new Set(members.filter(holds).map(({ agencyId }) => agencyId));
}

export function useGrantException(periodId: string) {
  const readAnew = useReadReportsAnew();
  return useMutation({
    mutationFn: useOnce((body: Schemas['ExceptionInput'], key) =>
      dataOf(
        api.POST('/api/v1/reporting-periods/{id}/exceptions', {
          body,
          params: { path: { id: periodId } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: () => void readAnew(),
  });
}

export function useChangeExpected(periodId: string) {
  const readAnew = useReadReportsAnew();
  return useMutation({
    mutationFn: useOnce((body: Schemas['ExpectedChangeInput'], key) =>
      dataOf(
        api.POST('/api/v1/reporting-periods/{id}/expected-changes', {
          body,
          params: { path: { id: periodId } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: () => void readAnew(),
  });
}

/** Enters what was handed in on paper or by mail. */
export function useEnterOffSystem() {
  const readAnew = useReadReportsAnew();
  return useMutation({
    mutationFn: useOnce(
      ({ reportId, etag, body }: { reportId: string; etag: string; body: Schemas['OffSystemInput'] }, key) =>
        dataOf(
          api.POST('/api/v1/reports/{id}/off-system-submissions', {
            body,
            params: { path: { id: reportId }, header: { 'If-Match': etag } },
            headers: { 'Idempotency-Key': key },
          }),
        ),
    ),
    onSettled: () => readAnew(),
  });
}
