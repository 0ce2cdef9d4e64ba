import { noAnswer, Problem, readProblem } from './problem.js';
import { refreshSession } from './session-fetch.js';

export interface UploadOptions {
  /** Share of the bytes that left, 0 to 1. */
  onProgress: (share: number) => void;
  /** The same key for the same file, so that trying again makes nothing twice. */
  idempotencyKey: string;
  /** The ETag of what the file changes, where it changes something that stands. */
  ifMatch?: string;
}

/**
 * Sends one file as `multipart/form-data` field `file`. Not by fetch, which cannot say how much has left. The session
 * is prolonged once when it ran out meanwhile.
 * @throws Problem when the API refuses or no answer comes
 */
export async function uploadFile<Answer>(path: string, file: File, options: UploadOptions): Promise<Answer> {
  try {
    return await send<Answer>(path, file, options);
  } catch (error) {
    if (error instanceof Problem && error.status === 401 && (await refreshSession())) {
      return send<Answer>(path, file, options);
    }
    throw error;
  }
}

function send<Answer>(
  path: string,
  file: File,
  { onProgress, idempotencyKey, ifMatch }: UploadOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', idempotencyKey);
    if (ifMatch) request.setRequestHeader('If-Match', ifMatch);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(noAnswer());
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Answer);
        return;
      }
      const headers = { 'x-request-id': request.getResponseHeader('x-request-id') ?? '' };
      void readProblem(new Response(request.responseText, { status: request.status, headers })).then(reject);
    };
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
