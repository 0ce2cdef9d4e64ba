import type { components } from '@plan/shared/api';
import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf, taggedDataOf } from '../../lib/api-client.js';
import { useOnce } from '../../lib/once.js';
import type { PeopleSearch } from './people-search.js';

export type Person = components['schemas']['UserDto'];
export type NewPerson = components['schemas']['NewUserInput'];
export type PersonChange = components['schemas']['UserChangeInput'];
export type IssuedLink = components['schemas']['IssuedLinkDto'];
export type Invitation = components['schemas']['InvitationDto'];
export type InvitedList = components['schemas']['InvitedListDto'];

/** People by user name, page by page. */
export function usePeople({ q, role, state, agencyId }: PeopleSearch) {
  return useInfiniteQuery({
    queryKey: ['people', { q, role, state, agencyId }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/users', {
          signal,
          params: {
            query: {
              q,
              role: role ? [role] : undefined,
              state: state ? [state] : undefined,
              agencyId: agencyId ? [agencyId] : undefined,
              limit: 200,
              cursor: pageParam,
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/users/{id}', { signal, params: { path: { id } } })),
  });

export const sessionsOfPerson = (id: string) =>
  queryOptions({
    queryKey: ['person-sessions', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/users/{id}/sessions', { signal, params: { path: { id } } })),
  });

/** Invitations that can still be accepted, the newest first: all, or those of one person. */
export function useOpenInvitations(userId?: string) {
  return useInfiniteQuery({
    queryKey: ['invitations', { userId }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/v1/invitations', {
          signal,
          params: { query: { state: ['open'], userId, limit: 200, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export const invitationQuery = (id: string) =>
  queryOptions({
    queryKey: ['invitation', id],
    queryFn: ({ signal }) => taggedDataOf(api.GET('/api/v1/invitations/{id}', { signal, params: { path: { id } } })),
    // Asked about just before it is taken back: what was read earlier may be over.
    staleTime: 0,
    gcTime: 0,
  });

/** Takes an open invitation back: its link opens nothing any more. */
export function useTakeBack() {
  const refresh = useFreshPeople();
  return useMutation({
    mutationFn: ({ id, etag }: { id: string; etag: string }) =>
      api.DELETE('/api/v1/invitations/{id}', { params: { path: { id }, header: { 'If-Match': etag } } }),
    onSettled: refresh,
  });
}

/** The list and the open person are read anew. */
function useFreshPeople() {
  const queryClient = useQueryClient();
  return () => {
    for (const key of ['people', 'person', 'person-sessions', 'invitations', 'invitation']) {
      void queryClient.invalidateQueries({ queryKey: [key] });
    }
  };
}

export function useInvite() {
  const refresh = useFreshPeople();
  return useMutation({
    mutationFn: useOnce((body: NewPerson, key) =>
      dataOf(api.POST('/api/v1/users', { body, headers: { 'Idempotency-Key': key } })),
    ),
    onSuccess: refresh,
  });
}

/** A new one-time link: for somebody who has not accepted yet, or for a new password. */
export function useIssueLink(id: string) {
  const refresh = useFreshPeople();
  return useMutation({
    mutationFn: useOnce((kind: 'invitation' | 'reset', key) =>
      kind === 'invitation'
        ? dataOf(api.POST('/api/v1/invitations', { body: { userId: id }, headers: { 'Idempotency-Key': key } }))
        : dataOf(
            api.POST('/api/v1/users/{id}/password-resets', {
              params: { path: { id } },
              headers: { 'Idempotency-Key': key },
            }),
          ),
    ),
    onSuccess: refresh,
  });
}

export function useChangePerson(id: string) {
  const refresh = useFreshPeople();
  return useMutation({
    mutationFn: ({ body, etag }: { body: PersonChange; etag: string }) =>
      taggedDataOf(api.PATCH('/api/v1/users/{id}', { body, params: { path: { id }, header: { 'If-Match': etag } } })),
    onSuccess: refresh,
  });
}

export function useRemoveFactor(id: string) {
  const refresh = useFreshPeople();
  return useMutation({
    mutationFn: (etag: string) =>
      api.DELETE('/api/v1/users/{id}/second-factor', { params: { path: { id }, header: { 'If-Match': etag } } }),
    onSettled: refresh,
  });
}

export function useEndSessionOf(id: string) {
  const refresh = useFreshPeople();
  return useMutation({
    mutationFn: (sessionId: string) =>
      api.DELETE('/api/v1/users/{id}/sessions/{sessionId}', { params: { path: { id, sessionId } } }),
    onSettled: refresh,
  });
}
