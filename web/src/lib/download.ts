import { useMutation } from '@tanstack/react-query';
import { readProblem } from './problem.js';
import { sessionFetch } from './session-fetch.js';

/** The true name of a download (RFC 8187), else the plain one. */
function nameOf(disposition: string | null, otherwise: string): string {
  const exact = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1];
  if (exact) return decodeURIComponent(exact);
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? otherwise;
}

/**
 * Fetches a file of the API and hands it to the browser to keep. Not by a plain link, which neither prolongs a session
 * nor shows why the API refused.
 * @throws Problem when the API refuses
 */
export async function downloadFile(path: string, { accept = '*/*', name = 'tai-ve' } = {}): Promise<string> {
  const address = new URL(path, window.location.origin);
  const response = await sessionFetch(new Request(address, { headers: { Accept: accept } }));
  if (!response.ok) throw await readProblem(response);
  const given = nameOf(response.headers.get('Content-Disposition'), name);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = given;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return given;
}

/** `downloadFile` behind a button. */
export function useDownload(path: string, options?: { accept?: string; name?: string }) {
  return useMutation({ mutationFn: () => downloadFile(path, options) });
}
