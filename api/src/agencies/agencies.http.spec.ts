import { API, agencyId, allPages, etagIn, etagOf, eventsOf, groupId } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

interface Agency {
  id: string;
  name: string;
  level: string;
  parentId: string | null;
}

describe('the directory of agencies', () => {
  let app: TestApp;
  let admin: Agent;
  let reader: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    admin = await app.as('admin');
    reader = await app.as('quynhon');
  });
  afterAll(() => app.close());

  const list = (query = '') => allPages<Agency>(reader, `/agencies?limit=200&${query}`);
  const names = async (query: string) => (await list(query)).map(({ name }) => name);
  const create = (input: object, agent = admin) => agent.post(`${API}/agencies`).send(input);
  const change = async (id: string, input: object, agent = admin) =>
    agent
      .patch(`${API}/agencies/${id}`)
      .set('If-Match', await etagOf(agent, `/agencies/${id}`))
      .send(input);
  const newAgency = async (input: object): Promise<string> => (await create(input).expect(201)).body.id;

  describe('is read', () => {
    it('with the 198 agencies of the sample, by level', async () => {
      const counts: Record<string, number> = {};
      for (const { level } of await list()) counts[level] = (counts[level] ?? 0) + 1;
      expect(counts).toEqual({ province: 1, department: 23, central: 3, organisation: 1, district: 11, commune: 159 });
    });

    it('in Vietnamese order, the same page by page', async () => {
      const whole = await names('');
      expect(whole).toEqual([...whole].sort(new Intl.Collator('vi').compare));
      expect((await allPages<Agency>(reader, '/agencies?limit=7')).map(({ name }) => name)).toEqual(whole);
    });

    it.each([
      ['sở y tế', 'Sở Y tế'],
      ['so y te', 'Sở Y tế'],
      ['SO Y TE', 'Sở Y tế'],
      ['dong da', 'UBND phường Đống Đa'],
      ['Đống Đa', 'UBND phường Đống Đa'],
      ['bhxh', 'Bảo hiểm xã hội tỉnh'],
      ['so ldtb&xh', 'Sở Lao động - Thương binh và Xã hội'],
    ])('by the words “%s”, also of an alias', async (words, expected) => {
      expect(await names(`q=${encodeURIComponent(words)}`)).toContain(expected);
      expect((await names(`q=${encodeURIComponent(words)}`)).length).toBeLessThan(10);
    });

    it('by level, by parent and by both', async () => {
      expect(await names('level=district')).toHaveLength(11);
      expect(await names('level=district&level=organisation')).toHaveLength(12);
      const quynhon = await agencyId(app, 'UBND thành phố Quy Nhơn');
      const communes = await list(`parentId=${quynhon}`);
      expect(communes).toHaveLength(21);
      for (const commune of communes) expect(commune).toMatchObject({ level: 'commune', parentId: quynhon });
      expect(await names(`parentId=${quynhon}&level=district`)).toEqual([]);
    });

    it('not with a filter that it does not know', async () => {
      for (const query of ['level=city', 'parentId=1', 'on=2023-02-30', 'cap=1', 'limit=0']) {
        await reader.get(`${API}/agencies?${query}`).expect(400);
      }
    });

    it('with the standing agency marked, and 304 for who has it already', async () => {
      const id = await agencyId(app, 'Công an tỉnh');
      const answer = await reader.get(`${API}/agencies/${id}`).expect(200);
      expect(answer.body).toMatchObject({
        name: 'Công an tỉnh',
        level: 'department',
        standing: true,
        successorIds: [],
      });
      await reader.get(`${API}/agencies/${id}`).set('If-None-Match', etagIn(answer)).expect(304);
    });

    it('with the collective names and whom they stand for', async () => {
      const { body } = await reader.get(`${API}/agency-groups`).expect(200);
      const sizes = Object.fromEntries(
        body.items.map((group: { name: string; members: unknown[] }) => [group.name, group.members.length]),
      );
      expect(sizes).toEqual({
        'Các cơ sở khám chữa bệnh trên địa bàn tỉnh': 0,
        'Các sở, ban, ngành': 23,
        'Tổ công tác triển khai Đề án 06 cấp xã': 0,
        'UBND các huyện, thị xã, thành phố': 11,
        'UBND các xã, phường, thị trấn': 159,
      });
    });
  });

  describe('gets a new agency', () => {
    it('from the administrator, with aliases by which it is found', async () => {
      const parentId = await agencyId(app, 'Sở Y tế');
      const answer = await create({
        name: 'Bệnh viện Đa khoa tỉnh',
        level: 'facility',
        identifier: 'H08.01',
        parentId,
        aliases: ['BVĐK tỉnh'],
      }).expect(201);
      expect(answer.headers.location).toBe(`/api/v1/agencies/${answer.body.id}`);
      expect(answer.body).toMatchObject({ identifier: 'H08.01', parentId, aliases: ['BVĐK tỉnh'], standing: false });
      expect(answer.body).not.toHaveProperty('version');
      expect(answer.headers.etag).toBe(await etagOf(reader, `/agencies/${answer.body.id}`));
      expect(await names('q=bvdk')).toEqual(['Bệnh viện Đa khoa tỉnh']);
      const [event, ...none] = await eventsOf(app, answer.body.id);
      expect(none).toEqual([]);
      expect(event).toMatchObject({
        type: 'agency.created',
        actor: 'Quản trị hệ thống',
        before: null,
        after: { name: 'Bệnh viện Đa khoa tỉnh', aliases: ['BVĐK tỉnh'] },
      });
    });

    it('from the standing agency too, while it imports a plan, and from nobody else', async () => {
      await create({ name: 'Hội Nông dân tỉnh', level: 'organisation' }, await app.as('congan')).expect(201);
      for (const username of ['bcd', 'vpubnd', 'soyte.head', 'sotaichinh']) {
        await create({ name: 'Sở Khác', level: 'department' }, await app.as(username)).expect(403);
      }
    });

    it('under a name of its own, however it is spelt', async () => {
      for (const name of ['Sở Y tế', 'SỞ Y TẾ', '  Sở  Y  tế ', 'Sở Y tế'.normalize('NFD')]) {
        const answer = await create({ name, level: 'department' });
        expect([name, answer.status, answer.body.code]).toEqual([name, 409, 'agency.name_taken']);
      }
    });

    it('whose names mean nobody else: not another’s alias, not another’s name', async () => {
      const alias = await create({ name: 'BHXH tỉnh', level: 'central' });
      expect([alias.status, alias.body.code]).toEqual([409, 'agency.name_taken']);
      for (const taken of ['BHXH tỉnh', 'Sở Y tế', 'Các sở, ban, ngành', 'Các sở ban ngành']) {
        const answer = await create({ name: 'Chi cục Mới', level: 'department', aliases: [taken] });
        expect([taken, answer.status, answer.body.code]).toEqual([taken, 409, 'agency.alias_taken']);
      }
      expect(await names('q=chi cuc moi')).toEqual([]);
    });

    it('once, when ten try at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => create({ name: 'Trung tâm Phục vụ hành chính công', level: 'department' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    });

    it('only with what the contract knows', async () => {
      const valid = { name: 'Sở Thử', level: 'department' };
      for (const [input, pointer] of [
        [{ level: 'department' }, '/name'],
        [{ ...valid, level: 'city' }, '/level'],
        [{ ...valid, standing: true }, '/standing'],
        [{ ...valid, parentId: '7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e' }, '/parentId'],
        [{ ...valid, aliases: ['x'.repeat(301)] }, '/aliases'],
      ] as const) {
        const answer = await create(input);
        expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
      }
      await newAgency({ ...valid, identifier: 'H08.77' });
      await create({ name: 'Sở Thử hai', level: 'department', identifier: 'H08.77' }).expect(409);
    });
  });

  describe('changes an agency', () => {
    it('for the administrator alone', async () => {
      const id = await agencyId(app, 'Sở Y tế');
      for (const username of ['congan', 'bcd', 'soyte.head']) {
        expect((await change(id, { name: 'Sở Y' }, await app.as(username))).status).toBe(403);
      }
    });

    it('with the version that was read', async () => {
      const id = await newAgency({ name: 'Ban Quản lý A', level: 'department' });
      await admin.patch(`${API}/agencies/${id}`).send({ name: 'Ban Quản lý B' }).expect(428);
      const old = await etagOf(admin, `/agencies/${id}`);
      const answer = await change(id, { name: 'Ban Quản lý B' });
      expect([answer.status, answer.body.name]).toEqual([200, 'Ban Quản lý B']);
      expect(answer.headers.etag).toBe(await etagOf(admin, `/agencies/${id}`));
      await admin.patch(`${API}/agencies/${id}`).set('If-Match', old).send({ name: 'Ban Quản lý C' }).expect(412);
      const last = (await eventsOf(app, id)).at(-1);
      expect(last).toMatchObject({
        type: 'agency.changed',
        before: { name: 'Ban Quản lý A' },
        after: { name: 'Ban Quản lý B' },
      });
      expect(await names('q=ban quan ly a')).toEqual([]);
      expect(await names('q=ban quan ly b')).toEqual(['Ban Quản lý B']);
    });

    it('once, when ten try with the same version', async () => {
      const id = await newAgency({ name: 'Ban Quản lý D', level: 'department' });
      const etag = await etagOf(admin, `/agencies/${id}`);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          admin
            .patch(`${API}/agencies/${id}`)
            .set('If-Match', etag)
            .send({ name: `Ban Quản lý D${index}` }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
    });

    it('and its other names alone, which raises the version too', async () => {
      const id = await newAgency({ name: 'Ban Quản lý E', level: 'department', aliases: ['BQL E'] });
      const before = await etagOf(admin, `/agencies/${id}`);
      const answer = await change(id, { aliases: ['Ban E', 'Đội E'] });
      expect(answer.body).toMatchObject({ name: 'Ban Quản lý E', aliases: ['Ban E', 'Đội E'] });
      expect(etagIn(answer).split('.')[0]).not.toBe(before.split('.')[0]);
      expect(await names('q=bql e')).toEqual([]);
      expect(await names('q=doi e')).toEqual(['Ban Quản lý E']);
      expect((await change(id, { aliases: ['BHXH tỉnh'] })).body.code).toBe('agency.alias_taken');
      expect((await reader.get(`${API}/agencies/${id}`)).body.aliases).toEqual(['Ban E', 'Đội E']);
    });

    it('not into a ring of parents', async () => {
      const upper = await newAgency({ name: 'Ban Trên', level: 'department' });
      const lower = await newAgency({ name: 'Ban Dưới', level: 'department', parentId: upper });
      for (const parentId of [upper, lower]) {
        const answer = await change(upper, { parentId });
        expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/parentId']);
      }
    });

    it('to its end, with a day and successors; it is never deleted', async () => {
      const old = await newAgency({ name: 'Sở Cũ', level: 'department', validFrom: '2010-01-01' });
      const heirs = [
        await newAgency({ name: 'Sở Mới một', level: 'department', validFrom: '2025-02-20' }),
        await newAgency({ name: 'Sở Mới hai', level: 'department', validFrom: '2025-02-20' }),
      ];
      const open = await change(old, { successorIds: heirs });
      expect([open.status, open.body.errors[0].pointer]).toEqual([400, '/successorIds']);
      expect((await change(old, { validTo: '2009-12-31' })).body.errors[0].pointer).toBe('/validTo');
      const ended = await change(old, { validTo: '2025-02-19', successorIds: heirs });
      expect(ended.status).toBe(200);
      expect(ended.body).toMatchObject({ validTo: '2025-02-19', successorIds: expect.arrayContaining(heirs) });
      // The day stands already: successors alone may change later.
      expect((await change(old, { successorIds: heirs.slice(0, 1) })).body.successorIds).toEqual(heirs.slice(0, 1));
      expect(await names('q=so cu&on=2025-02-19')).toEqual(['Sở Cũ']);
      expect(await names('q=so cu&on=2025-02-20')).toEqual([]);
      expect(await names('q=so moi&on=2025-02-19')).toEqual([]);
      await admin.delete(`${API}/agencies/${old}`).set('If-Match', '"1.x"').expect(404);
    });

    it('to no successor that is itself, gone or unknown', async () => {
      const gone = await newAgency({ name: 'Sở Hết', level: 'department' });
      await change(gone, { validTo: '2024-12-31' });
      const old = await newAgency({ name: 'Sở Cuối', level: 'department' });
      for (const successor of [old, gone, '7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e']) {
        const answer = await change(old, { validTo: '2025-02-19', successorIds: [successor] });
        expect([answer.status, answer.body.code]).toEqual([409, 'agency.succession_invalid']);
      }
      expect((await reader.get(`${API}/agencies/${old}`)).body.validTo).toBeNull();
    });
  });

  describe('changes the members of a group', () => {
    const setMembers = async (id: string, members: object[]) =>
      admin
        .put(`${API}/agency-groups/${id}/members`)
        .set('If-Match', await etagOf(admin, `/agency-groups/${id}`))
        .send({ members });

    it('by day, with the version that was read, and leaves confirmed plans alone', async () => {
      const id = await groupId(app, 'Các cơ sở khám chữa bệnh trên địa bàn tỉnh');
      const health = await agencyId(app, 'Sở Y tế');
      const count = async () => (await app.dataSource.query('SELECT count(*)::int AS count FROM assignments'))[0].count;
      const before = await count();
      const old = await etagOf(admin, `/agency-groups/${id}`);
      const answer = await setMembers(id, [{ agencyId: health, validFrom: '2023-01-01', validTo: '2023-12-31' }]);
      expect(answer.status).toBe(200);
      expect(answer.body.members).toEqual([
        { agencyId: health, agencyName: 'Sở Y tế', validFrom: '2023-01-01', validTo: '2023-12-31' },
      ]);
      expect(answer.headers.etag).toBe(await etagOf(admin, `/agency-groups/${id}`));
      expect(await count()).toBe(before);
      const path = `${API}/agency-groups/${id}/members`;
      await admin.put(path).send({ members: [] }).expect(428);
      await admin.put(path).set('If-Match', old).send({ members: [] }).expect(412);
      expect((await eventsOf(app, id)).at(-1)).toMatchObject({
        type: 'agency_group.members_changed',
        before: { members: [] },
        after: { members: [{ agencyId: health, validFrom: '2023-01-01', validTo: '2023-12-31' }] },
      });
      expect((await setMembers(id, [])).body.members).toEqual([]);
    });

    it('not to somebody unknown, not twice from the same day, not ending before it begins', async () => {
      const id = await groupId(app, 'Tổ công tác triển khai Đề án 06 cấp xã');
      const health = await agencyId(app, 'Sở Y tế');
      const unknown = await setMembers(id, [{ agencyId: '7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e' }]);
      expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/members']);
      expect((await setMembers(id, [{ agencyId: health }, { agencyId: health }])).status).toBe(409);
      const backwards = await setMembers(id, [{ agencyId: health, validFrom: '2023-12-31', validTo: '2023-01-01' }]);
      expect(backwards.status).toBe(400);
      expect((await reader.get(`${API}/agency-groups/${id}`)).body.members).toEqual([]);
    });

    it('by the administrator alone', async () => {
      const id = await groupId(app, 'Các sở, ban, ngành');
      const standing = await app.as('congan');
      await standing
        .put(`${API}/agency-groups/${id}/members`)
        .set('If-Match', '"1.x"')
        .send({ members: [] })
        .expect(403);
    });
  });
});
