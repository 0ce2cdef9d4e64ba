import type { components } from '@plan/shared/api';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';

export type ApiClient = components['schemas']['ApiClientDto'];
export type ApiKey = components['schemas']['ApiKeyDto'];
export type IssuedApiKey = components['schemas']['IssuedApiKeyDto'];
export type NewApiClient = components['schemas']['NewApiClientInput'];
export type ApiClientChange = components['schemas']['ApiClientChangeInput'];
export type NewApiKey = components['schemas']['NewApiKeyInput'];

export const apiClientsQuery = queryOptions({
  queryKey: ['api-clients'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/api-clients', { signal })),
});

export const apiClientQuery = (id: string) =>
  queryOptions({
    queryKey: ['api-client', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/api-clients/{id}', { signal, params: { path: { id } } })),
  });

function useFreshClients() {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: ['api-clients'] });
    void queryClient.invalidateQueries({ queryKey: ['api-client'] });
  };
}

export function useAddClient() {
  const refresh = useFreshClients();
  return useMutation({
    mutationFn: useOnce((body: NewApiClient, key) =>
      dataOf(api.POST('/api/v1/api-clients', { body, headers: { 'Idempotency-Key': key } })),
    ),
    onSuccess: refresh,
  });
}

export function useChangeClient(id: string) {
  const refresh = useFreshClients();
  return useMutation({
    mutationFn: ({ body, etag }: { body: ApiClientChange; etag: string }) =>
      taggedDataOf(
        api.PATCH('/api/v1/api-clients/{id}', { body, params: { path: { id }, header: { 'If-Match': etag } } }),
      ),
    onSuccess: refresh,
  });
}

export function useIssueKey(id: string) {
  const refresh = useFreshClients();
  return useMutation({
    mutationFn: useOnce((body: NewApiKey, key) =>
      dataOf(
        api.POST('/api/v1/api-clients/{id}/keys', {
          body,
          params: { path: { id } },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    ),
    onSuccess: refresh,
  });
}

export function useRevokeKey(id: string) {
  const refresh = useFreshClients();
  return useMutation({
    mutationFn: ({ keyId, etag }: { keyId: string; etag: string }) =>
      api.DELETE('/api/v1/api-clients/{id}/keys/{keyId}', {
        params: { path: { id, keyId }, header: { 'If-Match': etag } },
      }),
    onSettled: refresh,
  });
}
