import type { AddressInfo } from 'node:net';
import { createTestApp, type TestApp } from '../../../test/harness/app.js';
import { expectProblem } from '../../../test/harness/problem.js';
import { Metrics } from './metrics.js';
import { ReadinessService } from './readiness.service.js';

describe('health and figures of a process', () => {
  let app: TestApp;
  let metrics: Metrics;

  beforeAll(async () => {
    metrics = new Metrics();
    app = await createTestApp({ metrics });
  });
  afterAll(() => app.close());

  it('lives and is ready', async () => {
    await app.anonymous.get('/health/live').expect(200, { status: 'ok' });
    await app.anonymous.get('/health/ready').expect(200, { status: 'ok' });
  });

  it('serves the figures as Prometheus reads them, on a port of their own, by the pattern of a route', async () => {
    const reader = await app.as('bcd');
    const planId = await app.planId();
    await reader.get(`/api/v1/plans/${planId}`).expect(200);
    await reader.get('/api/v1/nothing-of-this-name').expect(404);
    const server = await metrics.listen(0);
    try {
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      const text = await answer.text();
      expect(text).toContain(
        'http_request_duration_seconds_count{method="GET",route="/api/v1/plans/:id",status="200"} 1',
      );
      expect(text).toContain('process_cpu_seconds_total');
      // Neither ids nor addresses that a stranger makes up become series.
      expect(text).not.toContain(planId);
      expect(text).not.toContain('nothing-of-this-name');
      for (const [path, method] of [
        ['/', 'GET'],
        ['/metrics', 'POST'],
      ] as const) {
        expect((await fetch(`http://127.0.0.1:${port}${path}`, { method })).status).toBe(404);
      }
    } finally {
      server.close();
    }
    // Not for the public.
    expectProblem(await app.anonymous.get('/metrics'), 'request.not_found');
    expectProblem(await app.anonymous.get('/api/v1/metrics'), 'request.not_found');
  });

  it('is not ready while the schema is not the one that it knows', async () => {
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: app.database.ownerUrl });
    await owner.connect();
    await owner.query(`INSERT INTO migrations (timestamp, name) VALUES (1, 'FromTheFuture1')`);
    expectProblem(await app.anonymous.get('/health/ready'), 'server.unavailable');
    await owner.query('DELETE FROM migrations WHERE timestamp = 1');
    await owner.end();
    await app.anonymous.get('/health/ready').expect(200);
  });

  it('takes nothing new once it is on its way out, and still lives', async () => {
    app.app.get(ReadinessService).drain();
    const answer = await app.anonymous.get('/health/ready');
    expectProblem(answer, 'server.unavailable');
    expect(answer.headers['retry-after']).toBe('5');
    await app.anonymous.get('/health/live').expect(200);
  });
});
