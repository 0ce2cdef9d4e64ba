import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, dataOf } from './api-client.js';
import { meQuery } from './session.js';

/** Acts in the name of somebody whose deputy one is; null goes back to oneself. Afterwards every page reads anew. */
export function useActFor() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (userId: string | null) => dataOf(api.POST('/api/v1/auth/on-behalf', { body: { userId } })),
    onSuccess: async (person) => {
      queryClient.setQueryData(meQuery.queryKey, person);
      await navigate({ to: '/' });
      await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
    },
  });
}
