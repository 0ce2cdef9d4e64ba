import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { repositoryFolder } from '../../src/create-app.js';
import type { Agent } from '../harness/app.js';
import { API, etagIn } from './sample.js';

/** The decision of the sample, as a file. */
export const DECISION = readFileSync(repositoryFolder('api', 'sample', 'ke-hoach-de-an-06-2023.txt'));

/** A side of task 5 that names nobody whom the directory knows. */
export const UNKNOWN_SIDE = 'Các sở, ngành có liên quan';

export interface Preview {
  tasks: { number: number }[];
  warnings: { code: string; row: number | null; message: string }[];
}

export const previewedTask = (preview: Preview, number: number) => preview.tasks.find((one) => one.number === number);
export const warningCodes = (preview: Preview) => preview.warnings.map(({ code, row }) => [code, row]);

export const upload = (agent: Agent, content: Buffer | string, fileName = 'ke-hoach.txt') =>
  agent.post(`${API}/plan-imports`).attach('file', Buffer.from(content), fileName);

/** The decision as a document that was not uploaded before. */
export const uploadAnew = (agent: Agent) =>
  upload(agent, `${DECISION.toString('utf8')}\n\n${randomBytes(8).toString('hex')}`).expect(201);

export const confirm = (agent: Agent, importId: string) => agent.post(`${API}/plan-imports/${importId}/confirmation`);

/** Reads the import and answers with its ETag, as a page does. */
export async function answer(agent: Agent, importId: string, edits: object) {
  const path = `${API}/plan-imports/${importId}`;
  const etag = etagIn(await agent.get(path).expect(200));
  return agent.patch(path).set('If-Match', etag).send(edits);
}
