import { Agent, request } from 'node:http';
import autocannon from 'autocannon';
import type { MeasuredServer } from './servers.js';

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Rate {
  perSecond: number;
  cpuMicrosEach: number;
}

/** Requests that succeeded per second, and the server's CPU time for each. Every connection starts at another call. */
export async function rateOf(
  server: MeasuredServer,
  calls: readonly Call[],
  connections: number,
  seconds: number,
): Promise<Rate> {
  let client = 0;
  const before = await server.usage();
  const result = await autocannon({
    url: server.origin,
    connections,
    duration: seconds,
    requests: calls.slice(0, 1),
    setupClient: (each) => {
      const at = Math.floor((client * calls.length) / connections);
      client += 1;
      each.setRequests([...calls.slice(at), ...calls.slice(0, at)]);
    },
  });
  const after = await server.usage();
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${calls[0]?.path}: ${result.non2xx} refused, ${result.errors} broken of ${result['2xx']}`);
  }
  return {
    perSecond: result['2xx'] / result.duration,
    cpuMicrosEach: (after.cpuMicros - before.cpuMicros) / result['2xx'],
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Milliseconds from sending the call to the last byte of its answer, over one kept connection, and the answer. */
export function timed(origin: string, call: Call): Promise<{ ms: number; status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const sent = request(
      `${origin}${call.path}`,
      { method: call.method, headers: { ...call.headers, ...lengthOf(call) }, agent },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => resolve({ ms: performance.now() - start, status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(call.body);
  });
}

const lengthOf = ({ body }: Call): Record<string, string> =>
  body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };

/** The value below which the share `p` (0–1) of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
