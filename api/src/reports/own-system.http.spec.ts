import { randomUUID } from 'node:crypto';
import { newClientKey } from '../../test/factories/api-clients.js';
import { PDF } from '../../test/factories/files.js';
import { openPeriods, setDates, type TestPeriods } from '../../test/factories/reports.js';
import { agencyId } from '../../test/factories/sample.js';
import { fencedBlocks, filledIn, readCurl } from '../../test/factories/written-calls.js';
import { createTestApp, type TestApp } from '../../test/harness/app.js';

const DOCUMENT = new URL('./README.md', import.meta.url);
const LATE = { lateReasonCode: 'staff', lateReasonText: 'Thay cán bộ đầu mối' };

// biome-ignore lint/suspicious/noExplicitAny: the body of an answer
type Body = any;

interface Entry {
  assignmentId: string;
  fileIds: string[];
}

/** The calls of README.md, as another department's programmer reads them, sent over plain HTTP. */
describe('a department’s own system', () => {
  const [, ...commands] = fencedBlocks(DOCUMENT, 'sh') as [string, string, string, string, string, string];
  const [lines] = fencedBlocks(DOCUMENT, 'json') as [string];
  let app: TestApp;
  let periods: TestPeriods;
  let origin: string;

  beforeAll(async () => {
    app = await createTestApp();
    periods = await openPeriods(app);
    const { port } = app.server.address() as { port: number };
    origin = `http://127.0.0.1:${port}`;
  });
  afterAll(() => app.close());

  /** A programmer's notebook: what earlier answers have told, by the names of the document. */
  class Notebook {
    readonly known: Record<string, string>;

    constructor(
      key: string,
      private readonly headers: (written: Record<string, string>) => Record<string, string> = (same) => same,
    ) {
      this.known = { API: `${origin}/api/v1`, KEY: key, UPLOAD: randomUUID(), SUBMIT: randomUUID() };
    }

    /** Sends the command with this number, with what its file holds. */
    async send(number: number, file?: Blob | string): Promise<{ status: number; headers: Headers; body: Body }> {
      const { method, url, headers, body, form } = readCurl(commands[number - 1] as string, this.known);
      let sent: FormData | string | null = body?.startsWith('@') ? (file as string) : body;
      if (form) {
        sent = new FormData();
        sent.append(form.field, file as Blob, form.fileName);
      }
      const answer = await fetch(url, { method, headers: this.headers(headers), body: sent });
      return { status: answer.status, headers: answer.headers, body: await answer.json() };
    }

    /** The document's entry, once for each line of the report. */
    linesFor(entries: { assignmentId: string }[]): string {
      const made = entries.map(({ assignmentId }, at) => {
        const [entry] = JSON.parse(filledIn(lines, { ...this.known, ASSIGNMENT: assignmentId })).entries as [Entry];
        return at === 0 ? entry : { ...entry, fileIds: [] };
      });
      return JSON.stringify({ entries: made });
    }

    /** Calls 1 to 4 for the report of a period. */
    async write(periodId: string): Promise<void> {
      const owed = await this.send(1);
      expect(owed.status).toBe(200);
      this.known.REPORT = owed.body.items.find((item: Body) => item.periodId === periodId).reportId;
      const read = await this.send(2);
      expect(read.status).toBe(200);
      const file = await this.send(3, new Blob([new Uint8Array(PDF)]));
      expect(file.status).toBe(201);
      Object.assign(this.known, { ETAG: read.headers.get('etag'), FILE: file.body.id });
      const saved = await this.send(4, this.linesFor(read.body.entries));
      expect([saved.status, saved.body.entries.length]).toEqual([200, read.body.entries.length]);
      expect(saved.body.entries[0].files).toMatchObject([{ id: file.body.id, name: 'bang-ke.pdf' }]);
      this.known.ETAG = saved.headers.get('etag') as string;
    }
  }

  it('has five calls to learn', () => {
    expect(commands).toHaveLength(5);
    expect(
      commands.map(
        (command) =>
          readCurl(command, { API: 'http://x', KEY: 'k', REPORT: 'r', UPLOAD: 'u', SUBMIT: 's', ETAG: 'e' }).method,
      ),
    ).toEqual(['GET', 'GET', 'POST', 'PUT', 'POST']);
  });

  it('submits its report with its key, and a broken line doubles nothing', async () => {
    const agency = await agencyId(app, 'Sở Y tế');
    const system = new Notebook(await newClientKey(app, ['reports:read', 'reports:write'], agency));
    await system.write(periods.earlier);
    const submitted = await system.send(5);
    expect([submitted.status, submitted.body.state, submitted.body.late]).toEqual([200, 'submitted', false]);
    const again = await system.send(5);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(submitted.body);
    expect((await system.send(1)).body.items.map(({ periodId }: Body) => periodId)).toEqual([periods.later]);
    const versions = await app.dataSource.query(
      `SELECT s.channel, s.submitted_by_label AS label, s.content -> 'entries' -> 0 -> 'files' -> 0 ->> 'name' AS file
       FROM report_submissions s WHERE s.report_id = $1`,
      [system.known.REPORT],
    );
    expect(versions).toEqual([
      { channel: 'api', label: expect.stringMatching(/^Hệ thống Phần mềm /), file: 'bang-ke.pdf' },
    ]);
    const [event] = await app.dataSource.query(
      `SELECT actor_kind AS kind, via, agency_id AS agency FROM events WHERE type = 'report.submitted' AND subject_id = $1`,
      [system.known.REPORT],
    );
    expect(event).toEqual({ kind: 'client', via: 'key', agency });
    // A new key is a new effect, and the version is an old one.
    system.known.SUBMIT = randomUUID();
    expect((await system.send(5)).body).toMatchObject({ status: 412, code: 'resource.stale' });
  });

  it('does the same with a token', async () => {
    const key = await newClientKey(app, ['reports:read', 'reports:write'], await agencyId(app, 'Sở Tư pháp'));
    const [client] = await app.dataSource.query(
      'SELECT id FROM api_clients WHERE id = (SELECT client_id FROM api_client_keys ORDER BY created_at DESC LIMIT 1)',
    );
    const token = await fetch(`${origin}/api/v1/auth/tokens`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client.id, client_secret: key }),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const system = new Notebook('', ({ 'X-API-Key': _, ...rest }) => ({
      ...rest,
      Authorization: `Bearer ${access_token}`,
    }));
    await system.write(periods.earlier);
    expect((await system.send(5)).body).toMatchObject({ state: 'submitted' });
  });

  it('is told what to do when it is late', async () => {
    const key = await newClientKey(app, ['reports:read', 'reports:write'], await agencyId(app, 'Sở Xây dựng'));
    const system = new Notebook(key);
    await system.write(periods.later);
    await setDates(app, periods.later, -2, 20);
    expect((await system.send(5)).body).toMatchObject({ status: 400, code: 'report.late_reason_missing' });
    const { url, headers } = readCurl(commands[4] as string, system.known);
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(LATE) });
    expect([answer.status, ((await answer.json()) as Body).late]).toEqual([200, true]);
    await setDates(app, periods.later, 40, 50);
  });

  it.each<[string, string[], string | null, number[]]>([
    ['of another agency', ['reports:read', 'reports:write'], 'Sở Tài chính', [404, 404]],
    ['that may only read', ['reports:read'], 'Công an tỉnh', [200, 403]],
    ['of no agency', ['reports:read', 'reports:write'], null, [200, 403]],
    ['that may only write', ['reports:write'], 'Công an tỉnh', [403, 200]],
  ])('reads and writes nothing that a system %s may not', async (_, scopes, agency, expected) => {
    const key = await newClientKey(app, scopes as never, agency === null ? undefined : await agencyId(app, agency));
    const [report] = await app.dataSource.query(
      `SELECT r.id, r.version FROM reports r JOIN agencies g ON g.id = r.agency_id WHERE g.name = 'Công an tỉnh' AND r.period_id = $1`,
      [periods.earlier],
    );
    const system = new Notebook(key);
    Object.assign(system.known, { REPORT: report.id, ETAG: `"${report.version}.abc"`, FILE: '' });
    const statuses = [(await system.send(2)).status, (await system.send(4, '{"entries": []}')).status];
    expect(statuses).toEqual(expected);
  });

  it('needs a key for each of its effects', async () => {
    const key = await newClientKey(app, ['reports:read', 'reports:write'], await agencyId(app, 'Sở Nội vụ'));
    const system = new Notebook(key, ({ 'Idempotency-Key': _, ...rest }) => rest);
    const refused = await system.send(3, new Blob([new Uint8Array(PDF)]));
    expect(refused.body).toMatchObject({ status: 400, code: 'request.idempotency_key_missing' });
  });
});
