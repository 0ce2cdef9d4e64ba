import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import { asBytes, PDF, upload } from '../../../test/factories/files.js';
import { type Agent, createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../../test/harness/app.js';
import { expectProblem } from '../../../test/harness/problem.js';
import { GOOD_FILES, jpeg, png } from '../../../test/hostile-files/good-files.js';
import { HOSTILE_FILES } from '../../../test/hostile-files/hostile-files.js';
import { createLogger } from '../logging/logger.js';
import { FileReaders } from './file-readers.js';

let app: TestApp;
let officer: Agent;
let other: Agent;

/** Lines of the log that would worry an administrator. */
const worries: string[] = [];

beforeAll(async () => {
  app = await createTestApp({ logger: createLogger('warn', { write: (line) => void worries.push(line) }) });
  officer = await app.as('soyte');
  other = await app.as('quynhon');
});
afterAll(() => app.close());
beforeEach(() => app.dataSource.query(`UPDATE files SET state = 'attached'`));

const incoming = (): string[] => {
  const folder = join(app.filesDir, 'incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const kept = (): string[] =>
  existsSync(join(app.filesDir, 'kept'))
    ? readdirSync(join(app.filesDir, 'kept')).flatMap((part) => readdirSync(join(app.filesDir, 'kept', part)))
    : [];
const rows = async (): Promise<number> =>
  (await app.dataSource.query('SELECT count(*)::int AS count FROM files'))[0].count;

/** Until nothing is on its way in any more. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 100 && incoming().length > 0; tries += 1) await sleep(20);
}

describe('uploading', () => {
  it.each(Object.entries(GOOD_FILES))('takes %s and gives it back byte by byte', async (name, bytes) => {
    const { body, headers } = await upload(officer, name, bytes).expect(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: name.normalize('NFC'),
      bytes: bytes.length,
      type: expect.any(String),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(headers.location).toBe(`/api/v1/files/${body.id}`);
    const read = await officer
      .get(headers.location as string)
      .buffer(true)
      .parse(asBytes)
      .expect(200);
    expect((read.body as Buffer).equals(bytes)).toBe(true);
    const meta = await officer.get(`${headers.location}/meta`).expect(200);
    expect(meta.body).toEqual(body);
    expect(meta.headers.etag).toBe(headers.etag);
  });

  it('refuses every file of the hostile corpus, and keeps nothing of it', async () => {
    const before = { rows: await rows(), kept: kept().length };
    const answers: string[] = [];
    for (const { title, name, bytes, expected } of HOSTILE_FILES) {
      const answer = await upload(officer, name, bytes());
      if (answer.body.code !== expected) answers.push(`${title}: ${answer.status} ${answer.body.code}`);
      else expectProblem(answer, expected);
    }
    expect(answers).toEqual([]);
    await settled();
    expect({ rows: await rows(), kept: kept().length, incoming: incoming().length }).toEqual({
      ...before,
      incoming: 0,
    });
  });

  it('writes the change into the log', async () => {
    const { body } = await upload(officer, 'nhật ký.pdf', PDF).expect(201);
    const [event] = await app.dataSource.query(`SELECT type, after FROM events WHERE subject_id = $1`, [body.id]);
    expect(event).toEqual({
      type: 'file.uploaded',
      after: { name: 'nhật ký.pdf', bytes: PDF.length, type: 'pdf', sha256: body.sha256 },
    });
  });

  it('takes 20 MB and not one byte more', async () => {
    const fill = (length: number): Buffer => Buffer.concat([jpeg(), Buffer.alloc(length - jpeg().length)]);
    await upload(officer, 'lớn.jpg', fill(20 * 1_024 * 1_024)).expect(201);
    expectProblem(await upload(officer, 'quá lớn.jpg', fill(20 * 1_024 * 1_024 + 1)), 'request.too_large');
    await settled();
    expect(incoming()).toEqual([]);
  });

  it('says what is missing', async () => {
    expectProblem(await officer.post('/api/v1/files').field('name', 'x'), 'file.missing');
    expectProblem(await officer.post('/api/v1/files').attach('other', PDF, 'a.pdf'), 'request.malformed');
    expectProblem(await app.anonymous.post('/api/v1/files').attach('file', PDF, 'a.pdf'), 'auth.required');
    expect(incoming()).toEqual([]);
  });

  it('strips folders off a name and keeps what people write', async () => {
    const names = {
      '../../../etc/x.pdf': 'x.pdf',
      'C:\\Tài liệu\\quyết định.pdf': 'quyết định.pdf',
      'a"b;c%20.pdf': 'a"b;c%20.pdf',
    };
    for (const [sent, name] of Object.entries(names)) {
      const { body } = await upload(officer, sent, PDF).expect(201);
      expect(body.name).toBe(name);
    }
  });

  it('leaves nothing of an upload that is broken off, and takes it for no failure of its own', async () => {
    const before = await rows();
    worries.length = 0;
    const cookie = await cookieOf('soyte');
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n' +
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n',
    );
    for (let tries = 0; tries < 200 && incoming().length === 0; tries += 1) {
      socket.write('x'.repeat(1_000));
      await sleep(20);
    }
    expect(incoming()).toHaveLength(1);
    socket.destroy();
    await settled();
    expect(incoming()).toEqual([]);
    expect(await rows()).toBe(before);
    expect(worries).toEqual([]);
  });

  it('stops one who fills the disk with what nobody uses', async () => {
    const { body } = await upload(officer, 'a.png', png()).expect(201);
    await app.dataSource.query(
      `INSERT INTO files (id, name, bytes, type, sha256, uploaded_by, agency_id)
       SELECT gen_random_uuid(), 'đầy.png', 1, 'png', '', uploaded_by, agency_id FROM files, generate_series(1, 60) WHERE id = $1`,
      [body.id],
    );
    expectProblem(await upload(officer, 'b.png', png()), 'file.too_many_held');
    await upload(other, 'b.png', png()).expect(201);
    await app.dataSource.query(`DELETE FROM files WHERE name = 'đầy.png'`);
  });
});

describe('reading', () => {
  let id: string;
  beforeAll(async () => {
    id = (await upload(officer, 'Quyết định số 12/QĐ "mật"; bản 2.pdf', PDF).expect(201)).body.id;
  });

  it('gives an attachment that no browser opens inside the site', async () => {
    const { headers } = await officer.get(`/api/v1/files/${id}`).buffer(true).parse(asBytes).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'accept-ranges': 'none',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="QD _mat__ ban 2.pdf"; filename*=UTF-8''Q%C4%90%20%22m%E1%BA%ADt%22%3B%20b%E1%BA%A3n%202.pdf`,
    });
  });

  it('gives no pieces, answers HEAD and knows what the reader has', async () => {
    const whole = await officer.get(`/api/v1/files/${id}`).set('Range', 'bytes=0-3,-5').buffer(true).parse(asBytes);
    expect([whole.status, (whole.body as Buffer).length]).toEqual([200, PDF.length]);
    const head = await officer.head(`/api/v1/files/${id}`).expect(200);
    expect(head.headers['content-length']).toBe(String(PDF.length));
    await officer
      .get(`/api/v1/files/${id}`)
      .set('If-None-Match', whole.headers.etag as string)
      .expect(304);
    await officer.get(`/api/v1/files/${id}/meta`).set('If-None-Match', '"1.other"').expect(200);
  });

  it('is for the agency and for those who read every agency; for others there is no such file', async () => {
    for (const path of [`/api/v1/files/${id}`, `/api/v1/files/${id}/meta`]) {
      for (const name of ['congan', 'bcd']) await (await app.as(name)).get(path).expect(200);
      expectProblem(await other.get(path), 'resource.not_found');
      expectProblem(await app.anonymous.get(path), 'auth.required');
    }
    expectProblem(await officer.get('/api/v1/files/00000000-0000-4000-8000-000000000000'), 'resource.not_found');
    expectProblem(await officer.get('/api/v1/files/..%2f..%2fetc%2fpasswd'), 'resource.not_found');
  });

  it('is opened to others by the feature that the file is part of', async () => {
    const readers = app.app.get(FileReaders);
    readers.register({
      mayRead: async (file, actor) => file.id === id && actor.label !== '' && actor.agencyId !== null,
    });
    await other.get(`/api/v1/files/${id}/meta`).expect(200);
    (readers as unknown as { readers: unknown[] }).readers.length = 0;
    await other.get(`/api/v1/files/${id}/meta`).expect(404);
  });
});

async function cookieOf(username: string): Promise<string> {
  const answer = await supertest(app.server).post('/api/v1/auth/login').send({ username, password: SAMPLE_PASSWORD });
  return (answer.headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0]).join('; ');
}
