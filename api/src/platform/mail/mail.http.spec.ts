import { randomUUID } from 'node:crypto';
import { type Agent, createTestApp, type TestApp } from '../../../test/harness/app.js';
import { type MailServer, startMailServer } from '../../../test/harness/mail-server.js';
import { expectProblem } from '../../../test/harness/problem.js';
import { SYSTEM_ACTOR } from '../auth/actor.js';
import { EventLog } from '../events/event-log.js';
import { type MailComposer, MailComposers, type MailEvent } from './mail-composers.js';
import { MailDispatcher } from './mail-dispatcher.js';
import { MailSender } from './mail-sender.js';
import { MailTransport, SmtpTransport } from './smtp-transport.js';

const V1 = '/api/v1';

/** Writes to the address that stands in the event, so that a test says itself who is written to. */
class TestComposer implements MailComposer {
  readonly types = ['plan.settings_changed'] as const;
  fails = false;

  async compose(_: unknown, { id, after }: MailEvent) {
    if (this.fails) throw new Error('cannot be composed');
    const to = after?.text;
    if (typeof to !== 'string') return [];
    return [
      {
        recipient: 'one',
        to,
        subject: `Sự kiện số ${id}: hạn đã đổi`,
        text: 'Kính gửi cơ quan',
        html: '<p>Kính gửi cơ quan</p>',
        livesForHours: 24,
      },
    ];
  }
}

