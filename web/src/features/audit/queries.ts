import type { components } from '@plan/shared/api';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { stringifySearch } from '../../lib/address-search.js';
import { api, dataOf } from '../../lib/api-client.js';
import { useDownload } from '../../lib/download.js';
import type { AuditSearch } from './audit-search.js';

type AuditPage = components['schemas']['AuditPageDto'];
export type AuditEvent = components['schemas']['AuditEventDto'];

/** The filters as the API takes them; one letter finds nothing and is not asked for. */
function filterOf({ q, from, to, type, subjectType, subjectId, agencyId, actorId }: AuditSearch) {
  return {
    q: q && q.length >= 2 ? q : undefined,
    from,
    to,
    type,
    subjectType: subjectType ? [subjectType] : undefined,
    subjectId,
    agencyId,
    actorId,
  };
}

/** Events that match, the newest first. */
export function useAuditEvents(search: AuditSearch) {
  const filter = filterOf(search);
  return useInfiniteQuery({
    queryKey: ['audit-events', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      // The document also tells the CSV form, which is text; it is asked for in `useAuditFile` alone.
      (await dataOf(
        api.GET('/api/v1/audit-events', {
          signal,
          params: { query: { ...filter, limit: 100, cursor: pageParam } },
        }),
      )) as AuditPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Everything that matches as a file; asked for by fetch, because a plain link cannot ask for CSV. */
export function useAuditFile(search: AuditSearch) {
  return useDownload(`/api/v1/audit-events${stringifySearch(filterOf(search))}`, {
    accept: 'text/csv',
    name: 'nhat-ky.csv',
  });
}
