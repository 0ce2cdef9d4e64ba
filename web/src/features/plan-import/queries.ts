import type { components } from '@plan/shared/api';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';

export type PlanImport = components['schemas']['PlanImportDto'];
export type ImportEdits = components['schemas']['ImportEditsInput'];
export type PreviewTask = PlanImport['tasks'][number];
export type PreviewDuty = PlanImport['standingDuties'][number];
export type TaskEdit = NonNullable<ImportEdits['tasks']>[number];

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['plan-import', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/plan-imports/{id}', { signal, params: { path: { id } } })),
  });

/** Saves a person's answers; the preview is computed anew from the document and all answers. */
export function useSaveEdits(id: string, etag: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ImportEdits) =>
      taggedDataOf(
        api.PATCH('/api/v1/plan-imports/{id}', { body, params: { path: { id }, header: { 'If-Match': etag } } }),
      ),
    onSuccess: (answer) => queryClient.setQueryData(importQuery(id).queryKey, answer),
    onError: () => void queryClient.invalidateQueries({ queryKey: ['plan-import', id] }),
  });
}

/** Makes the plan, the whole of it or nothing; the same import again answers the same plan. */
export function useConfirmImport(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/plan-imports/{id}/confirmation', { params: { path: { id } } })),
    onSuccess: () => void queryClient.invalidateQueries(),
  });
}
