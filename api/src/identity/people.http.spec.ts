import ExcelJS from 'exceljs';
import supertest, { type Response } from 'supertest';
import { type Agent, createTestApp, SAMPLE_PASSWORD, type TestApp } from '../../test/harness/app.js';

const GOOD = 'ngựa pin kẹp đúng';
const API = '/api/v1';

describe('people', () => {
  let test: TestApp;
  let admin: Agent;
  let head: Agent;
  let agencyId: string;
  let otherAgencyId: string;

  beforeAll(async () => {
    test = await createTestApp();
    admin = await test.as('admin');
    head = await test.as('soyte.head');
    const idOf = async (name: string) =>
      (await test.dataSource.query('SELECT id FROM agencies WHERE name = $1', [name]))[0].id as string;
    agencyId = await idOf('Sở Y tế');
    otherAgencyId = await idOf('Công an tỉnh');
  });
  afterAll(() => test.close());
  // The races below fill the lane of links on purpose; each test begins with a quiet address.
  beforeEach(() => test.dataSource.query('DELETE FROM rate_limits'));

  const invite = async (by: Agent, change: Record<string, unknown> = {}) =>
    by
      .post(`${API}/users`)
      .send({ username: 'moi', displayName: 'Người mới', agencyId, roles: ['agency_officer'], ...change });
  const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1);
  const accept = (token: string, password = GOOD) =>
    test.anonymous.post(`${API}/invitations/acceptances`).send({ token, password });
  const login = (username: string, password: string) =>
    supertest(test.server).post(`${API}/auth/login`).send({ username, password });
  const find = async (username: string, by = admin) => {
    const page = await by.get(`${API}/users`).query({ q: username }).expect(200);
    const found = page.body.items.find((item: { username: string }) => item.username === username);
    const one = await by.get(`${API}/users/${found.id}`).expect(200);
    return { id: found.id as string, etag: one.headers.etag as string, body: one.body };
  };

  it('are invited by a one-time link and set the first password themselves', async () => {
    const made = await invite(admin, { username: 'Soyte.Vanthu', email: 'VanThu@soyte.gov.vn' });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`${API}/users/${made.body.user.id}`);
    expect(made.body.user).toMatchObject({ username: 'soyte.vanthu', email: 'vanthu@soyte.gov.vn', state: 'invited' });
    const { link, expiresAt } = made.body.invitation;
    expect(link).toMatch(/^http:\/\/localhost\/nhan-loi-moi#[\w-]{43}$/);
    const hours = (Date.parse(expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);

    const token = tokenOf(link);
    const whose = await test.anonymous.post(`${API}/invitations/readings`).send({ token }).expect(200);
    expect(whose.body).toMatchObject({ username: 'soyte.vanthu', agencyName: 'Sở Y tế' });
    expect((await accept(token, 'soyte.vanthu1')).body.code).toBe('auth.password_weak');
    expect((await accept(token, 'password1')).body.code).toBe('auth.password_weak');
    expect((await accept(token, 'ngắn')).body.errors).toMatchObject([{ pointer: '/password', code: 'length' }]);
    expect((await login('soyte.vanthu', '')).status).toBe(400);

    // Of twenty at once one sets the password; the link is then used up.
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['auth.link_invalid']),
    );
    expect((await login('soyte.vanthu', GOOD.normalize('NFD'))).status).toBe(200);

    const events = await test.dataSource.query(
      `SELECT type, actor_label, via, after::text FROM events WHERE subject_id = $1 ORDER BY id`,
      [made.body.user.id],
    );
    expect(events.map(({ type }: { type: string }) => type)).toEqual(['user.created', 'user.invitation_accepted']);
    expect(events[1]).toMatchObject({ actor_label: 'Người mới (Sở Y tế)', via: 'page' });
    expect(JSON.stringify(events)).not.toContain(token);
  });

  it('take a password of 128 characters and refuse 129', async () => {
    const made = await invite(admin, { username: 'soyte.dai' });
    const token = tokenOf(made.body.invitation.link);
    expect((await accept(token, `x${'ế'.repeat(128)}`)).body.code).toBe('auth.password_weak');
    const longest = 'ế'.repeat(128);
    expect((await accept(token, longest.normalize('NFD'))).status).toBe(200);
    expect((await login('soyte.dai', longest)).status).toBe(200);
  });

  it('are found by words without marks, by state and agency; a page goes on by its cursor', async () => {
    const q = await admin.get(`${API}/users`).query({ q: 'van tho' }).expect(200);
    expect(q.body.items).toEqual([]);
    const byName = await admin.get(`${API}/users`).query({ q: 'nguoi moi', agencyId }).expect(200);
    expect(byName.body.items.length).toBeGreaterThanOrEqual(2);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Response = await admin
        .get(`${API}/users`)
        .query({ limit: 3, ...(cursor ? { cursor } : {}) })
        .expect(200);
      seen.push(...page.body.items.map(({ username }: { username: string }) => username));
      cursor = page.body.nextCursor;
    }
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen).toEqual([...seen].sort());
    expect(seen).toEqual(expect.arrayContaining(['admin', 'bcd', 'soyte']));
    const invited = await admin.get(`${API}/users`).query({ state: 'invited' }).expect(200);
    expect(invited.body.items.every(({ state }: { state: string }) => state === 'invited')).toBe(true);
  });

  it('refuses taken names and addresses, unknown agencies, roles without an agency', async () => {
    expect((await invite(admin, { username: 'congan' })).body.code).toBe('user.username_taken');
    const taken = await invite(admin, { username: 'soyte.hai', email: 'vanthu@soyte.gov.vn' });
    expect(taken.body.code).toBe('user.email_taken');
    const unknown = await invite(admin, { agencyId: '00000000-0000-4000-8000-000000000000' });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/agencyId' }]);
    expect((await invite(admin, { agencyId: null })).body.errors).toMatchObject([{ pointer: '/agencyId' }]);
    expect((await invite(admin, { roles: [] })).status).toBe(400);
    expect((await invite(admin, { email: 'x' })).status).toBe(400);
    expect((await invite(admin, { username: 'có dấu' })).status).toBe(400);
  });

  it('a head of an agency looks after its own officers and nobody else', async () => {
    const made = await invite(head, { username: 'soyte.nhanvien', agencyId: undefined, roles: undefined });
    expect(made.status).toBe(201);
    expect(made.body.user).toMatchObject({ agencyId, roles: ['agency_officer'] });
    expect((await invite(head, { username: 'x.y', agencyId: otherAgencyId })).status).toBe(403);
    expect((await invite(head, { username: 'x.y', roles: ['agency_head'] })).status).toBe(403);
    expect((await invite(head, { username: 'x.y', roles: ['agency_officer', 'admin'] })).status).toBe(403);

    const list = await head.get(`${API}/users`).query({ limit: 200 }).expect(200);
    expect(list.body.items.length).toBeGreaterThan(0);
    for (const item of list.body.items) expect(item).toMatchObject({ agencyId, roles: ['agency_officer'] });

    const own = await find('soyte', head);
    const patch = (id: string, etag: string, body: object) =>
      head.patch(`${API}/users/${id}`).set('If-Match', etag).send(body);
    expect((await patch(own.id, own.etag, { roles: ['agency_head'] })).status).toBe(403);
    expect((await patch(own.id, own.etag, { agencyId: otherAgencyId })).status).toBe(403);
    expect((await patch(own.id, own.etag, { oidcSubject: null })).status).toBe(403);
    for (const username of ['congan', 'soyte.head', 'admin', 'quynhon']) {
      const { id, etag } = await find(username);
      expect((await head.get(`${API}/users/${id}`)).status).toBe(404);
      expect((await patch(id, etag, { displayName: 'x' })).status).toBe(404);
      expect((await head.post(`${API}/users/${id}/password-resets`)).status).toBe(404);
    }
    expect((await head.get(`${API}/users/${own.id}/sessions`)).status).toBe(403);
    const officer = await test.as('soyte');
    expect((await officer.get(`${API}/users`)).status).toBe(403);
    expect((await officer.post(`${API}/invitations`).send({ userId: own.id })).status).toBe(403);
  });

  it('an invitation sent again voids the earlier, and can be taken back', async () => {
    const made = await invite(head, { username: 'soyte.lai' });
    const userId = made.body.user.id;
    const again = await head.post(`${API}/invitations`).send({ userId }).expect(201);
    expect((await accept(tokenOf(made.body.invitation.link))).body.code).toBe('auth.link_invalid');
    const list = await head.get(`${API}/invitations`).query({ userId }).expect(200);
    expect(list.body.items.map(({ state }: { state: string }) => state)).toEqual(['open', 'revoked']);
    expect(JSON.stringify(list.body)).not.toContain(tokenOf(again.body.link));

    const address = `${API}/invitations/${again.body.id}`;
    const one = await head.get(address).expect(200);
    expect((await head.delete(address)).status).toBe(428);
    expect((await head.delete(address).set('If-Match', '"99.x"')).status).toBe(412);
    await head
      .delete(address)
      .set('If-Match', one.headers.etag as string)
      .expect(204);
    expect((await accept(tokenOf(again.body.link))).body.code).toBe('auth.link_invalid');
    const now = await head.get(address).expect(200);
    expect(now.body.state).toBe('revoked');
    expect((await head.delete(address).set('If-Match', now.headers.etag as string)).body.code).toBe(
      'invitation.closed',
    );
    const stranger = await test.as('quynhon.head');
    expect((await stranger.get(address)).status).toBe(404);
    expect((await stranger.delete(address).set('If-Match', now.headers.etag as string)).status).toBe(404);
  });

  it('a link is good for a day, and for its own purpose', async () => {
    const made = await invite(admin, { username: 'soyte.muon' });
    const token = tokenOf(made.body.invitation.link);
    const wrong = await test.anonymous.post(`${API}/password-resets/acceptances`).send({ token, password: GOOD });
    expect(wrong.body.code).toBe('auth.link_invalid');
    await test.dataSource.query(
      `UPDATE password_links SET expires_at = now() - interval '1 second' WHERE user_id = $1`,
      [made.body.user.id],
    );
    expect((await accept(token)).body.code).toBe('auth.link_invalid');
    expect((await accept('không phải mã')).body.code).toBe('auth.link_invalid');
  });

  it('a reset link sets a new password once and ends all sessions', async () => {
    const { id } = await find('soyte.vanthu');
    const open = await login('soyte.vanthu', GOOD);
    const cookie = (open.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
    const issued = await head.post(`${API}/users/${id}/password-resets`).expect(201);
    expect(issued.body.link).toContain('/dat-lai-mat-khau#');
    const send = { token: tokenOf(issued.body.link), password: 'mưa phùn gió bấc' };
    // Until it is used the old password holds.
    expect((await login('soyte.vanthu', GOOD)).status).toBe(200);
    await test.anonymous
      .post(`${API}/password-resets/acceptances`)
      .send(send)
      .expect(200, { username: 'soyte.vanthu' });
    expect((await test.anonymous.post(`${API}/password-resets/acceptances`).send(send)).status).toBe(403);
    expect((await login('soyte.vanthu', GOOD)).status).toBe(401);
    expect((await login('soyte.vanthu', send.password)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await test.anonymous.get(`${API}/auth/me`).set('Cookie', cookie)).status).toBe(401);
    const invited = await find('soyte.lai');
    expect((await admin.post(`${API}/users/${invited.id}/password-resets`)).body.code).toBe('user.not_accepted');
    expect((await admin.post(`${API}/invitations`).send({ userId: id })).body.code).toBe('invitation.accepted');
  });

  it('change their own password with the old one; other sessions end', async () => {
    const here = await test.as('quynhon');
    const there = await test.as('quynhon');
    const change = (oldPassword: string, newPassword: string) =>
      here.post(`${API}/auth/password`).send({ oldPassword, newPassword });
    expect((await change('không phải', GOOD)).body).toMatchObject({
      code: 'auth.password_wrong',
      errors: [{ pointer: '/oldPassword' }],
    });
    expect((await change(SAMPLE_PASSWORD, 'quynhon12')).body.errors).toMatchObject([{ pointer: '/newPassword' }]);
    await change(SAMPLE_PASSWORD, GOOD).expect(204);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await here.get(`${API}/auth/me`)).status).toBe(200);
    expect((await there.get(`${API}/auth/me`)).status).toBe(401);
    expect((await login('quynhon', SAMPLE_PASSWORD)).status).toBe(401);
    await change(GOOD, SAMPLE_PASSWORD).expect(204);
  });

  it('change under If-Match: twenty at once make one success, with one event', async () => {
    const { id, etag } = await find('vpubnd');
    const patch = (index: number) =>
      admin
        .patch(`${API}/users/${id}`)
        .set('If-Match', etag)
        .send({ displayName: `Lãnh đạo ${index}` });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => patch(index)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
    expect((await admin.patch(`${API}/users/${id}`).send({ displayName: 'x' })).status).toBe(428);
    const [{ count }] = await test.dataSource.query(
      `SELECT count(*) FROM events WHERE type = 'user.changed' AND subject_id = $1`,
      [id],
    );
    expect(count).toBe(1);
  });

  it('are disabled from an instant on, get no link meanwhile, and come back with new sessions only', async () => {
    const officer = await test.as('soyte');
    const first = await find('soyte', head);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const later = await head
      .patch(`${API}/users/${first.id}`)
      .set('If-Match', first.etag)
      .send({ disabledAt: tomorrow });
    expect(later.body).toMatchObject({ state: 'active', disabledAt: tomorrow });
    expect((await officer.get(`${API}/auth/me`)).status).toBe(200);
    const past = await head
      .patch(`${API}/users/${first.id}`)
      .set('If-Match', later.headers.etag as string)
      .send({ disabledAt: '2020-01-01T00:00:00Z' });
    expect(past.body.state).toBe('disabled');
    expect(Math.abs(Date.parse(past.body.disabledAt) - Date.now())).toBeLessThan(60_000);
    expect((await login('soyte', SAMPLE_PASSWORD)).body.code).toBe('auth.failed');
    expect((await head.post(`${API}/users/${first.id}/password-resets`)).body.code).toBe('user.disabled');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await officer.get(`${API}/auth/me`)).status).toBe(401);
    expect((await officer.post(`${API}/auth/refresh`)).status).toBe(401);
    await head
      .patch(`${API}/users/${first.id}`)
      .set('If-Match', past.headers.etag as string)
      .send({ disabledAt: null })
      .expect(200);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await officer.get(`${API}/auth/me`)).status).toBe(401);
    await test.as('soyte');
    for (const disabledAt of ['2026-02-30T00:00:00Z', '2026-01-01', 'mai', 5]) {
      const answer = await admin.patch(`${API}/users/${first.id}`).set('If-Match', '"1.x"').send({ disabledAt });
      expect([disabledAt, answer.status]).toEqual([disabledAt, 400]);
    }
  });

  it('never leave the installation without an administrator, also when two act at once', async () => {
    const only = await find('admin');
    const patch = (id: string, etag: string, body: object) =>
      admin.patch(`${API}/users/${id}`).set('If-Match', etag).send(body);
    const now = new Date().toISOString();
    expect((await patch(only.id, only.etag, { disabledAt: now })).body.code).toBe('user.last_admin');
    expect((await patch(only.id, only.etag, { roles: ['steering'] })).body.code).toBe('user.last_admin');
    const made = await invite(admin, { username: 'admin.hai', agencyId: null, roles: ['admin'] });
    // An administrator who has not come yet is none.
    expect((await patch(only.id, only.etag, { roles: ['steering'] })).body.code).toBe('user.last_admin');
    await accept(tokenOf(made.body.invitation.link));
    const second = await find('admin.hai');
    const answers = await Promise.all([
      patch(only.id, only.etag, { roles: ['steering'] }),
      patch(second.id, second.etag, { roles: ['steering'] }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [left] = await test.dataSource.query(`SELECT count(*) FROM users WHERE 'admin' = ANY(roles)`);
    expect(left.count).toBe(1);
    await test.dataSource.query(`UPDATE users SET roles = ARRAY['admin'] WHERE username = 'admin'`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  });

  describe('from an Excel list', () => {
    const HEAD = ['Tên đăng nhập', 'Họ tên hoặc chức danh', 'Cơ quan', 'Vai trò', 'Thư điện tử công vụ'];
    const listOf = async (rows: unknown[][], head = HEAD): Promise<Buffer> => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet('x');
      sheet.addRow(head);
      for (const row of rows) sheet.addRow(row);
      return Buffer.from(await workbook.xlsx.writeBuffer());
    };
    const send = (by: Agent, file: Buffer, dryRun = false) =>
      by
        .post(`${API}/invitations/lists`)
        .query(dryRun ? { dryRun: true } : {})
        .attach('file', file, 'danh sách.xlsx');

    it('all are invited, or in a dry run none', async () => {
      const rows = Array.from({ length: 40 }, (_, index) => [
        `so.tc${index}`,
        `Chuyên viên ${index}`,
        'Sở Tài chính',
        'Cán bộ cơ quan',
        { text: `cv${index}@stc.gov.vn`, hyperlink: `mailto:cv${index}@stc.gov.vn` },
      ]);
      const file = await listOf(rows);
      const dry = await send(admin, file, true);
      expect(dry.status).toBe(200);
      expect(dry.body.items[39]).toMatchObject({ row: 41, username: 'so.tc39', userId: null, link: null });
      const made = await send(admin, file);
      expect(made.status).toBe(201);
      expect(made.body.items).toHaveLength(40);
      expect(made.body.items[0]).toMatchObject({ agencyName: 'Sở Tài chính', email: 'cv0@stc.gov.vn' });
      await accept(tokenOf(made.body.items[7].link)).expect(200, { username: 'so.tc7' });
      const again = await send(admin, file);
      expect(again.status).toBe(400);
      expect(again.body.errors).toHaveLength(80);
    });

    it('a fault is told by its cell and nobody is invited', async () => {
      const file = await listOf([
        ['so.dung', 'Đúng', 'Sở Tài chính', 'Cán bộ cơ quan', ''],
        ['so sai', 'Sai', 'Sở Tài chánh lạ', 'Giám đốc', ''],
      ]);
      const answer = await send(admin, file);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([
        { pointer: '/rows/3/username', message: expect.stringContaining('Ô A3 (Tên đăng nhập)') },
        { pointer: '/rows/3/agency' },
        { pointer: '/rows/3/roles' },
      ]);
      expect((await admin.get(`${API}/users`).query({ q: 'so.dung' })).body.items).toEqual([]);
    });

    it('refuses what is no list, too many people, and people beyond one’s rights', async () => {
      expect((await send(admin, Buffer.from('không phải Excel'))).body.code).toBe('invitation_list.unreadable');
      expect((await send(admin, await listOf([]))).body.code).toBe('invitation_list.unreadable');
      expect((await send(admin, await listOf([['a']], ['Tên']))).body.code).toBe('invitation_list.unreadable');
      const many = Array.from({ length: 501 }, (_, index) => [`n.${index}`, 'x', 'Sở Y tế', 'Cán bộ cơ quan']);
      expect((await send(admin, await listOf(many))).body.code).toBe('invitation_list.unreadable');
      expect((await admin.post(`${API}/invitations/lists`)).body.code).toBe('invitation_list.file_missing');
      const foreign = await send(head, await listOf([['x.yz', 'x', 'Công an tỉnh', 'Cán bộ cơ quan']]));
      expect(foreign.body.errors).toMatchObject([{ pointer: '/rows/2/agency' }]);
      const own = await send(head, await listOf([['soyte.list', 'x']]));
      expect(own.body.items).toMatchObject([{ agencyName: 'Sở Y tế', roles: ['agency_officer'] }]);
    });

    it('the template is a list that only waits for people', async () => {
      const answer = await admin.get(`${API}/invitations/template.xlsx`).buffer(true).parse(binary).expect(200);
      expect(answer.headers['content-disposition']).toBe('attachment; filename="danh-sach-moi.xlsx"');
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(answer.body);
      const shown = workbook.worksheets.filter(({ state }) => state === 'visible');
      expect(shown.map(({ name }) => name)).toEqual(['Danh sách', 'Cơ quan', 'Vai trò']);
      workbook.worksheets[0]?.addRow(['so.mau', 'Mẫu', 'Sở Y tế', 'Cán bộ cơ quan', '']);
      const filled = await send(admin, Buffer.from(await workbook.xlsx.writeBuffer()), true);
      expect(filled.body.items).toHaveLength(1);
    });
  });
});

function binary(answer: Response, done: (error: Error | null, body: unknown) => void): void {
  const response = answer as unknown as NodeJS.ReadableStream;
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  response.on('end', () => done(null, Buffer.concat(parts)));
}
