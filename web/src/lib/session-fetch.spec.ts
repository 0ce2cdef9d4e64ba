import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onSignedOut, sessionFetch } from './session-fetch.js';

/** A real server that refuses until the session was prolonged. */
describe('a session that ran out', () => {
  let server: Server;
  let origin = '';
  let refreshes = 0;
  let refreshWorks = true;
  let signedOutTimes = 0;
  let fresh = false;
  const keys: (string | undefined)[] = [];
  const realFetch = globalThis.fetch;

  beforeEach(async () => {
    refreshes = 0;
    signedOutTimes = 0;
    fresh = false;
    refreshWorks = true;
    keys.length = 0;
    server = createServer((request, response) => {
      if (request.url === '/api/v1/auth/refresh') {
        refreshes += 1;
        fresh = refreshWorks;
        response.writeHead(refreshWorks ? 200 : 401).end();
        return;
      }
      if (request.method === 'POST') keys.push(request.headers['idempotency-key'] as string | undefined);
      response.writeHead(fresh ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // In a browser relative addresses are of the page's origin; here they are of this server.
    globalThis.fetch = (input, init) => realFetch(typeof input === 'string' ? origin + input : input, init);
    onSignedOut(() => {
      signedOutTimes += 1;
    });
  });

  afterEach(() => {
    globalThis.fetch = realFetch;
    server.close();
  });

  it('is prolonged once for many callers, and each gets its answer', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => sessionFetch(new Request(`${origin}/api/v1/tasks?n=${n}`))),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(refreshes).toBe(1);
    expect(signedOutTimes).toBe(0);
  });

  it('sends the same idempotency key when it asks again', async () => {
    await sessionFetch(new Request(`${origin}/api/v1/job-runs`, { method: 'POST', body: '{}' }));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('tells the page when it cannot be prolonged', async () => {
    refreshWorks = false;
    const answer = await sessionFetch(new Request(`${origin}/api/v1/tasks`));
    expect(answer.status).toBe(401);
    expect(signedOutTimes).toBe(1);
  });

  it('leaves a wrong password to the sign-in page', async () => {
    const answer = await sessionFetch(new Request(`${origin}/api/v1/auth/login`, { method: 'POST', body: '{}' }));
    expect(answer.status).toBe(401);
    expect(refreshes).toBe(0);
    expect(signedOutTimes).toBe(0);
  });
});
