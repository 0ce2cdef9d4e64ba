import type { components } from '@plan/shared/api';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, reads, taggedDataOf } from '../../lib/api-client.js';

export type Plan = components['schemas']['PlanDto'];
export type PlanSettingsInput = components['schemas']['PlanSettingsInput'];

export const planWithTag = (id: string) =>
  queryOptions({
    queryKey: ['plan', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/plans/{id}', { signal, params: { path: { id } } })),
  });

export const planGroups = (id: string) =>
  reads.queryOptions('get', '/api/v1/plans/{id}/groups', { params: { path: { id } } });

/** Settings change what is due soon, so every read may answer differently afterwards. */
export function useChangeSettings(id: string, etag: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: PlanSettingsInput) =>
      dataOf(
        api.PATCH('/api/v1/plans/{id}/settings', { body, params: { path: { id }, header: { 'If-Match': etag } } }),
      ),
    onSettled: () => void queryClient.invalidateQueries(),
  });
}
