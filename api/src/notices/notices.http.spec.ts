import { randomUUID } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import { complete } from '../../test/factories/evidence.js';
import { act, dayFromToday, openPeriods, reportId, saveAll } from '../../test/factories/reports.js';
import { agencyId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { type MailServer, startMailServer } from '../../test/harness/mail-server.js';
import { expectProblem } from '../../test/harness/problem.js';
import { Clock } from '../platform/clock/clock.js';
import { createLogger } from '../platform/logging/logger.js';
import { MailDispatcher } from '../platform/mail/mail-dispatcher.js';
import { MailSender } from '../platform/mail/mail-sender.js';
import { MakeDigestsService } from './make-digests.service.js';

const V1 = '/api/v1';

interface Notice {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string;
  onBehalfOf: string | null;
  readAt: string | null;
  digest: {
    parts: { onBehalfOf: string | null; sections: { section: string; lines: { text: string }[]; more: number }[] }[];
  } | null;
}

describe('what people are told', () => {
  let app: TestApp;
  let server: MailServer;
  let standing: Agent;
  let admin: Agent;
  let officer: Agent;
  let head: Agent;

  beforeAll(async () => {
    server = await startMailServer('tls');
    app = await createTestApp({ with: { smtp: server.settings } });
    await app.dataSource.query(`UPDATE users SET email = username || '@tinh.gov.vn' WHERE username <> 'bcd'`);
    standing = await app.as('congan');
    admin = await app.as('admin');
    officer = await app.as('soyte');
    head = await app.as('soyte.head');
  });
  afterAll(async () => {
    await app?.close();
    await server?.close();
  });

  /** Everything that is committed is read, and everything that waits is sent. */
  async function deliver(): Promise<void> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      await app.app.get(MailDispatcher).dispatch();
      const [row] = await app.dataSource.query(
        `SELECT (SELECT event_id FROM mail_cursors) IS NOT DISTINCT FROM
                (SELECT id FROM events ORDER BY transaction_id DESC, id DESC LIMIT 1) AS done`,
      );
      if (row.done) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await app.app.get(MailSender).sendDue();
  }

  const digestOf = async (day: string): Promise<{ created: number }> =>
    (await standing.post(`${V1}/job-runs`).send({ job: 'digest', day }).expect(200)).body.counts;
  const noticesOf = async (agent: Agent): Promise<Notice[]> =>
    (await agent.get(`${V1}/notices?limit=200`).expect(200)).body.items;
  const mailsTo = (address: string): ParsedMail[] =>
    server.received.filter(({ to }) => to.includes(address)).map(({ parsed }) => parsed);
  const sectionOf = (notice: Notice | undefined, section: string) =>
    notice?.digest?.parts[0]?.sections.find((each) => each.section === section);

  async function idOf(username: string): Promise<string> {
    const [row] = await app.dataSource.query('SELECT id FROM users WHERE username = $1', [username]);
    return row.id;
  }

  async function overdueOf(agency: string, asOf: string): Promise<{ id: string; taskTitle: string }[]> {
    const { body } = await standing
      .get(`${V1}/assignments`)
      .query({
        agencyId: agency,
        role: 'lead',
        timeliness: 'overdue',
        asOf,
        origin: ['annex', 'section_iv'],
        limit: 200,
      })
      .expect(200);
    return body.items;
  }

  async function prefer(agent: Agent, change: object) {
    const { body, headers } = await agent.get(`${V1}/notice-preferences`).expect(200);
    const { digestAt, digestByMail, urgentByMail, absentFromOn, absentToOn } = body;
    const now = { digestAt, digestByMail, urgentByMail, absentFromOn, absentToOn };
    return agent
      .put(`${V1}/notice-preferences`)
      .set('If-Match', headers.etag as string)
      .send({ ...now, ...change });
  }

  describe('once a day', () => {
    it('is what is still owed, in the bell and by mail, once whoever asks again', async () => {
      const counts = await digestOf('2023-08-01');
      expect(counts.created).toBeGreaterThan(5);
      expect(await digestOf('2023-08-01')).toMatchObject({ created: 0 });
      await deliver();
      await deliver();
      const [notice] = await noticesOf(officer);
      const owed = await overdueOf(await agencyId(app, 'Sở Y tế'), '2023-08-01');
      expect(owed.length).toBeGreaterThan(0);
      expect(notice).toMatchObject({ kind: 'digest', link: '/', readAt: null, onBehalfOf: null });
      const lines = sectionOf(notice, 'overdue')?.lines.map(({ text }) => text.replace(/^Nhiệm vụ \d+: /, ''));
      expect(lines?.toSorted()).toEqual(owed.map(({ taskTitle }) => taskTitle).toSorted());

      const [mail, ...more] = mailsTo('soyte@tinh.gov.vn');
      expect(more).toEqual([]);
      expect(mail?.subject).toContain(`[Đề án 06] Ngày 01/08/2023: ${owed.length} việc quá hạn`);
      expect(mail?.text).toContain('Kính gửi: Cán bộ đầu mối, Sở Y tế');
      expect(mail?.html).toContain(owed[0]?.taskTitle);
      expect(mail?.attachments).toHaveLength(1);
      const ics = mail?.attachments[0];
      expect(ics?.contentType).toBe('text/calendar');
      expect(ics?.content.toString('utf8').match(/BEGIN:VEVENT/g)).toHaveLength(
        owed.length + lengthOf(notice, 'due_soon'),
      );
      expect(ics?.content.toString('utf8')).toContain(`UID:assignment-${owed[0]?.id}@`);
    });

    it('tells leaders how the province stands, and nobody without an address by mail', async () => {
      const [steering] = await noticesOf(await app.as('bcd'));
      expect(sectionOf(steering, 'province_overdue')?.lines[0]?.text).toMatch(
        /^52 phân công chủ trì quá hạn, của \d+ cơ quan$/,
      );
      expect(mailsTo('bcd@tinh.gov.vn')).toEqual([]);
      expect(await noticesOf(admin)).toEqual([]);
    });

    it('leaves out what was done in between', async () => {
      const agency = await agencyId(app, 'Sở Y tế');
      const before = await overdueOf(agency, '2023-08-02');
      await complete(standing, before[0]?.id as string, '2023-03-20');
      await digestOf('2023-08-02');
      await deliver();
      const notice = (await noticesOf(officer))[0];
      expect(lengthOf(notice, 'overdue')).toBe(before.length - 1);
      const [, latest] = mailsTo('soyte@tinh.gov.vn');
      expect(latest?.text).not.toContain(`?phan=${before[0]?.id}`);
    });

    it('tells the standing agency what waits for it', async () => {
      const lead = (await overdueOf(await agencyId(app, 'Sở Y tế'), '2023-08-02'))[0];
      await officer
        .post(`${V1}/assignments/${lead?.id}/evidence`)
        .send({ number: '99/BC-SYT', issuedOn: '2023-03-28', abstract: 'Báo cáo' })
        .expect(201);
      const today = await dayFromToday(app, 0);
      await digestOf(today);
      await deliver();
      const notice = (await noticesOf(standing))[0];
      expect(sectionOf(notice, 'confirmations_waiting')?.lines).toEqual([
        expect.objectContaining({ detail: 'Sở Y tế, văn bản 99/BC-SYT' }),
      ]);
    });
  });

  describe('of what was reminded', () => {
    it('brings to those above the agency what came up the ladder and is still late', async () => {
      await standing.post(`${V1}/job-runs`).send({ job: 'remind', day: '2023-08-15' }).expect(200);
      const toldTo = async (role: string): Promise<{ id: string }[]> =>
        app.dataSource.query(
          `SELECT assignment_id AS id FROM reminders WHERE recipient_role = $1 AND kind = 'overdue_weekly' ORDER BY due_on, id`,
          [role],
        );
      const [done] = await toldTo('steering');
      await complete(standing, done?.id as string, '2023-03-20');
      await digestOf('2023-08-16');
      await deliver();
      const readers: [string, Agent][] = [
        ['standing', standing],
        ['steering', await app.as('bcd')],
      ];
      for (const [role, agent] of readers) {
        const told = await toldTo(role);
        expect(told.length).toBeGreaterThan(20);
        const section = sectionOf((await noticesOf(agent))[0], 'escalated');
        expect([role, (section?.lines.length ?? 0) + (section?.more ?? 0)]).toEqual([role, told.length - 1]);
        expect(JSON.stringify(section)).not.toContain(done?.id);
      }
    });

    it('says how often the agency was urged in writing, and what was silent for a month', async () => {
      const [lead] = await overdueOf(await agencyId(app, 'Sở Y tế'), '2023-08-17');
      const [ongoing] = await app.dataSource.query(
        `SELECT a.id, a.plan_id AS "planId", a.agency_id AS "agencyId" FROM assignments a JOIN agencies g ON g.id = a.agency_id
         WHERE g.name = 'Sở Y tế' AND a.role = 'lead' AND a.due_on IS NULL LIMIT 1`,
      );
      const remind = (id: string, kind: string, step: number, due: string | null): Promise<unknown> =>
        app.dataSource.query(
          `INSERT INTO reminders (plan_id, subject_type, assignment_id, agency_id, kind, due_on, on_day, step, recipient_role)
           VALUES ($1, 'assignment', $2, $3, $4, $5, '2023-08-16', $6, 'agency_officer')`,
          [ongoing.planId, id, ongoing.agencyId, kind, due, step],
        );
      await remind(lead?.id as string, 'urging', 2, '2023-03-31');
      // The job may have reminded of it on its own day already.
      await app.dataSource.query(`DELETE FROM reminders WHERE assignment_id = $1`, [ongoing.id]);
      await remind(ongoing.id, 'silent_month', 202_308, null);
      await digestOf('2023-08-17');
      await deliver();
      const notice = (await noticesOf(officer))[0];
      const lines = sectionOf(notice, 'overdue')?.lines as unknown as { link: string; detail: string | null }[];
      expect(lines.find(({ link }) => link.endsWith(`phan=${lead?.id}`))?.detail).toBe('đã có 2 công văn đôn đốc');
      const silent = { detail: 'chưa có báo cáo trong tháng', link: expect.stringContaining(ongoing.id) };
      expect(sectionOf(notice, 'silent')?.lines).toContainEqual(expect.objectContaining(silent));
    });
  });

  describe('at one’s own hour', () => {
    const at = (moment: string | null): void => {
      for (const clock of clocks) clock.now = () => (moment ? new Date(moment) : new Date());
    };
    let replicas: TestApp[];
    let clocks: Clock[];

    beforeAll(async () => {
      await app.dataSource.query('UPDATE plans SET automatic_rounds = true');
      replicas = await Promise.all([createTestApp({ shares: app }), createTestApp({ shares: app })]);
      clocks = [app, ...replicas].map((each) => each.app.get(Clock));
    });
    afterAll(async () => {
      at(null);
      await app.dataSource.query('UPDATE plans SET automatic_rounds = false');
      for (const replica of replicas) await replica.close();
    });

    const madeFor = async (day: string): Promise<string[]> => {
      const rows = await app.dataSource.query(
        `SELECT u.username FROM digests d JOIN users u ON u.id = d.user_id WHERE d.day = $1 AND d.items > 0 ORDER BY 1`,
        [day],
      );
      return rows.map(({ username }: { username: string }) => username);
    };

    it('comes once, however many processes ring', async () => {
      expect((await prefer(officer, { digestAt: '14:00' })).status).toBe(200);
      at('2023-08-10T07:29:00+07:00');
      await app.app.get(MakeDigestsService).makeDue();
      expect(await madeFor('2023-08-10')).toEqual([]);

      at('2023-08-10T07:31:00+07:00');
      const counts = await Promise.all(
        [app, ...replicas, app].map(({ app: one }) => one.get(MakeDigestsService).makeDue()),
      );
      const made = await madeFor('2023-08-10');
      expect(made).toContain('soyte.head');
      expect(made).not.toContain('soyte');
      expect(counts.reduce((sum, { created }) => sum + created, 0)).toBe(made.length);
      const [events] = await app.dataSource.query(
        `SELECT count(*)::int AS count FROM events WHERE type = 'digest.made' AND after->>'day' = '2023-08-10'`,
      );
      expect(events.count).toBe(made.length);

      at('2023-08-10T13:59:59+07:00');
      expect((await app.app.get(MakeDigestsService).makeDue()).created).toBe(0);
      at('2023-08-10T14:00:00+07:00');
      expect((await app.app.get(MakeDigestsService).makeDue()).created).toBe(1);
      expect(await madeFor('2023-08-10')).toContain('soyte');
    });

    it('leaves alone the plans that daily rounds leave alone', async () => {
      await app.dataSource.query('UPDATE plans SET automatic_rounds = false');
      at('2023-08-11T20:00:00+07:00');
      expect(await app.app.get(MakeDigestsService).makeDue()).toMatchObject({ created: 0 });
    });

    it('comes by the bell alone for those who want no mail', async () => {
      expect((await prefer(head, { digestByMail: false })).status).toBe(200);
      const before = mailsTo('soyte.head@tinh.gov.vn').length;
      await digestOf('2023-08-12');
      await deliver();
      expect((await noticesOf(head))[0]).toMatchObject({ kind: 'digest' });
      expect(mailsTo('soyte.head@tinh.gov.vn')).toHaveLength(before);
      expect((await prefer(head, { digestByMail: true })).status).toBe(200);
    });
  });

  describe('at once', () => {
    it('is a returned report, to the people of the agency', async () => {
      const { earlier } = await openPeriods(app);
      const id = await reportId(app, earlier, 'Sở Y tế');
      await saveAll(officer, id, () => ({ nothingNew: true }));
      expect((await act(head, id, 'submissions')).status).toBe(200);
      expect((await act(standing, id, 'reviews', { decision: 'return', reason: 'Thiếu số liệu tháng' })).status).toBe(
        200,
      );
      await deliver();
      for (const agent of [officer, head]) {
        expect((await noticesOf(agent))[0]).toMatchObject({
          kind: 'report_returned',
          body: 'Lý do: Thiếu số liệu tháng',
          link: `/bao-cao/${id}`,
        });
      }
      const mail = mailsTo('soyte.head@tinh.gov.vn').at(-1);
      expect(mail?.subject).toMatch(/^\[Đề án 06\] Báo cáo tháng \d+\/\d{4} bị trả lại, cần sửa và nộp lại$/);
      expect(mail?.text).toContain('Lý do: Thiếu số liệu tháng');
      expect((await noticesOf(await app.as('quynhon'))).some(({ kind }) => kind === 'report_returned')).toBe(false);
    });

    it('is refused evidence, in the bell alone', async () => {
      const before = mailsTo('soyte@tinh.gov.vn').length;
      const [{ id }] = await app.dataSource.query(
        `SELECT assignment_id AS id FROM evidence WHERE number = '99/BC-SYT' AND state = 'proposed'`,
      );
      const { headers } = await standing.get(`${V1}/assignments/${id}`).expect(200);
      await standing
        .post(`${V1}/assignments/${id}/confirmation`)
        .set('If-Match', headers.etag as string)
        .send({ decision: 'refuse', reason: 'Chưa ký' })
        .expect(200);
      await deliver();
      const [notice] = await noticesOf(officer);
      expect(notice).toMatchObject({ kind: 'evidence_refused', link: expect.stringContaining(`?phan=${id}`) });
      expect(notice?.body).toMatch(/Lý do: Chưa ký$/);
      expect(mailsTo('soyte@tinh.gov.vn')).toHaveLength(before);
    });
  });

  describe('while somebody is absent', () => {
    it('reaches the deputy too, in the name of the absent', async () => {
      const today = await dayFromToday(app, 0);
      const input = { fromOn: today, toOn: await dayFromToday(app, 5), reason: 'Đi công tác' };
      await admin
        .post(`${V1}/deputies`)
        .send({ ...input, principalUserId: await idOf('soyte.head'), deputyUserId: await idOf('quynhon') })
        .expect(201);
      const deputy = await app.as('quynhon');
      const { later } = await app.dataSource
        .query(`SELECT id AS later FROM reporting_periods ORDER BY label DESC LIMIT 1`)
        .then(([row]: [{ later: string }]) => row);
      const id = await reportId(app, later, 'Sở Y tế');
      const returnIt = async (): Promise<void> => {
        await saveAll(officer, id, () => ({ nothingNew: true }));
        expect((await act(head, id, 'submissions')).status).toBe(200);
        expect((await act(standing, id, 'reviews', { decision: 'return', reason: 'Sửa lại' })).status).toBe(200);
        await deliver();
      };

      // A deputyship alone redirects nothing.
      await returnIt();
      expect((await noticesOf(deputy)).some(({ kind }) => kind === 'report_returned')).toBe(false);

      const answer = await prefer(head, { absentFromOn: today, absentToOn: await dayFromToday(app, 3) });
      expect(answer.body.deputies).toEqual(['Cán bộ đầu mối (UBND thành phố Quy Nhơn)']);
      await returnIt();
      expect((await noticesOf(deputy))[0]).toMatchObject({
        kind: 'report_returned',
        onBehalfOf: 'Lãnh đạo Sở (Sở Y tế)',
      });
      expect(mailsTo('quynhon@tinh.gov.vn').at(-1)?.text).toContain('thay Lãnh đạo Sở (Sở Y tế), đang vắng mặt');

      await app.dataSource.query(`DELETE FROM notices WHERE digest_id IN (SELECT id FROM digests WHERE day = $1)`, [
        today,
      ]);
      await app.dataSource.query('DELETE FROM digests WHERE day = $1', [today]);
      await digestOf(today);
      await deliver();
      const digest = (await noticesOf(deputy)).find(
        ({ kind, digest: content }) => kind === 'digest' && content?.parts[1],
      );
      expect(digest?.digest?.parts.map(({ onBehalfOf }) => onBehalfOf)).toEqual([null, 'Lãnh đạo Sở (Sở Y tế)']);
      expect(digest?.digest?.parts[1]?.sections.map(({ section }) => section)).toContain('overdue');
    });
  });

  describe('the bell', () => {
    it('has the unread first and counts them, and is marked by its own person alone', async () => {
      const { body } = await officer.get(`${V1}/notices?limit=1`).expect(200);
      expect(body.unreadCount).toBeGreaterThan(2);
      const [first] = body.items as [Notice];
      const foreign = await head
        .post(`${V1}/notices/readings`)
        .send({ ids: [first.id] })
        .expect(200);
      expect((await officer.get(`${V1}/notices?limit=1`).expect(200)).body.unreadCount).toBe(body.unreadCount);
      expect(foreign.body.unreadCount).toBeGreaterThan(0);
      const read = await officer
        .post(`${V1}/notices/readings`)
        .send({ ids: [first.id] })
        .expect(200);
      expect(read.body).toEqual({ unreadCount: body.unreadCount - 1 });
      const all = await noticesOf(officer);
      expect(all.at(-1)).toMatchObject({ id: first.id, readAt: expect.any(String) });
      const unread = await officer.get(`${V1}/notices?unread=true&limit=200`).expect(200);
      expect(unread.body.items).toHaveLength(body.unreadCount - 1);

      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { body: { items: Notice[]; nextCursor: string | null } } = await officer
          .get(`${V1}/notices`)
          .query({ limit: 2, ...(cursor ? { cursor } : {}) })
          .expect(200);
        paged.push(...page.body.items.map(({ id }: Notice) => id));
        cursor = page.body.nextCursor;
      } while (cursor);
      expect(paged).toEqual(all.map(({ id }) => id));

      expect((await officer.post(`${V1}/notices/readings`).send({ ids: [] }).expect(200)).body).toEqual({
        unreadCount: 0,
      });
      expectProblem(await officer.get(`${V1}/notices?cursor=abc`), 'request.cursor_invalid');
    });
  });

  describe('preferences', () => {
    it('say the hour and the ways, and meet another form of the same person', async () => {
      const person = await app.as('sotaichinh');
      const { body, headers } = await person.get(`${V1}/notice-preferences`).expect(200);
      expect(body).toEqual({
        digestAt: '07:30',
        digestByMail: true,
        urgentByMail: true,
        absentFromOn: null,
        absentToOn: null,
        email: 'sotaichinh@tinh.gov.vn',
        mailConfigured: true,
        addressRefusedAt: null,
        deputies: [],
      });
      const wanted = {
        digestAt: '16:00',
        digestByMail: false,
        urgentByMail: true,
        absentFromOn: null,
        absentToOn: null,
      };
      const put = () =>
        person
          .put(`${V1}/notice-preferences`)
          .set('If-Match', headers.etag as string)
          .send(wanted);
      await put().expect(200);
      expectProblem(await put(), 'resource.stale');
      expectProblem(await person.put(`${V1}/notice-preferences`).send(wanted), 'request.if_match_missing');
      await person
        .get(`${V1}/notice-preferences`)
        .set('If-None-Match', (await prefer(person, wanted)).headers.etag as string)
        .expect(304);
      for (const wrong of [
        { digestAt: '07:15' },
        { digestAt: '24:00' },
        { absentFromOn: '2030-01-02' },
        { absentToOn: '2030-01-02' },
        { absentFromOn: '2030-01-02', absentToOn: '2030-01-01' },
        { absentFromOn: '2020-01-01', absentToOn: '2020-01-02' },
      ]) {
        expectProblem(await prefer(person, wrong), 'request.invalid');
      }
    });

    it('tell the person when the address takes no mail', async () => {
      await app.dataSource.query(
        `INSERT INTO mail_refusals (address, way, reason, mail_id) SELECT 'sotaichinh@tinh.gov.vn', 'smtp', 'x', id FROM mails LIMIT 1`,
      );
      const person = await app.as('sotaichinh');
      const { body } = await person.get(`${V1}/notice-preferences`).expect(200);
      expect(body.addressRefusedAt).toMatch(/Z$/);
    });
  });

  describe('a calendar', () => {
    const pathOf = (url: string): string => new URL(url).pathname;
    const open = async (agent: Agent, kind: string) =>
      (await agent.post(`${V1}/calendar-feeds`).set('Idempotency-Key', randomUUID()).send({ kind }).expect(201)).body;

    it('is read under a secret address: due dates as whole days, no names of people', async () => {
      const feed = await open(officer, 'person');
      expect(feed.url).toMatch(/^http:\/\/localhost\/api\/v1\/calendars\/[\w-]{43}\.ics$/);
      const answer = await app.anonymous.get(pathOf(feed.url)).expect(200);
      expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
      const text = answer.text.replace(/\r\n /g, '');
      const { body } = await standing
        .get(`${V1}/assignments`)
        .query({
          agencyId: await agencyId(app, 'Sở Y tế'),
          role: 'lead',
          origin: ['annex', 'section_iv'],
          timeliness: ['overdue', 'due_soon', 'on_track'],
          limit: 200,
        })
        .expect(200);
      for (const { id, dueOn } of body.items) {
        expect(text).toMatch(
          new RegExp(`UID:assignment-${id}@[\\s\\S]*?DTSTART;VALUE=DATE:${dueOn.replaceAll('-', '')}`),
        );
      }
      expect(text.match(/UID:assignment-/g)).toHaveLength(body.items.length);
      expect(text).toMatch(/UID:report-[0-9a-f-]{36}@[\s\S]*?SUMMARY:Hạn: Báo cáo tháng/);
      expect(text).not.toMatch(/Cán bộ|Lãnh đạo|@tinh\.gov\.vn/);
      await app.anonymous
        .get(pathOf(feed.url))
        .set('If-None-Match', answer.headers.etag as string)
        .expect(304);
      const stored = await app.dataSource.query('SELECT token_hash FROM calendar_feeds');
      expect(JSON.stringify(stored)).not.toContain(feed.url.slice(-47, -4));
      expect((await officer.get(`${V1}/calendar-feeds`).expect(200)).body.items).toEqual([
        expect.objectContaining({ id: feed.id, kind: 'person', lastReadAt: expect.any(String) }),
      ]);
    });

    it('leaves its secret in no log', async () => {
      const lines: string[] = [];
      const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
      const logging = await createTestApp({ shares: app, logger });
      const { url } = await open(officer, 'person');
      await logging.anonymous.get(pathOf(url)).expect(200);
      await logging.close();
      expect(lines.join()).toContain('/api/v1/calendars/[đã che]');
      expect(lines.join()).not.toContain(url.slice(-47, -4));
    });

    it('ends when it is renewed, revoked, or its person is disabled', async () => {
      const first = await open(officer, 'person');
      const second = await open(officer, 'person');
      expectProblem(await app.anonymous.get(pathOf(first.url)), 'resource.not_found');
      await app.anonymous.get(pathOf(second.url)).expect(200);
      expectProblem(await head.delete(`${V1}/calendar-feeds/${second.id}`), 'resource.not_found');
      await officer.delete(`${V1}/calendar-feeds/${second.id}`).expect(204);
      await officer.delete(`${V1}/calendar-feeds/${second.id}`).expect(204);
      expectProblem(await app.anonymous.get(pathOf(second.url)), 'resource.not_found');
      const third = await open(officer, 'person');
      await app.dataSource.query(`UPDATE users SET disabled_at = now() WHERE username = 'soyte'`);
      expectProblem(await app.anonymous.get(pathOf(third.url)), 'resource.not_found');
      await app.dataSource.query(`UPDATE users SET disabled_at = NULL WHERE username = 'soyte'`);
    });

    it('of an agency is its head’s', async () => {
      expectProblem(
        await (await app.as('quynhon')).post(`${V1}/calendar-feeds`).send({ kind: 'agency' }),
        'auth.forbidden',
      );
      const feed = await open(head, 'agency');
      expect(feed).toMatchObject({ kind: 'agency', name: 'Sở Y tế' });
      const { text } = await app.anonymous.get(pathOf(feed.url)).expect(200);
      expect(text.replace(/\r\n /g, '')).toContain('X-WR-CALNAME:Hạn Đề án 06 – Sở Y tế');
      await head.delete(`${V1}/calendar-feeds/${feed.id}`).expect(204);
      expect((await head.get(`${V1}/calendar-feeds`).expect(200)).body.items).toEqual([]);
    });
  });
});

const lengthOf = (notice: Notice | undefined, section: string): number =>
  notice?.digest?.parts[0]?.sections.find((each) => each.section === section)?.lines.length ?? 0;
