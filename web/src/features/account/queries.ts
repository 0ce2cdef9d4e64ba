import type { components } from '@plan/shared/api';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';

export type Session = components['schemas']['SessionDto'];
export type Deputy = components['schemas']['DeputyDto'];
export type NewDeputy = components['schemas']['NewDeputyInput'];

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/second-factor', { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/sessions', { signal })),
});

/** Deputyships in which one is principal or deputy. */
export const deputiesQuery = (userId: string) =>
  queryOptions({
    queryKey: ['deputies', userId],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/deputies', { signal, params: { query: { userId, limit: 100 } } })),
  });

export const candidatesQuery = (q: string) =>
  queryOptions({
    queryKey: ['deputy-candidates', q],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/v1/deputy-candidates', { signal, params: { query: { q: q || undefined } } })),
    staleTime: 60_000,
  });

export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (id: string | 'others') => {
      if (id === 'others') await api.DELETE('/api/v1/sessions');
      else await api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } });
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export function useGiveDeputy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: useOnce((body: NewDeputy, key) =>
      dataOf(api.POST('/api/v1/deputies', { body, headers: { 'Idempotency-Key': key } })),
    ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['deputies'] }),
  });
}

/** Ends a deputyship as it stands now. */
export function useEndDeputy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      const { etag } = await taggedDataOf(api.GET('/api/v1/deputies/{id}', { params: { path: { id } } }));
      await api.DELETE('/api/v1/deputies/{id}', { params: { path: { id }, header: { 'If-Match': etag } } });
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['deputies'] }),
  });
}
