import type { components } from '@plan/shared/api';
import type { JobName } from '@plan/shared/vocabulary/jobs';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../lib/api-client.js';

export type JobRun = components['schemas']['JobRunDto'];

/** Runs of the scheduler's jobs, the newest first. */
export function useJobRuns() {
  return useInfiniteQuery({
    queryKey: ['job-runs'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET('/api/v1/job-runs', { signal, params: { query: { limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Runs a job for one day; the answer comes when it is done. */
export function useRunJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { job: JobName; day: string }) => dataOf(api.POST('/api/v1/job-runs', { body })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['job-runs'] }),
  });
}
