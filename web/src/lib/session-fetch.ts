import { noAnswer } from './problem.js';

const REFRESH = '/api/v1/auth/refresh';
/** These answer 401 themselves, in words for the page that called them. */
const SIGN_IN_PATHS = [
  '/api/v1/auth/login',
  REFRESH,
  '/api/v1/auth/logout',
  '/api/v1/auth/claims',
  '/api/v1/auth/ways',
];

let signedOut: () => void = () => {};
let refreshing: Promise<boolean> | null = null;

/** Told once when the session cannot be prolonged: the router then asks to sign in, keeping the address. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

/** Prolongs the session; callers at the same moment share one request, or the rotation would end the family. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= fetch(REFRESH, { method: 'POST', credentials: 'same-origin' })
    .then((response) => response.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/**
 * `fetch` with the session's cookies. A 401 prolongs the session once and asks again; POSTs carry an idempotency key,
 * so asking again, also after a broken line, makes nothing twice.
 */
export async function sessionFetch(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
    request.headers.set('Idempotency-Key', crypto.randomUUID());
  }
  const again = request.clone();
  const last = request.clone();
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    try {
      response = await fetch(again);
    } catch {
      throw noAnswer();
    }
  }
  if (response.status !== 401 || SIGN_IN_PATHS.includes(path)) return response;
  // Who asks only whether someone is signed in gets the answer, and decides himself where to go.
  const asksWho = path === '/api/v1/auth/me';
  if (!(await refreshSession())) {
    if (!asksWho) signedOut();
    return response;
  }
  const second = await fetch(last);
  if (second.status === 401 && !asksWho) signedOut();
  return second;
}
