import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ExecutionContext } from '@nestjs/common';
import fc from 'fast-check';
import pg from 'pg';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { repositoryFolder } from '../../create-app.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotentAnswers } from './idempotent-answers.js';
import { DomainError } from './problem.js';

const V1 = '/api/v1';

describe('Idempotency-Key', () => {
  let test: TestApp;
  let standing: Agent;
  let path: string;
  let otherPath: string;

  beforeAll(async () => {
    test = await createTestApp();
    standing = await test.as('congan');
    const rows = await test.dataSource.query(`SELECT id FROM assignments WHERE role = 'lead' ORDER BY id LIMIT 2`);
    [path, otherPath] = rows.map(({ id }: { id: string }) => `${V1}/assignments/${id}/evidence`);
  });

  afterAll(() => test.close());

  const body = (number: string) => ({ number, issuedOn: '2023-03-01', abstract: 'Kế hoạch triển khai' });
  const propose = (key: string | null, number: string, to = path, as = standing) => {
    const request = as.post(to).send(body(number));
    return key === null ? request : request.set('Idempotency-Key', key);
  };
  const count = async (number: string): Promise<[rows: number, events: number]> => {
    const [row] = await test.dataSource.query(
      `SELECT (SELECT count(*)::int FROM evidence WHERE number = $1) AS rows,
              (SELECT count(*)::int FROM events WHERE type = 'evidence.proposed' AND after->>'number' = $1) AS events`,
      [number],
    );
    return [row.rows, row.events];
  };

  it('is optional for people', async () => {
    await propose(null, 'no key').expect(201);
    await propose(null, 'no key').expect(201);
    expect(await count('no key')).toEqual([2, 2]);
  });

  it('gives the first answer again: status, body, Location and ETag', async () => {
    const key = randomUUID();
    const first = await propose(key, 'again').expect(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const second = await propose(key, 'again').expect(201);
    expect(second.text).toBe(first.text);
    for (const name of ['location', 'etag', 'content-type']) expect(second.headers[name]).toBe(first.headers[name]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await count('again')).toEqual([1, 1]);
  });

  it('takes the members of a body in any order', async () => {
    const key = randomUUID();
    await propose(key, 'order').expect(201);
    const turned = Object.fromEntries(Object.entries(body('order')).reverse());
    await standing.post(path).set('Idempotency-Key', key).send(turned).expect(201);
    expect(await count('order')).toEqual([1, 1]);
  });

  it('is refused with another body, and on another object', async () => {
    const key = randomUUID();
    await propose(key, 'reused').expect(201);
    const other = await propose(key, 'reused otherwise').expect(422);
    expect(other.body.code).toBe('request.idempotency_key_reused');
    await propose(key, 'reused', otherPath).expect(422);
    expect(await count('reused')).toEqual([1, 1]);
    expect(await count('reused otherwise')).toEqual([0, 0]);
  });

  it('takes a list for another body than an object', async () => {
    const admin = await test.as('admin');
    const key = randomUUID();
    const create = (aliases: unknown) =>
      admin
        .post(`${V1}/agencies`)
        .set('Idempotency-Key', key)
        .send({ name: 'Cơ quan không tên gọi khác', level: 'department', aliases });
    await create([]).expect(201);
    const other = await create({});
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency_key_reused']);
    expect((await create([])).headers['idempotency-replayed']).toBe('true');
  });

  it('belongs to one caller and one route', async () => {
    const key = randomUUID();
    await propose(key, 'mine').expect(201);
    const admin = await test.as('admin');
    const made = await admin
      .post(`${V1}/api-clients`)
      .set('Idempotency-Key', key)
      .send({ name: 'Hệ thống của khóa chung', scopes: ['plans:read'] })
      .expect(201);
    expect(made.headers['idempotency-replayed']).toBeUndefined();
    const [lead] = await test.dataSource.query(
      `SELECT s.id FROM assignments s JOIN agencies a ON a.id = s.agency_id
       WHERE a.name = 'Sở Y tế' AND s.role = 'lead' ORDER BY s.id LIMIT 1`,
    );
    await propose(key, 'theirs', `${V1}/assignments/${lead.id}/evidence`, await test.as('soyte')).expect(201);
    expect(await count('theirs')).toEqual([1, 1]);
  });

  it('makes one row of fifty calls at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => propose(key, 'fifty')));
    const done = answers.filter(({ status }) => status === 201);
    const busy = answers.filter(({ status }) => status === 409);
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect(done.length + busy.length).toBe(50);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const answer of busy) {
      expect(answer.body.code).toBe('request.idempotency_key_running');
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect(await count('fifty')).toEqual([1, 1]);
    expect((await propose(key, 'fifty').expect(201)).text).toBe(done[0]?.text);
  });

  it('is not used up by a refusal', async () => {
    const key = randomUUID();
    const future = { ...body('refused'), issuedOn: '2999-01-01' };
    await standing.post(path).set('Idempotency-Key', key).send(future).expect(400);
    await standing.post(path).set('Idempotency-Key', key).send({}).expect(400);
    await propose(key, 'refused').expect(201);
    expect(await count('refused')).toEqual([1, 1]);
  });

  it('must be one word of ASCII', async () => {
    for (const key of ['', 'two words', 'x'.repeat(256)]) {
      const answer = await propose(key, 'bad key').expect(400);
      expect(answer.body.code).toBe('request.invalid');
    }
    expect(await count('bad key')).toEqual([0, 0]);
  });

  it('leaves neither effect nor answer when one of them fails', async () => {
    const owner = new pg.Client({ connectionString: test.database.ownerUrl });
    await owner.connect();
    const key = randomUUID();
    try {
      await owner.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`);
      await owner.query('CREATE TRIGGER refuse BEFORE INSERT ON idempotency_keys EXECUTE FUNCTION refuse()');
      await propose(key, 'torn').expect(500);
      expect(await count('torn')).toEqual([0, 0]);
      await owner.query('DROP TRIGGER refuse ON idempotency_keys');
      await propose(key, 'torn').expect(201);
      expect(await count('torn')).toEqual([1, 1]);
    } finally {
      await owner.end();
    }
  });

  it('shows a key that is shown once once more to whoever repeats the call, and to no reader of the table', async () => {
    const admin = await test.as('admin');
    const { body: client } = await admin
      .post(`${V1}/api-clients`)
      .send({ name: 'Hệ thống thử lại', scopes: ['plans:read'] })
      .expect(201);
    const key = randomUUID();
    const issue = () => admin.post(`${V1}/api-clients/${client.id}/keys`).set('Idempotency-Key', key).send({});
    const first = await issue().expect(201);
    const second = await issue().expect(201);
    expect(second.body).toEqual(first.body);
    const [row] = await test.dataSource.query(
      `SELECT (SELECT count(*)::int FROM api_client_keys WHERE client_id = $1) AS keys,
              (SELECT string_agg(encode(answer, 'escape') || encode(key_digest, 'escape'), '') FROM idempotency_keys) AS kept`,
      [client.id],
    );
    expect(row.keys).toBe(1);
    expect(row.kept).not.toContain(first.body.key);
    expect(row.kept).not.toContain(first.body.prefix);
    expect(row.kept).not.toContain(key);
  });

  it('holds an upload against its file', async () => {
    const source = readFileSync(repositoryFolder('api', 'sample', 'ke-hoach-de-an-06-2023.txt'));
    const key = randomUUID();
    const upload = (file: Buffer) =>
      standing.post(`${V1}/plan-imports`).set('Idempotency-Key', key).attach('file', file, 'ke-hoach.txt');
    const first = await upload(source).expect(201);
    expect((await upload(source).expect(201)).body.id).toBe(first.body.id);
    await upload(Buffer.concat([source, Buffer.from('\n')])).expect(422);
    const [row] = await test.dataSource.query(`SELECT count(*)::int AS imports FROM plan_imports`);
    expect(row.imports).toBe(2);
  });

  it('is kept for 72 hours', async () => {
    const key = randomUUID();
    const age = (hours: number) =>
      test.dataSource.query(`UPDATE idempotency_keys SET created_at = now() - make_interval(mins => $1)`, [
        hours * 60 - 1,
      ]);
    const first = await propose(key, 'old').expect(201);
    await age(72);
    expect((await propose(key, 'old').expect(201)).body.id).toBe(first.body.id);
    await age(72.1);
    expect((await propose(key, 'old').expect(201)).body.id).not.toBe(first.body.id);
    await age(73);
    const swept = await test.app.get(IdempotentAnswers).sweep();
    expect(swept).toBeGreaterThan(5);
    expect(await test.app.get(IdempotentAnswers).sweep()).toBe(0);
  });

  it('is required from API clients', () => {
    const request = { headers: {}, actor: { kind: 'client', id: randomUUID() } };
    const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
    const interceptor = new IdempotencyInterceptor(test.app.get(IdempotentAnswers));
    const call = () =>
      interceptor.intercept(context, {
        handle: () => {
          throw new Error('reached');
        },
      });
    expect(call).toThrow(DomainError);
    expect(call).toThrow('request.idempotency_key_missing');
  });

  it('makes as many things as keys, in whatever order calls come and repeat', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), word: fc.constantFrom('x', 'y') }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (calls) => {
          const run = randomUUID();
          const model = new Map<string, { word: string; text: string }>();
          for (const { key, word } of calls) {
            const answer = await propose(`${run}-${key}`, `${run}-${word}`);
            const known = model.get(key);
            if (!known) model.set(key, { word, text: answer.text });
            expect(answer.status).toBe(!known || known.word === word ? 201 : 422);
            if (known?.word === word) expect(answer.text).toBe(known.text);
          }
          const made = (await count(`${run}-x`))[0] + (await count(`${run}-y`))[0];
          expect(made).toBe(model.size);
        },
      ),
      { numRuns: 25 },
    );
  });
});