describe('mail', () => {
  let app: TestApp;
  let admin: Agent;
  let server: MailServer;
  const composer = new TestComposer();

  beforeAll(async () => {
    server = await startMailServer();
    app = await createTestApp({ with: { smtp: server.settings } });
    app.app.get(MailComposers).register(composer);
    admin = await app.as('admin');
    await dispatch();
  });
  afterAll(async () => {
    await app?.close();
    await server?.close();
  });
  beforeEach(() => {
    server.received.length = 0;
    server.refuse = () => undefined;
    composer.fails = false;
  });

  const dispatch = (): Promise<number> => app.app.get(MailDispatcher).dispatch();
  const send = (): Promise<number> => app.app.get(MailSender).sendDue();

  /** A change whose event asks for a mail to this address. */
  const change = (to: string, thrown?: Error): Promise<void> =>
    app.dataSource.transaction(async (manager) => {
      await app.app.get(EventLog).append(manager, SYSTEM_ACTOR, {
        type: 'plan.settings_changed',
        subjectType: 'plan',
        subjectId: randomUUID(),
        after: { text: to },
      });
      if (thrown) throw thrown;
    });

  /** Dispatches until the mail to this address stands in the outbox: other databases of the server have transactions too. */
  async function mailTo(address: string): Promise<{ id: string; state: string; messageId: string; attempts: number }> {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      await dispatch();
      const [mail] = await app.dataSource.query(
        `SELECT id, state, message_id AS "messageId", attempts FROM mails WHERE to_address = $1 ORDER BY created_at DESC LIMIT 1`,
        [address],
      );
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`no mail to ${address}`);
  }

  const dueNow = (address: string): Promise<unknown> =>
    app.dataSource.query('UPDATE mails SET next_at = clock_timestamp() WHERE to_address = $1', [address]);
  const read = async (id: string) => (await admin.get(`${V1}/mails/${id}`).expect(200)).body;

  it('leaves from a committed event once, over TLS, signed in, in words that arrive whole', async () => {
    await change('Van.Thu@soyte.gov.vn');
    const mail = await mailTo('van.thu@soyte.gov.vn');
    expect(mail.state).toBe('waiting');
    expect(await send()).toBe(1);
    expect(await dispatch()).toBe(0);
    expect(await send()).toBe(0);
    expect(server.received).toHaveLength(1);
    const [{ parsed, secure, user, raw }] = server.received as [MailServer['received'][number]];
    expect({ secure, user }).toEqual({ secure: true, user: 'kehoach' });
    expect(parsed.subject).toMatch(/^Sự kiện số \d+: hạn đã đổi$/);
    expect(parsed.from?.text).toBe('"Kế hoạch Đề án 06" <kehoach@tinh.gov.vn>');
    expect(parsed.messageId).toBe(mail.messageId);
    expect(parsed.text?.trim()).toBe('Kính gửi cơ quan');
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(await read(mail.id)).toMatchObject({ state: 'sent', attempts: 1, failure: null, canRetry: false });
  });

  it('never leaves from a change that was rolled back', async () => {
    await change('khong@soyte.gov.vn', new Error('rolled back')).catch(() => undefined);
    await change('sau@soyte.gov.vn');
    await mailTo('sau@soyte.gov.vn');
    await send();
    expect(server.received.flatMap(({ to }) => to)).toEqual(['sau@soyte.gov.vn']);
  });

  it('is passed by no commit that comes later than a younger one', async () => {
    const older = app.dataSource.createQueryRunner();
    await older.startTransaction();
    await app.app.get(EventLog).append(older.manager, SYSTEM_ACTOR, {
      type: 'plan.settings_changed',
      subjectType: 'plan',
      subjectId: randomUUID(),
      after: { text: 'truoc@soyte.gov.vn' },
    });
    await change('tre@soyte.gov.vn');
    await dispatch();
    await older.commitTransaction();
    await older.release();
    await mailTo('truoc@soyte.gov.vn');
    await mailTo('tre@soyte.gov.vn');
    await send();
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(['tre@soyte.gov.vn', 'truoc@soyte.gov.vn']);
  });

  it('waits longer after each failure that may pass, and goes again under the same id', async () => {
    server.refuse = () => [450, '4.7.1 Try again later'];
    await change('cham@soyte.gov.vn');
    const { id, messageId } = await mailTo('cham@soyte.gov.vn');
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await dueNow('cham@soyte.gov.vn');
      await send();
      const mail = await read(id);
      expect(mail).toMatchObject({ state: 'waiting', failure: 'busy', attempts: attempt + 1 });
      waits.push(Math.round((Date.parse(mail.nextAt) - Date.now()) / 60_000));
    }
    expect(waits).toEqual([1, 2, 4]);
    expect(await send()).toBe(0);
    server.refuse = () => undefined;
    await dueNow('cham@soyte.gov.vn');
    await send();
    expect(server.received.map(({ parsed }) => parsed.messageId)).toEqual([messageId]);
  });

  it('is dead after a refusal for good; the address gets no more until it is sent again by hand', async () => {
    server.refuse = (address) => (address === 'sai@soyte.gov.vn' ? [550, '5.1.1 User unknown'] : undefined);
    await change('sai@soyte.gov.vn');
    const { id, messageId } = await mailTo('sai@soyte.gov.vn');
    await send();
    expect(await read(id)).toMatchObject({
      state: 'dead',
      failure: 'address_refused',
      failureText: expect.stringContaining('5.1.1'),
      canRetry: true,
    });
    const { body: refusals } = await admin.get(`${V1}/mail-refusals`).expect(200);
    expect(refusals.items).toEqual([expect.objectContaining({ address: 'sai@soyte.gov.vn', way: 'smtp' })]);

    await change('sai@soyte.gov.vn');
    for (let attempt = 0; attempt < 400; attempt += 1) {
      await dispatch();
      const [{ count }] = await app.dataSource.query(
        `SELECT count(*)::int AS count FROM mails WHERE to_address = 'sai@soyte.gov.vn'`,
      );
      if (count === 2) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await send();
    const { body: dead } = await admin.get(`${V1}/mails?state=dead&q=SAI@`).expect(200);
    expect(dead.items.map(({ failure }: { failure: string }) => failure)).toEqual([
      'address_marked',
      'address_refused',
    ]);
    expect(dead).toMatchObject({ configured: true, sender: 'kehoach@tinh.gov.vn' });
    expect(dead.counts.dead).toBe(2);
    expect(server.received).toEqual([]);

    server.refuse = () => undefined;
    const again = await admin.post(`${V1}/mails/${id}/retries`).set('Idempotency-Key', randomUUID()).expect(200);
    expect(again.body).toMatchObject({ state: 'waiting', canRetry: false });
    expect(again.headers.etag).toBeTruthy();
    expectProblem(await admin.post(`${V1}/mails/${id}/retries`), 'mail.not_dead');
    await send();
    expect(server.received.map(({ parsed }) => parsed.messageId)).toEqual([messageId]);
    expect((await admin.get(`${V1}/mail-refusals`).expect(200)).body.items).toEqual([]);
  });

  it('keeps what its mail server refuses to sign in for, and says so', async () => {
    const transport = app.app.get(MailTransport) as unknown as { transport: unknown };
    const good = transport.transport;
    transport.transport = (
      new SmtpTransport({ ...server.settings, password: 'sai' }) as never as typeof transport
    ).transport;
    await change('khoa@soyte.gov.vn');
    const { id } = await mailTo('khoa@soyte.gov.vn');
    await send();
    expect(await read(id)).toMatchObject({ state: 'waiting', failure: 'sign_in_refused' });
    // Nobody's certificate: the line is not trusted, and no password goes over it.
    transport.transport = (
      new SmtpTransport({ ...server.settings, caFile: null }) as never as typeof transport
    ).transport;
    await dueNow('khoa@soyte.gov.vn');
    await send();
    expect(await read(id)).toMatchObject({ state: 'waiting', failure: 'tls_failed' });
    transport.transport = good;
    await dueNow('khoa@soyte.gov.vn');
    await send();
    expect(await read(id)).toMatchObject({ state: 'sent', failure: null });
  });

  it('is not sent any more when its time is over', async () => {
    await change('muon@soyte.gov.vn');
    const { id } = await mailTo('muon@soyte.gov.vn');
    await app.dataSource.query(`UPDATE mails SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [
      id,
    ]);
    await send();
    expect(await read(id)).toMatchObject({ state: 'dead', failure: 'expired' });
    await admin.post(`${V1}/mails/${id}/retries`).expect(200);
    await send();
    expect(await read(id)).toMatchObject({ state: 'sent' });
  });

  it('holds the log at an event that cannot be composed, for an hour, and loses none', async () => {
    composer.fails = true;
    await change('kho@soyte.gov.vn');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await dispatch();
    composer.fails = false;
    await mailTo('kho@soyte.gov.vn');

    composer.fails = true;
    await change('hong@soyte.gov.vn');
    const owner = await import('pg').then(
      ({ default: pg }) => new pg.Client({ connectionString: app.database.ownerUrl }),
    );
    await owner.connect();
    await owner.query(`UPDATE events SET at = at - interval '61 minutes' WHERE after->>'text' = 'hong@soyte.gov.vn'`);
    await owner.end();
    await dispatch();
    composer.fails = false;
    await change('tiep@soyte.gov.vn');
    await mailTo('tiep@soyte.gov.vn');
    const rows = await app.dataSource.query(`SELECT 1 FROM mails WHERE to_address = 'hong@soyte.gov.vn'`);
    expect(rows).toEqual([]);
  });

  it('shares what waits among any number of senders, each mail once', async () => {
    const addresses = Array.from({ length: 60 }, (_, n) => `nhieu.${n}@soyte.gov.vn`);
    for (const address of addresses) await change(address);
    await mailTo(addresses.at(-1) as string);
    await app.dataSource.query(`DELETE FROM mails WHERE state = 'waiting' AND to_address NOT LIKE 'nhieu.%'`);
    const other = await createTestApp({ shares: app, with: { smtp: server.settings } });
    const sent = await Promise.all([send(), other.app.get(MailSender).sendDue(), send()]);
    await other.close();
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(60);
    expect(server.received.flatMap(({ to }) => to).sort()).toEqual(addresses.toSorted());
  });

  it('pages through its list, the newest first', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: { body: { items: { id: string }[]; nextCursor: string | null } } = await admin
        .get(`${V1}/mails`)
        .query({ limit: 7, ...(cursor ? { cursor } : {}) })
        .expect(200);
      ids.push(...answer.body.items.map(({ id }: { id: string }) => id));
      cursor = answer.body.nextCursor;
    } while (cursor);
    const rows = await app.dataSource.query('SELECT id FROM mails ORDER BY created_at DESC, id DESC');
    expect(ids).toEqual(rows.map(({ id }: { id: string }) => id));
    expectProblem(await admin.get(`${V1}/mails/${randomUUID()}`), 'resource.not_found');
  });

  describe('that came back', () => {
    let key: string;

    beforeAll(async () => {
      const { body: client } = await admin
        .post(`${V1}/api-clients`)
        .send({ name: 'Hộp thư báo lỗi', scopes: ['mail:bounces'] })
        .expect(201);
      key = (await admin.post(`${V1}/api-clients/${client.id}/keys`).send({}).expect(201)).body.key;
    });

    const report = (messageId: string, address: string, status = '5.1.1', action = 'failed'): string =>
      [
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx',
        '',
        `Final-Recipient: rfc822; ${address}`,
        `Action: ${action}`,
        `Status: ${status}`,
        'Diagnostic-Code: smtp; 550 User unknown',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: ${messageId}`,
        '',
        '--b--',
      ].join('\r\n');
    const hand = (message: string) => app.anonymous.post(`${V1}/mail-bounces`).set('X-API-Key', key).send({ message });

    async function sentTo(address: string) {
      await change(address);
      const mail = await mailTo(address);
      await send();
      return mail;
    }

    it('marks its address, once, by a report about our own mail alone', async () => {
      const { id, messageId } = await sentTo('tra.lai@soyte.gov.vn');
      const forged = report('<khac@noi.khac>', 'tra.lai@soyte.gov.vn');
      expect((await hand(forged).expect(200)).body).toEqual({ outcome: 'unknown_mail' });
      const other = report(messageId, 'khac@soyte.gov.vn');
      expect((await hand(other).expect(200)).body).toEqual({ outcome: 'unknown_mail' });
      for (const [status, action] of [
        ['4.4.1', 'delayed'],
        ['5.2.2', 'failed'],
        ['2.0.0', 'delivered'],
      ] as const) {
        const passing = report(messageId, 'tra.lai@soyte.gov.vn', status, action);
        expect((await hand(passing).expect(200)).body).toEqual({ outcome: 'not_a_failure' });
      }
      expect(await read(id)).toMatchObject({ state: 'sent' });
      for (let time = 0; time < 2; time += 1) {
        const answer = await hand(report(messageId, 'Tra.Lai@soyte.gov.vn')).expect(200);
        expect(answer.body).toEqual({ outcome: 'address_marked' });
      }
      expect(await read(id)).toMatchObject({ state: 'dead', failure: 'bounced', canRetry: true });
      const events = await app.dataSource.query(
        `SELECT actor_kind AS kind, after FROM events WHERE type = 'mail.address_refused' AND subject_id = $1`,
        [id],
      );
      expect(events).toEqual([{ kind: 'client', after: { email: 'tra.lai@soyte.gov.vn', refusedBy: 'report' } }]);
    });

    it('is read only when it is a delivery report', async () => {
      expectProblem(await hand('Subject: Re: Tóm tắt\n\nĐã nhận.'), 'mail.bounce_unreadable');
      expectProblem(await app.anonymous.post(`${V1}/mail-bounces`).send({ message: 'x' }), 'auth.required');
    });
  });

  it('is kept and waits where no mail server is configured', async () => {
    const plain = await createTestApp({ shares: app });
    const agent = await plain.as('admin');
    const { body } = await agent.get(`${V1}/mails?limit=1`).expect(200);
    expect(body).toMatchObject({ configured: false, sender: null });
    await plain.close();
  });
});
