import type { components } from '@plan/shared/api';
import type { JobName } from '@plan/shared/vocabulary/jobs';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../lib/api-client.js';

export type JobRun = components['schemas']['JobRunDto'];
export type JobStanding = components['schemas']['JobStandingDto'];

/** While something runs, its progress is worth a look each second; otherwise the bell rings once a minute. */
const WATCHING_MS = 1_000;
const RESTING_MS = 30_000;

/** How every job stands; follows a run that is under way. @param watching whether a run was just asked for */
export function useJobStandings(watching: boolean) {
  return useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/jobs', { signal })),
    refetchInterval: ({ state }) =>
      watching || state.data?.items.some(({ running }) => running) ? WATCHING_MS : RESTING_MS,
  });
}

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
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['job-runs'] });
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}
