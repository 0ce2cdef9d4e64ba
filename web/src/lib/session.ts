import type { Permission } from '@plan/shared/vocabulary/permissions';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, dataOf } from './api-client.js';

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/auth/me', { signal })),
  staleTime: 60_000,
});

/** The signed-in person; only for pages behind the sign-in, where the answer is already there. */
export function useMe() {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('not signed in');
  return data;
}

/** Whether the person's roles allow something. For leaving out what would be refused; the API decides. */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
