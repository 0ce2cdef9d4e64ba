import supertest from 'supertest';
import { type Agent, createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../test/harness/app.js';

const API = '/api/v1';
/** What the product promises: an ended session or a changed right counts within a second on every replica. */
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_000));
const day = (offset: number): string =>
  new Date(Date.now() + 7 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);

describe('sessions and deputies on two replicas', () => {
  let one: TestApp;
  let two: TestApp;

  beforeAll(async () => {
    one = await createTestApp();
    two = await createTestApp({ shares: one });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });

  /** One sign-in, usable at both replicas like a browser behind a load balancer. */
  const signIn = async (username: string, app = one) => {
    const answer = await supertest(app.server)
      .post(`${API}/auth/login`)
      .set('User-Agent', `browser of ${username}`)
      .send({ username, password: SAMPLE_PASSWORD })
      .expect(200);
    const cookie = (answer.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const at = ({ server }: TestApp): Agent =>
      supertest.agent(server).set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }) as Agent;
    return { one: at(one), two: at(two), id: answer.body.id as string };
  };
  const userOf = async (username: string): Promise<{ id: string; etag: string }> => {
    const admin = await signIn('admin');
    const page = await admin.one.get(`${API}/users`).query({ q: username, limit: 200 });
    const { id } = page.body.items.find((item: { username: string }) => item.username === username);
    const { headers } = await admin.one.get(`${API}/users/${id}`);
    return { id, etag: headers.etag as string };
  };

  it('are listed and ended by the person, one or all others', async () => {
    const here = await signIn('bcd');
    const there = await signIn('bcd', two);
    const third = await signIn('bcd');
    const list = await here.one.get(`${API}/sessions`).expect(200);
    expect(list.body.items).toHaveLength(3);
    expect(list.body.items.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(list.body.items[0]).toMatchObject({ userAgent: 'browser of bcd', secondFactor: false, onBehalfOf: null });
    const other = await signIn('soyte');
    const [foreign] = (await other.one.get(`${API}/sessions`)).body.items;
    expect((await here.one.delete(`${API}/sessions/${foreign.id}`)).status).toBe(404);

    const [thereId] = (await there.one.get(`${API}/sessions`)).body.items.filter(
      (s: { current: boolean }) => s.current,
    );
    expect((await there.two.get(`${API}/auth/me`)).status).toBe(200);
    await here.one.delete(`${API}/sessions/${thereId.id}`).expect(204);
    await here.one.delete(`${API}/sessions/${thereId.id}`).expect(204);
    await aSecond();
    expect((await there.two.get(`${API}/auth/me`)).status).toBe(401);
    await here.one.delete(`${API}/sessions`).expect(204);
    await aSecond();
    expect((await third.two.get(`${API}/auth/me`)).status).toBe(401);
    expect((await here.two.get(`${API}/auth/me`)).status).toBe(200);
    const [{ count }] = await one.dataSource.query(
      `SELECT count(*) FROM events WHERE type = 'session.ended_by_other' AND subject_id = $1`,
      [thereId.id],
    );
    expect(count).toBe(1);
  });

  it('are listed and ended by an administrator', async () => {
    const admin = await signIn('admin');
    const officer = await signIn('quynhon', two);
    const address = `${API}/users/${officer.id}/sessions`;
    const list = await admin.one.get(address).expect(200);
    await admin.one.delete(`${address}/${list.body.items[0].id}`).expect(204);
    await aSecond();
    expect((await officer.two.get(`${API}/auth/me`)).status).toBe(401);
    const head = await signIn('quynhon.head');
    expect((await head.one.get(address)).status).toBe(403);
    expect((await admin.one.get(`${API}/users/${crypto.randomUUID()}/sessions`)).status).toBe(404);
    const [mine] = (await admin.one.get(`${API}/sessions`)).body.items;
    expect((await admin.one.delete(`${address}/${mine.id}`)).status).toBe(404);
  });

  it('end at the other replica when the person is disabled, also by an instant that comes', async () => {
    const officer = await signIn('soyte', two);
    const { id, etag } = await userOf('soyte');
    const admin = await signIn('admin');
    expect((await officer.two.get(`${API}/auth/me`)).status).toBe(200);
    const soon = new Date(Date.now() + 1_500).toISOString();
    const changed = await admin.one.patch(`${API}/users/${id}`).set('If-Match', etag).send({ disabledAt: soon });
    expect(changed.status).toBe(200);
    expect((await officer.two.get(`${API}/auth/me`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await officer.two.get(`${API}/auth/me`)).status).toBe(401);
    const again = await admin.one.get(`${API}/users/${id}`);
    await admin.one
      .patch(`${API}/users/${id}`)
      .set('If-Match', again.headers.etag as string)
      .send({ disabledAt: null })
      .expect(200);
  });

  it('have changed roles at the other replica within a second', async () => {
    const officer = await signIn('quynhon', two);
    expect((await officer.two.get(`${API}/users`)).status).toBe(403);
    const { id, etag } = await userOf('quynhon');
    const admin = await signIn('admin');
    const change = (tag: string, roles: string[]) =>
      admin.one.patch(`${API}/users/${id}`).set('If-Match', tag).send({ roles }).expect(200);
    const up = await change(etag, ['agency_head']);
    await aSecond();
    expect((await officer.two.get(`${API}/users`)).status).toBe(200);
    await change(up.headers.etag as string, ['agency_officer']);
    await aSecond();
    expect((await officer.two.get(`${API}/users`)).status).toBe(403);
  });

  it('a stolen refresh token that turns up later ends the session, with an event', async () => {
    const answer = await supertest(one.server)
      .post(`${API}/auth/login`)
      .send({ username: 'sotaichinh', password: SAMPLE_PASSWORD });
    const cookie = (answer.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const refresh = (from: string) =>
      supertest(one.server).post(`${API}/auth/refresh`).set({ Cookie: from, 'Sec-Fetch-Site': 'same-origin' });
    const next = await refresh(cookie).expect(200);
    const newer = (next.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    await one.dataSource.query(`UPDATE sessions SET rotated_at = now() - interval '1 minute'`);
    await refresh(cookie).expect(401);
    await refresh(newer).expect(401);
    const events = await one.dataSource.query(`SELECT actor_id FROM events WHERE type = 'session.reuse_ended'`);
    expect(events).toEqual([{ actor_id: answer.body.id }]);
  });

  describe('a deputy', () => {
    const grant = (by: Agent, body: object) =>
      by.post(`${API}/deputies`).send({ fromOn: day(0), toOn: day(3), reason: 'Đi công tác', ...body });

    it('acts with the agency and roles of the principal, and the history names both', async () => {
      const head = await signIn('soyte.head');
      const officer = await signIn('soyte');
      const candidates = await head.one.get(`${API}/deputy-candidates`).query({ q: 'can bo' }).expect(200);
      expect(candidates.body.items).toMatchObject([{ userId: officer.id, username: 'soyte' }]);
      expect((await officer.one.post(`${API}/auth/on-behalf`).send({ userId: head.id })).body.code).toBe('deputy.none');
      const made = await grant(head.one, { deputyUserId: officer.id });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        state: 'valid',
        principal: { userId: head.id },
        deputy: { userId: officer.id },
      });

      const me = await officer.one.get(`${API}/auth/me`).expect(200);
      expect(me.body).toMatchObject({ onBehalfOf: null, roles: ['agency_officer'], mayActFor: [{ userId: head.id }] });
      expect((await officer.one.get(`${API}/users`)).status).toBe(403);
      const switched = await officer.one.post(`${API}/auth/on-behalf`).send({ userId: head.id }).expect(200);
      expect(switched.body).toMatchObject({
        id: officer.id,
        roles: ['agency_head'],
        onBehalfOf: { userId: head.id },
      });
      await aSecond();
      const invited = await officer.two
        .post(`${API}/users`)
        .send({ username: 'soyte.thay', displayName: 'Người mới' })
        .expect(201);
      const [event] = await one.dataSource.query(
        `SELECT actor_id, actor_label, on_behalf_of_id, on_behalf_of_label FROM events WHERE subject_id = $1`,
        [invited.body.user.id],
      );
      expect(event).toEqual({
        actor_id: officer.id,
        actor_label: 'Cán bộ đầu mối (Sở Y tế)',
        on_behalf_of_id: head.id,
        on_behalf_of_label: 'Lãnh đạo Sở (Sở Y tế)',
      });

      // What is entrusted is not passed on.
      expect((await grant(officer.one, { deputyUserId: head.id })).status).toBe(403);
      const one_ = await head.one.get(`${API}/deputies/${made.body.id}`).expect(200);
      const revoke = (by: Agent) => by.delete(`${API}/deputies/${made.body.id}`);
      expect((await revoke(officer.one).set('If-Match', one_.headers.etag as string)).status).toBe(403);

      const back = await officer.one.post(`${API}/auth/on-behalf`).send({ userId: null }).expect(200);
      expect(back.body).toMatchObject({ onBehalfOf: null, roles: ['agency_officer'] });
      expect((await officer.one.get(`${API}/users`)).status).toBe(403);
    });

    it('is out within a second when the deputyship is revoked, and must say so to go on', async () => {
      const head = await signIn('soyte.head');
      const officer = await signIn('soyte');
      const [open] = (await head.one.get(`${API}/deputies`).query({ state: 'valid' })).body.items;
      await officer.one.post(`${API}/auth/on-behalf`).send({ userId: head.id }).expect(200);
      await aSecond();
      expect((await officer.two.get(`${API}/users`)).status).toBe(200);
      const address = `${API}/deputies/${open.id}`;
      const { headers } = await head.one.get(address);
      expect((await head.one.delete(address)).status).toBe(428);
      await head.one
        .delete(address)
        .set('If-Match', headers.etag as string)
        .expect(204);
      await aSecond();
      for (const path of ['/users', '/plans', '/sessions']) {
        const answer = await officer.two.get(API + path);
        expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'auth.deputy_ended']);
      }
      expect((await officer.two.get(`${API}/auth/me`)).body).toMatchObject({
        restriction: 'deputy_ended',
        roles: ['agency_officer'],
        mayActFor: [],
      });
      await officer.two.post(`${API}/auth/on-behalf`).send({ userId: null }).expect(200);
      expect((await officer.two.get(`${API}/plans`)).status).toBe(200);
      const again = await head.one.get(address);
      expect(again.body.state).toBe('revoked');
      const twice = await head.one.delete(address).set('If-Match', again.headers.etag as string);
      expect(twice.body.code).toBe('deputy.ended');
    });

    it('is out at the end of the last day, before the first day, and when the principal leaves', async () => {
      const head = await signIn('quynhon.head');
      const officer = await signIn('quynhon');
      const made = await grant(head.one, { deputyUserId: officer.id, fromOn: day(1), toOn: day(2) });
      expect(made.body.state).toBe('planned');
      const act = () => officer.one.post(`${API}/auth/on-behalf`).send({ userId: head.id });
      expect((await act()).body.code).toBe('deputy.none');
      const move = (from: number, to: number) =>
        one.dataSource.query('UPDATE deputies SET from_on = $2, to_on = $3 WHERE id = $1', [
          made.body.id,
          day(from),
          day(to),
        ]);
      await move(-2, 0);
      await act().expect(200);
      await move(-2, -1);
      await aSecond();
      expect((await officer.one.get(`${API}/plans`)).body.code).toBe('auth.deputy_ended');
      await move(-2, 0);
      await aSecond();
      expect((await officer.one.get(`${API}/plans`)).status).toBe(200);
      await one.dataSource.query('UPDATE users SET disabled_at = now() WHERE id = $1', [head.id]);
      await aSecond();
      expect((await officer.one.get(`${API}/plans`)).body.code).toBe('auth.deputy_ended');
      await one.dataSource.query('UPDATE users SET disabled_at = NULL WHERE id = $1', [head.id]);
    });

    it('is made by the person for a colleague, or by an administrator for anybody', async () => {
      const head = await signIn('soyte.head');
      const officer = await signIn('soyte');
      const other = await signIn('quynhon.head');
      const admin = await signIn('admin');
      expect((await grant(head.one, { deputyUserId: other.id })).body.code).toBe('deputy.not_possible');
      expect((await grant(head.one, { deputyUserId: head.id })).body.code).toBe('deputy.not_possible');
      expect((await grant(officer.one, { deputyUserId: officer.id, principalUserId: head.id })).status).toBe(403);
      const made = await grant(admin.one, { deputyUserId: other.id, principalUserId: head.id });
      expect(made.status).toBe(201);
      expect((await officer.one.get(`${API}/deputies/${made.body.id}`)).status).toBe(404);
      expect((await other.one.get(`${API}/deputies`)).body.items.map(({ id }: { id: string }) => id)).toContain(
        made.body.id,
      );
      expect((await other.one.get(`${API}/deputies`).query({ userId: head.id })).status).toBe(403);
      for (const wrong of [
        { fromOn: day(2), toOn: day(1) },
        { fromOn: day(-5), toOn: day(-1) },
        { fromOn: day(0), toOn: day(400) },
        { reason: ' ' },
      ]) {
        const answer = await grant(head.one, { deputyUserId: officer.id, ...wrong });
        expect([wrong, answer.status]).toEqual([wrong, 400]);
      }
    });
  });

  it('guessing at once is no faster than guessing in a row, and unknown names wait like known ones', async () => {
    for (const username of ['congan', 'khong.co']) {
      const guess = () => supertest(one.server).post(`${API}/auth/login`).send({ username, password: 'đoán mò' });
      const answers = await Promise.all(Array.from({ length: 30 }, guess));
      const tried = answers.filter(({ body }) => body.code === 'auth.failed').length;
      expect(tried).toBeGreaterThanOrEqual(5);
      expect(tried).toBeLessThanOrEqual(5 + 4);
      const later = answers.filter(({ body }) => body.code === 'auth.throttled');
      expect(later).toHaveLength(30 - tried);
      expect(later.every(({ headers }) => Number(headers['retry-after']) <= 240)).toBe(true);
    }
    await one.dataSource.query('DELETE FROM rate_limits');
    await signIn('congan');
  });

  it('a link is not guessed: tries from one address wait', async () => {
    const send = { token: 'x'.repeat(43), password: 'mưa phùn gió bấc' };
    const accept = () => supertest(two.server).post(`${API}/invitations/acceptances`).send(send);
    const answers = await Promise.all(Array.from({ length: 40 }, accept));
    const tried = answers.filter(({ body }) => body.code === 'auth.link_invalid').length;
    expect(tried).toBeLessThanOrEqual(20 + 4);
    expect(answers.filter(({ body }) => body.code === 'auth.throttled')).toHaveLength(40 - tried);
  });
});
