import type { Test } from 'supertest';
import type { Agent } from '../harness/app.js';
import { GOOD_FILES } from '../hostile-files/good-files.js';
import { API } from './sample.js';

export const PDF = GOOD_FILES['quyết định số 12.PDF'] as Buffer;

/** Sends one file; add what you expect. */
export const upload = (agent: Agent, name = 'quyết định.pdf', bytes = PDF): Test =>
  agent.post(`${API}/files`).attach('file', bytes, { filename: name });

/** The id of a file that was taken. */
export const uploaded = async (agent: Agent, name?: string, bytes?: Buffer): Promise<string> =>
  (await upload(agent, name, bytes).expect(201)).body.id;

/** A download as it came, in `body`. */
export const download = (agent: Agent, path: string): Test => agent.get(path).buffer(true).parse(asBytes);

/** Reads the body of an answer as bytes. */
export function asBytes(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  stream.on('end', () => done(null, Buffer.concat(pieces)));
}
