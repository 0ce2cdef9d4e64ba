import type { components } from '@plan/shared/api';
import type { CalendarFeedKind } from '@plan/shared/vocabulary/notices';
import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';
import type { MailSearch } from './mail-search.js';

export type Notice = components['schemas']['NoticeDto'];
export type NoticePreferences = components['schemas']['NoticePreferencesDto'];
export type PreferencesInput = components['schemas']['NoticePreferencesInput'];
export type CalendarFeed = components['schemas']['CalendarFeedDto'];
export type Mail = components['schemas']['MailDto'];

/** How many notices are not read yet; asked again every minute while the page is in sight. */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/notices', { signal, params: { query: { limit: 1 } } })),
  select: ({ unreadCount }) => unreadCount,
  refetchInterval: 60_000,
  staleTime: 30_000,
});

/** One's own notices, the unread first. */
export function useNotices(onlyUnread: boolean) {
  return useInfiniteQuery({
    queryKey: ['notices', 'list', onlyUnread],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/notices', {
          signal,
          params: { query: { limit: 20, cursor: pageParam, ...(onlyUnread ? { unread: true } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Marks notices as read; all of one's own for an empty list. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => dataOf(api.POST('/api/v1/notices/readings', { body: { ids } })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['notices'] }),
  });
}

export const preferencesQuery = queryOptions({
  queryKey: ['notice-preferences'],
  queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/notice-preferences', { signal })),
});

export function useSavePreferences() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, etag }: { body: PreferencesInput; etag: string }) =>
      taggedDataOf(api.PUT('/api/v1/notice-preferences', { body, params: { header: { 'If-Match': etag } } })),
    onSuccess: (saved) => queryClient.setQueryData(preferencesQuery.queryKey, saved),
  });
}

export const feedsQuery = queryOptions({
  queryKey: ['calendar-feeds'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/calendar-feeds', { signal })),
});

export function useOpenFeed() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: useOnce((kind: CalendarFeedKind, key) =>
      dataOf(api.POST('/api/v1/calendar-feeds', { body: { kind }, headers: { 'Idempotency-Key': key } })),
    ),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: feedsQuery.queryKey }),
  });
}

export function useRevokeFeed() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id }: CalendarFeed) => {
      await api.DELETE('/api/v1/calendar-feeds/{id}', { params: { path: { id } } });
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: feedsQuery.queryKey }),
  });
}

/** Outgoing mail, the newest first. */
export function useMails({ state, q }: MailSearch) {
  return useInfiniteQuery({
    queryKey: ['mails', state, q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/mails', {
          signal,
          params: { query: { limit: 50, cursor: pageParam, q, state: state && [state] } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export const refusalsQuery = queryOptions({
  queryKey: ['mail-refusals'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/mail-refusals', { signal, params: { query: { limit: 200 } } })),
});

/** Sends a mail again that could not be sent. */
export function useRetryMail() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: useOnce((id: string, key) =>
      dataOf(api.POST('/api/v1/mails/{id}/retries', { params: { path: { id } }, headers: { 'Idempotency-Key': key } })),
    ),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['mails'] });
      void queryClient.invalidateQueries({ queryKey: refusalsQuery.queryKey });
    },
  });
}
