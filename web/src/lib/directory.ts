import type { components } from '@plan/shared/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { reads } from './api-client.js';

export type Agency = components['schemas']['AgencyDto'];
export type AgencyGroup = components['schemas']['AgencyGroupDto'];

/** One agency, for its name where only the id is known. */
export const agencyQuery = (id: string) => ({
  ...reads.queryOptions('get', '/api/v1/agencies/{id}', { params: { path: { id } } }),
  staleTime: 300_000,
});

export const groupsQuery = () => ({
  ...reads.queryOptions('get', '/api/v1/agency-groups', {}),
  staleTime: 60_000,
});

/** The agencies that match some typed words, with or without diacritics; the first twenty. */
export function useAgencySearch(q: string) {
  return useQuery({
    ...reads.queryOptions('get', '/api/v1/agencies', { params: { query: { q: q || undefined, limit: 20 } } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The name of an agency by its id; the id stands in until it is known. */
export function useAgencyName(id: string | undefined): string | undefined {
  const { data } = useQuery({ ...agencyQuery(id ?? ''), enabled: id !== undefined });
  return id === undefined ? undefined : data?.name;
}
