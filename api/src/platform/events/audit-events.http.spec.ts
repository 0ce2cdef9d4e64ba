import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';

describe('the audit search and the change feed', () => {
  let app: TestApp;
  let leader: Agent;
  let standing: Agent;
  let agencyId: string;
  let assignmentId: string;

  beforeAll(async () => {
    app = await createTestApp();
    leader = await app.as('bcd');
    standing = await app.as('congan');
    const [row] = await app.dataSource.query(
      `SELECT a.id, a.agency_id AS "agencyId" FROM assignments a JOIN agencies g ON g.id = a.agency_id
       WHERE g.name = 'Sở Y tế' AND a.role = 'lead' LIMIT 1`,
    );
    ({ id: assignmentId, agencyId } = row);
    const officer = await app.as('soyte');
    for (const abstract of ['=HYPERLINK("http://x","Bấm")', 'Kế hoạch triển khai Đề án, "năm 2023"\nđợt 1']) {
      await officer
        .post(`/api/v1/assignments/${assignmentId}/evidence`)
        .send({ number: '+84/KH-SYT', issuedOn: '2023-03-20', abstract })
        .expect(201);
    }
  });
  afterAll(() => app.close());

  const search = async (query: string, agent = leader) =>
    (await agent.get(`/api/v1/audit-events?${query}`).expect(200)).body;

  it('is for administrators and the steering committee', async () => {
    await (await app.as('admin')).get('/api/v1/audit-events').expect(200);
    for (const name of ['congan', 'vpubnd', 'soyte.head', 'sotaichinh']) {
      await (await app.as(name)).get('/api/v1/audit-events').expect(403);
    }
    await app.anonymous.get('/api/v1/audit-events').expect(401);
  });

  it('tells who did what, for the newest first', async () => {
    const { items } = await search('type=evidence.proposed');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      type: 'evidence.proposed',
      subjectType: 'evidence',
      agencyId,
      agencyName: 'Sở Y tế',
      actorKind: 'user',
      actorLabel: 'Cán bộ đầu mối (Sở Y tế)',
      onBehalfOfId: null,
      onBehalfOfLabel: null,
      via: 'page',
      address: expect.stringMatching(/127\.0\.0\.1/),
      requestId: expect.stringMatching(/^[\w-]{8,64}$/),
      after: { number: '+84/KH-SYT', issuedOn: '2023-03-20' },
      before: null,
      sealed: false,
      text: 'Cán bộ đầu mối (Sở Y tế): Nộp tài liệu minh chứng – số: +84/KH-SYT; trích yếu: Kế hoạch triển khai Đề án, "năm 2023" đợt 1; ngày ban hành: 20/03/2023',
    });
    expect(items[0].id).toBeGreaterThan(items[1].id);
  });

  it('filters by day in Vietnam, actor, type, object and agency, all together', async () => {
    const [{ today }] = await app.dataSource.query(
      `SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS today`,
    );
    const { items } = await search(`type=evidence.proposed&from=${today}&to=${today}&agencyId=${agencyId}`);
    expect(items).toHaveLength(2);
    const [{ actorId, subjectId }] = items;
    expect((await search(`actorId=${actorId}`)).items.map((event: { type: string }) => event.type)).toEqual([
      'evidence.proposed',
      'evidence.proposed',
      'session.opened',
    ]);
    expect((await search(`subjectType=evidence&subjectId=${subjectId}`)).items).toHaveLength(1);
    expect((await search('to=2022-12-31')).items).toEqual([]);
    expect((await search('from=2999-01-01')).items).toEqual([]);
    expect((await search('type=evidence.proposed&type=plan.confirmed')).items).toHaveLength(3);
  });

  it('finds words with and without their marks, and takes signs of LIKE as they are', async () => {
    for (const q of ['Đề án, "năm', 'de an', 'DE AN', 'đề án']) {
      expect([q, (await search(`type=evidence.proposed&q=${encodeURIComponent(q)}`)).items.length]).toEqual([q, 1]);
    }
    expect((await search(`type=evidence.proposed&q=${encodeURIComponent('can bo dau moi')}`)).items).toHaveLength(2);
    expect((await search('q=%25%25')).items).toEqual([]);
  });

  it('goes through the whole log page by page, each event once', async () => {
    const seen: number[] = [];
    let cursor = '';
    do {
      const page = await search(`limit=90${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }: { id: number }) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    const [{ count }] = await app.dataSource.query('SELECT count(*)::int AS count FROM events');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(count);
    const { nextCursor } = await search('limit=1');
    await leader.get(`/api/v1/audit-events?limit=1&type=plan.confirmed&cursor=${nextCursor}`).expect(400);
  });

  it.each(['type=none', 'subjectType=none', 'actorId=x', 'from=2023-02-30', 'q=a', 'unknown=1', 'limit=0'])(
    'refuses %s',
    async (query) => {
      await leader.get(`/api/v1/audit-events?${query}`).expect(400);
    },
  );

  it('comes as a file that a spreadsheet opens and that computes nothing', async () => {
    const answer = await leader
      .get('/api/v1/audit-events?type=evidence.proposed')
      .set('Accept', 'text/csv')
      .expect(200)
      .expect('Content-Type', 'text/csv; charset=utf-8')
      .expect('Content-Disposition', /^attachment; filename="nhat-ky-\d{4}-\d{2}-\d{2}\.csv"$/);
    const text = answer.text;
    expect(text.startsWith('\uFEFFMã sự kiện,Thời điểm,Người thực hiện,')).toBe(true);
    expect(text).toContain('Cán bộ đầu mối (Sở Y tế)');
    expect(text.split(/\r\n|,/).filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([]);
    await leader.get('/api/v1/audit-events').set('Accept', 'image/png').expect(406);
  });

  it('exports everything, more than one batch of it, as one file', async () => {
    await app.dataSource.transaction((manager) =>
      manager.query(
        `INSERT INTO events (type, subject_type, subject_id, actor_kind, actor_label, via)
         SELECT 'task.created', 'task', gen_random_uuid(), 'system', 'Hệ thống', 'system' FROM generate_series(1, 2300)`,
      ),
    );
    const { text } = await leader.get('/api/v1/audit-events').set('Accept', 'text/csv').expect(200);
    const [{ count }] = await app.dataSource.query('SELECT count(*)::int AS count FROM events');
    expect(text.match(/^\d+,/gm)).toHaveLength(count);
  });

  it('feeds systems every event once, oldest first, and goes on where they were', async () => {
    await leader.get('/api/v1/events').expect(403);
    const first = (await standing.get('/api/v1/events?limit=3').expect(200)).body;
    expect(first.items).toHaveLength(3);
    expect(first.items[0]).not.toHaveProperty('address');
    expect(first.items[0].text).toMatch(/^Hệ thống: /);
    let after: string = first.nextCursor;
    const seen: number[] = first.items.map(({ id }: { id: number }) => id);
    const rows = await app.dataSource.query('SELECT id FROM events ORDER BY transaction_id, id');
    // A transaction that is open anywhere in the cluster, also in another test's database, holds the feed back for a while.
    for (let tries = 0; tries < 300; tries += 1) {
      const { body } = await standing.get(`/api/v1/events?limit=200&after=${after}`).expect(200);
      if (body.items.length === 0) {
        expect(body.nextCursor).toBe(after);
        if (rows.length - seen.length < 2) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      seen.push(...body.items.map(({ id }: { id: number }) => id));
      after = body.nextCursor;
    }
    expect(seen).toEqual(rows.slice(0, seen.length).map(({ id }: { id: number }) => id));
    expect(rows.length - seen.length).toBeLessThan(2);
  });

  it('refuses a place that the log does not have', async () => {
    await standing.get('/api/v1/events?after=nowhere').expect(400);
    const { nextCursor } = (await standing.get('/api/v1/events?limit=1').expect(200)).body;
    const [print, id] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString('utf8'));
    const other = Buffer.from(JSON.stringify([print, id, '2001-01-01T00:00:00.000000Z'])).toString('base64url');
    const { body } = await standing.get(`/api/v1/events?after=${other}`).expect(400);
    expect(body).toMatchObject({ code: 'request.cursor_invalid', detail: expect.stringContaining('sao lưu') });
  });

  it('reads neither search nor feed by going through the whole log', async () => {
    const plans = async (sql: string): Promise<string> =>
      app.dataSource.transaction(async (manager) => {
        // The sample's log is small: what counts is that an index answers where scanning is dear.
        await manager.query('SET LOCAL enable_seqscan = off');
        const rows: Record<string, string>[] = await manager.query(`EXPLAIN ${sql}`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    const words = `event_words(actor_label, on_behalf_of_label, before, after) LIKE '%de an%'`;
    expect(await plans(`SELECT id FROM events WHERE ${words}`)).toContain('events_search');
    expect(await plans('SELECT id FROM events ORDER BY at DESC, id DESC LIMIT 50')).toContain('events_at');
    const feed = 'SELECT id FROM events WHERE (transaction_id, id) > (5, 5) ORDER BY transaction_id, id LIMIT 50';
    expect(await plans(feed)).toContain('events_order');
  });
});
