import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../lib/problem.js';

/** Reads are asked again only when the line or the server failed, never when the API said no. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
    mutations: { retry: false },
  },
});
