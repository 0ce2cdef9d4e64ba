import http from 'node:http';
import fc from 'fast-check';
import type { ApiDocument, Operation } from './contract.js';
import { type KnownIds, validValue } from './valid-values.js';

export interface Call {
  path: Record<string, string>;
  query: Record<string, string[]>;
  headers: Record<string, string>;
  /** `value` is written as the type says; `text` is sent as it is. */
  body: { type: string; value?: unknown; text?: string } | null;
  /** Whether it gets what only the server gives out (`fresh-calls.ts`) when it is sent. */
  fresh: boolean;
  /** What is broken in it when it is sent, after everything else was made right. */
  fault?: (call: Call) => Call;
}

/** In `If-Match`: the version that the row has when the call is sent. */
export const AS_IT_IS = 'as it is';

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** Calls that the document allows. */
export function validCall(
  document: ApiDocument,
  operation: Operation,
  known: KnownIds,
  files: readonly Buffer[],
): fc.Arbitrary<Call> {
  const place = operation.path.replace(/^\/api\/v1\//, '').split('/');
  const path: Record<string, fc.Arbitrary<string>> = {};
  const query: Record<string, fc.Arbitrary<string[] | undefined>> = {};
  const headers: Record<string, fc.Arbitrary<string | undefined>> = {};
  for (const { name, in: where, schema, required } of operation.parameters) {
    const value = (as: string): fc.Arbitrary<unknown> => validValue(document, schema, as, known);
    if (where === 'path') {
      // `/agencies/{id}`: the id of an agency; `{keyId}` says what it is itself.
      const before = place[place.indexOf(`{${name}}`) - 1] ?? '';
      path[name] = value(name === 'id' ? before : name) as fc.Arbitrary<string>;
    } else if (where === 'query') {
      const texts = value(name).map((made) => (Array.isArray(made) ? made.map(String) : [String(made)]));
      query[name] = required ? texts : fc.option(texts, { nil: undefined, freq: 2 });
    } else if (name === 'If-Match') {
      const guessed = fc.integer({ min: 1, max: 4 }).map((version) => `"${version}.fuzz"`);
      headers[name] = fc.oneof({ weight: 3, arbitrary: fc.constant(AS_IT_IS) }, guessed);
    } else if (name === 'Idempotency-Key') {
      headers[name] = fc.uuid();
    }
  }
  return fc.record({
    path: fc.record(path),
    query: fc.record(query).map(present),
    headers: fc.record(headers).map(present),
    body: bodyOf(document, operation, known, files),
    fresh: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  }) as fc.Arbitrary<Call>;
}

function bodyOf(
  document: ApiDocument,
  { body }: Operation,
  known: KnownIds,
  files: readonly Buffer[],
): fc.Arbitrary<Call['body']> {
  if (!body) return fc.constant(null);
  const { type, schema } = body;
  if (type === 'multipart/form-data') {
    const noise = fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text));
    return fc.oneof(fc.constantFrom(...files), noise).map((file) => ({ type, value: file }));
  }
  return validValue(document, schema, '', known).map((value) => ({ type, value }));
}

const present = <T>(record: Record<string, T | undefined>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined));

const connections = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** Closes the connections that calls have left open. */
export const hangUp = (): void => connections.destroy();

/** Sends the call over HTTP as the caller of these headers. */
export function send(port: number, operation: Operation, call: Call, as: Record<string, string>): Promise<Answer> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(call.path[name] ?? ''));
  const query = Object.entries(call.query).flatMap(([name, values]) =>
    values.map((value) => `${name}=${encodeURIComponent(value)}`),
  );
  const body = call.body && written(call.body);
  const headers: Record<string, string> = { ...call.headers, ...as };
  const cookies = [as.Cookie, call.headers.Cookie].filter((cookie) => cookie !== undefined);
  if (cookies.length > 0) headers.Cookie = cookies.join('; ');
  if (body) Object.assign(headers, { 'Content-Type': body.type, 'Content-Length': String(body.bytes.length) });
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: '127.0.0.1',
        port,
        agent: connections,
        method: operation.method,
        path: query.length > 0 ? `${path}?${query.join('&')}` : path,
        headers,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body?.bytes);
  });
}

/** A name that goes with what the file begins with. */
function nameOf(value: unknown): string {
  const start = Buffer.isBuffer(value) ? value.subarray(0, 4).toString('latin1') : '';
  return start === '%PDF' ? 'a.pdf' : start.startsWith('PK') ? 'a.xlsx' : 'a.txt';
}

const BOUNDARY = 'ranh-gioi-cua-kiem-thu';

function written({ type, value, text }: NonNullable<Call['body']>): { type: string; bytes: Buffer } {
  if (text !== undefined) return { type, bytes: Buffer.from(text) };
  if (type === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams();
    for (const [name, field] of Object.entries(value as Record<string, unknown>)) form.set(name, String(field));
    return { type, bytes: Buffer.from(form.toString()) };
  }
  if (type === 'multipart/form-data') {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${nameOf(value)}"\r\n\r\n`;
    const part = Buffer.isBuffer(value) ? [Buffer.from(head), value, Buffer.from('\r\n')] : [];
    const bytes = Buffer.concat([...part, Buffer.from(`--${BOUNDARY}--\r\n`)]);
    return { type: `${type}; boundary=${BOUNDARY}`, bytes };
  }
  return { type, bytes: Buffer.from(JSON.stringify(value)) };
}
