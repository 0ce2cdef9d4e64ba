import fc from 'fast-check';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { expectProblem } from '../../../test/harness/problem.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { DomainError } from './problem.js';

const FILTERS = { planId: 'a', timeliness: ['overdue'] };

describe('a cursor', () => {
  it('comes back as it went, for its own filters and length alone', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const cursor = encodeCursor(values, FILTERS);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor, FILTERS, values.length)).toEqual(values);
        expect(() => decodeCursor(cursor, { ...FILTERS, planId: 'b' }, values.length)).toThrow(DomainError);
        expect(() => decodeCursor(cursor, FILTERS, values.length + 1)).toThrow(DomainError);
      }),
    );
  });

  it('that was made by somebody else is refused, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (cursor) => {
          expect(() => decodeCursor(cursor, FILTERS, 2)).toThrow(DomainError);
        },
      ),
    );
  });
});

/** Every list that pages, with the parameters of its first page. */
const LISTS = [
  '/api/v1/agencies?limit=1',
  '/api/v1/tasks?limit=1',
  '/api/v1/tasks?limit=1&sort=-dueOn',
  '/api/v1/tasks?limit=1&sort=timeliness,-title',
  '/api/v1/assignments?limit=1',
  '/api/v1/evidence?limit=1',
  '/api/v1/job-runs?limit=1',
];

describe('a tampered cursor', () => {
  let app: TestApp;
  let reader: Agent;

  beforeAll(async () => {
    app = await createTestApp();
    reader = await app.as('congan');
    for (const day of ['2023-05-04', '2023-05-05']) {
      await reader.post('/api/v1/job-runs').send({ job: 'raise-overdue', day }).expect(200);
    }
    const leads = await reader.get('/api/v1/assignments?role=lead&limit=2').expect(200);
    for (const { id } of leads.body.items) {
      await reader
        .post(`/api/v1/assignments/${id}/evidence`)
        .send({ number: '12/BC', issuedOn: '2023-03-28', abstract: 'Báo cáo' })
        .expect(201);
    }
  });
  afterAll(() => app.close());

  it.each(LISTS)('of %s is 400', async (path) => {
    const first = await reader.get(path).expect(200);
    const cursor = first.body.nextCursor as string;
    expect(cursor).toBeTruthy();
    await reader.get(`${path}&cursor=${cursor}`).expect(200);
    const [print, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const made = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const forged = [
      'x',
      cursor.slice(0, -4),
      `${cursor}AAAA`,
      made(),
      made(print),
      made(print, ...values, 'more'),
      made('other', ...values),
      ...values.flatMap((_, index) =>
        [null, true, {}, [], { toString: 'x' }, [1, 2], 'a\0b'].map((odd) =>
          made(print, ...values.map((value, at) => (at === index ? odd : value))),
        ),
      ),
      // The last value is always the id.
      ...['', 'not-an-id', 5, 1.5, '00000000-0000-4000-8000-00000000000g'].map((odd) =>
        made(print, ...values.slice(0, -1), odd),
      ),
      Buffer.from('{"0":"x"}').toString('base64url'),
      Buffer.from('"text"').toString('base64url'),
      Buffer.from('null').toString('base64url'),
    ];
    for (const odd of forged) {
      const answer = await reader.get(`${path}&cursor=${odd}`);
      const told = `${answer.status} ${Buffer.from(odd, 'base64url').toString()}`;
      expect(told).toBe(`400 ${Buffer.from(odd, 'base64url').toString()}`);
    }
    // Well-formed values of the wrong type reach the database's own check: refused or an empty page, never a failure.
    for (const odd of ['text', 12, -1.5, 9e15, '9999-99-99', '2023-01-01', 'a'.repeat(1_000), '\ud800']) {
      const answer = await reader.get(`${path}&cursor=${made(print, odd, ...values.slice(1))}`);
      expect([200, 400]).toContain(answer.status);
    }
  });

  it.each(LISTS)('of %s is refused under other filters', async (path) => {
    const other = LISTS[(LISTS.indexOf(path) + 1) % LISTS.length] as string;
    const { nextCursor } = (await reader.get(path).expect(200)).body;
    expectProblem(await reader.get(`/api/v1/tasks?limit=1&q=xyz&cursor=${nextCursor}`), 'request.cursor_invalid');
    expect(other).not.toBe(path);
  });
});
