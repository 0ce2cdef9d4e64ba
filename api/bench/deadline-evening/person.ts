import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, Kind, Ledger } from './ledger.js';
import type { ScannedPdf } from './scanned-pdf.js';

export interface Call {
  kind: Kind;
  method: 'GET' | 'POST' | 'PUT';
  /** Below `/api/v1`. */
  path: string;
  headers?: Record<string, string>;
  body?: object | ScannedPdf;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The line broke before the answer: whether anything was done is not known. */
export class BrokenLine extends Error {}

/** Nobody waits for ever: a page says so, and keeps what was written. Slowness, not a loss. */
export class GaveUp extends Error {}

/** A person sends again for this long; a page gives up later than that. */
const PATIENCE = 120_000;
const LONGEST = 60_000;

/** Somebody at a desk with an address of one's own: the whole of 127.0.0.0/8 is the loopback. */
export class Person {
  private readonly agent: Agent;
  private cookie = '';

  constructor(
    private readonly port: number,
    private readonly username: string,
    private readonly password: string,
    number: number,
    private readonly ledger: Ledger,
  ) {
    const localAddress = `127.${10 + (number >> 16)}.${(number >> 8) & 255}.${number & 255 || 1}`;
    this.agent = new Agent({ keepAlive: true, maxSockets: 4, localAddress });
  }

  async signIn(): Promise<void> {
    const body = { username: this.username, password: this.password };
    const { answer } = await this.ask({ kind: 'sign in', method: 'POST', path: '/auth/login', body });
    if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${answer.body}`);
    this.cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  }

  leave(): void {
    this.agent.destroy();
  }

  /** Sends until there is an answer of the product's own, as a page does after a broken line. */
  async ask(call: Call): Promise<{ answer: Answer; attempts: Attempt[] }> {
    const attempts: Attempt[] = [];
    const first = performance.now();
    let renewed = false;
    for (;;) {
      const attempt: Attempt = { sentAt: Date.now(), answeredAt: null };
      attempts.push(attempt);
      const start = performance.now();
      const answer = await this.send(call).catch((error: unknown) => {
        if (error instanceof BrokenLine) return null;
        throw error;
      });
      if (answer?.status === 401 && call.kind !== 'sign in' && !renewed) {
        // A long evening outlives a session's token.
        renewed = true;
        attempts.pop();
        await this.signIn();
        continue;
      }
      const way = answer === null ? 'broken line' : comesAgain(answer);
      if (answer !== null && way === null) {
        attempt.answeredAt = Date.now();
        this.ledger.took(call.kind, performance.now() - start, performance.now() - first);
        return { answer, attempts };
      }
      this.ledger.failed(call.kind, way ?? 'broken line');
      if (performance.now() - first > PATIENCE) throw new GaveUp(`${call.kind}: gave up after ${way}`);
      const wait = Number(answer?.headers['retry-after'] ?? 0) * 1_000;
      await sleep(Math.min(Math.max(wait, 300), 5_000));
    }
  }

  /**
   * One sending.
   * @param share of the body that is sent before the line is cut; all of it by default
   * @throws BrokenLine
   */
  send(call: Call, share = 1): Promise<Answer> {
    const { body, headers } = contentOf(call);
    const length = body.reduce((sum, chunk) => sum + chunk.length, 0);
    this.ledger.requests += 1;
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          agent: this.agent,
          method: call.method,
          path: `/api/v1${call.path}`,
          timeout: LONGEST,
          headers: {
            ...headers,
            ...call.headers,
            'Sec-Fetch-Site': 'same-origin',
            ...(this.cookie ? { Cookie: this.cookie } : {}),
            ...(call.method === 'GET' ? {} : { 'Content-Length': String(length) }),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.once('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
          response.once('error', () => reject(new BrokenLine()));
        },
      );
      sent.on('error', () => reject(new BrokenLine()));
      sent.once('timeout', () => sent.destroy());
      if (share < 1) {
        for (const chunk of body.slice(0, Math.max(1, Math.floor(body.length * share)))) sent.write(chunk);
        setTimeout(() => sent.destroy(), 20);
      } else if (body.length > 0) {
        Readable.from(body).pipe(sent);
      } else {
        sent.end();
      }
    });
  }
}

/** Why an answer makes one try again; null when it is the product's last word. */
function comesAgain({ status, body }: Answer): string | null {
  if (status === 409 && body.includes('request.idempotency_key_running')) return 'still running (409)';
  return [429, 502, 503, 504].includes(status) ? String(status) : null;
}

function contentOf({ body }: Call): { body: Buffer[]; headers: Record<string, string> } {
  if (body === undefined) return { body: [], headers: {} };
  if (!('chunks' in body)) {
    return { body: [Buffer.from(JSON.stringify(body))], headers: { 'Content-Type': 'application/json' } };
  }
  const boundary = `----${randomUUID()}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${body.name}"\r\nContent-Type: application/pdf\r\n\r\n`;
  return {
    body: [Buffer.from(head), ...body.chunks(), Buffer.from(`\r\n--${boundary}--\r\n`)],
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}
