import type { ErrorCode } from '@plan/shared/vocabulary/error-codes';
import { ERROR_CODES } from '@plan/shared/vocabulary/error-codes';
import type { Response } from 'supertest';

/** What would tell a stranger how the inside is made: stacks, SQL, file names, libraries. */
const INSIDE =
  /\n\s+at |node_modules|\/(?:src|dist)\/|\.[cm]?[jt]s\b|QueryFailed|\bSELECT\b|\bINSERT INTO\b|\bUPDATE "|relation "|ECONN|body-parser/;

/** Holds an answer against RFC 9457 and api.md: the code, its status, the request's id, and nothing of the inside. */
export function expectProblem(response: Pick<Response, 'status' | 'headers' | 'text'>, code: ErrorCode): ProblemBody {
  const body = JSON.parse(response.text) as ProblemBody;
  expect({ status: response.status, code: body.code }).toEqual({ status: ERROR_CODES[code].status, code });
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ type: `urn:problem:${code}`, status: ERROR_CODES[code].status });
  expect(body.title).toBeTruthy();
  expect(body.detail).toBeTruthy();
  expect(body.instance).toMatch(/^[^?]*$/);
  expect(body.traceId).toBe(response.headers['x-request-id']);
  expect(body.traceId).toMatch(/^[\w-]{8,64}$/);
  expect(response.text).not.toMatch(INSIDE);
  return body;
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  traceId: string;
  errors?: { pointer: string; code: string; message: string }[];
}
