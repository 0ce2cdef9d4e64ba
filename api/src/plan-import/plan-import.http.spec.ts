import { randomBytes } from 'node:crypto';
import {
  confirm,
  DECISION,
  previewedTask,
  UNKNOWN_SIDE,
  upload,
  uploadAnew,
  warningCodes,
} from '../../test/factories/decision.js';
import { API, countEvents, etagIn } from '../../test/factories/sample.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';

describe('the upload of a decision', () => {
  let app: TestApp;
  let standing: Agent;

  beforeAll(async () => {
    app = await createTestApp({ poolSize: 10 });
    standing = await app.as('congan');
  });
  afterAll(() => app.close());

  const count = async (sql: string, parameters: unknown[] = []): Promise<number> =>
    (await app.dataSource.query(`SELECT count(*)::int AS count FROM ${sql}`, parameters))[0].count;

  describe('shows what it understood', () => {
    it('of the sample: the counts, the groups and the kinds of deadline', async () => {
      const answer = await upload(standing, DECISION).expect(201);
      const { body } = answer;
      expect(answer.headers.location).toBe(`/api/v1/plan-imports/${body.id}`);
      expect(body).toMatchObject({
        state: 'preview',
        planId: null,
        counts: { tasks: 33, groups: 7, lead: 223, coordinate: 817, agencies: 197 },
        unread: [],
      });
      expect(body.groups.map(({ numeral, taskCount }: Record<string, unknown>) => [numeral, taskCount])).toEqual([
        ['I', 7],
        ['II', 8],
        ['III', 5],
        ['IV', 2],
        ['V', 5],
        ['VI', 2],
        ['VII', 4],
      ]);
      const kinds: Record<string, number> = {};
      for (const { deadline } of body.tasks) kinds[deadline.kind] = (kinds[deadline.kind] ?? 0) + 1;
      expect(kinds).toEqual({ month: 15, quarter: 3, ongoing: 12, ongoing_from: 1, external: 1, unspecified: 1 });
    });

    it('with every doubt as a warning, and the second upload of the same document as one more', async () => {
      const { body } = await upload(standing, DECISION).expect(201);
      expect(warningCodes(body)).toEqual([
        ['plan.same_document', null],
        ['plan.task_count_mismatch', null],
        ['plan.group_count_mismatch', null],
        ['agency.unresolved', 5],
        ['task.coordinator_missing', 12],
        ['task.deadline_missing', 15],
        ['group.empty', 24],
        ['group.empty', 27],
      ]);
      const messages = body.warnings.map(({ message }: { message: string }) => message).join('\n');
      for (const words of ['34 NHIỆM VỤ', '08 nhóm nhiệm vụ', UNKNOWN_SIDE]) expect(messages).toContain(words);
      expect(warningCodes((await uploadAnew(standing)).body)[0]).toEqual(['plan.task_count_mismatch', null]);
    });

    it('with the words of the document beside each task, cut rows joined and tags stripped', async () => {
      const { body } = await upload(standing, DECISION).expect(201);
      expect(previewedTask(body, 15)).toMatchObject({
        groupNumeral: 'II',
        deadlineText: '',
        source: { lead: 'Văn phòng UBND tỉnh', deadline: '' },
        // 22 of the 23 departments, 11 districts, 159 communes: the Office leads.
        coordinateCount: 192,
      });
      expect((previewedTask(body, 15) as unknown as { sourceRows: number[] }).sourceRows).toHaveLength(2);
      expect(previewedTask(body, 11)).toMatchObject({
        deliverables: [expect.any(String), expect.any(String)],
        leadCount: 34,
      });
      expect(previewedTask(body, 5)).toMatchObject({ unresolvedSides: [{ role: 'coordinate', text: UNKNOWN_SIDE }] });
      expect(previewedTask(body, 30)).toMatchObject({ title: expect.not.stringContaining('<i>') });
      expect(previewedTask(body, 20)).toMatchObject({
        lead: {
          matches: [
            expect.objectContaining({
              name: 'Sở Lao động - Thương binh và Xã hội',
              reason: expect.stringMatching(/alias|spelling/),
              agencies: 1,
            }),
            expect.objectContaining({ name: 'Bảo hiểm xã hội tỉnh', reason: 'name', agencies: 1 }),
          ],
          unresolved: [],
        },
      });
    });

    it('of the decision itself: blank number and date, signer, bases, recipients and claims', async () => {
      const { body } = await upload(standing, DECISION).expect(201);
      expect(body.plan).toMatchObject({
        number: null,
        issuedOn: null,
        year: 2023,
        place: 'Bình Định',
        signerName: 'Phạm Anh Tuấn',
        claimedTaskCounts: expect.arrayContaining([34]),
        claimedGroupCounts: [8],
      });
      expect(body.plan.legalBases.length).toBeGreaterThanOrEqual(4);
      expect(body.plan.recipients).toContain('Như Điều 3');
    });

    it('and the duties of section IV apart', async () => {
      const { body } = await upload(standing, DECISION).expect(201);
      expect(body.standingDuties).toEqual([
        expect.objectContaining({
          index: 0,
          leadCount: 34,
          accepted: true,
          deadline: expect.objectContaining({ kind: 'month', dueOn: '2023-03-31' }),
        }),
        expect.objectContaining({ index: 1, leadCount: 1, deadline: expect.objectContaining({ kind: 'ongoing' }) }),
      ]);
    });

    it('again to who comes back, 304 to who has it', async () => {
      const answer = await uploadAnew(standing);
      const path = `${API}/plan-imports/${answer.body.id}`;
      const read = await standing.get(path).expect(200);
      expect(read.body).toEqual(answer.body);
      expect(read.headers.etag).toBe(answer.headers.etag);
      await standing.get(path).set('If-None-Match', etagIn(read)).expect(304);
    });

    it('keeps the name of the file with its Vietnamese letters', async () => {
      const name = 'Kế hoạch Đề án 06 – năm 2023.txt';
      const { body } = await upload(standing, DECISION, name).expect(201);
      expect(body.fileName).toBe(name);
    });

    it('also when the name is written as RFC 5987 has it', async () => {
      const name = 'Kế hoạch.txt';
      const boundary = 'x-boundary';
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename*=UTF-8''${encodeURIComponent(name)}\r\nContent-Type: text/plain\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), DECISION, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const answer = await standing
        .post(`${API}/plan-imports`)
        .set('Content-Type', `multipart/form-data; boundary=${boundary}`)
        .send(body)
        .expect(201);
      expect(answer.body.fileName).toBe(name);
    });
  });

  describe('refuses', () => {
    const ZIP = Buffer.concat([Buffer.from('504b0304140006000800', 'hex'), randomBytes(4_000)]);
    it.each<[string, Buffer]>([
      ['an empty file', Buffer.alloc(0)],
      ['words without an annex', Buffer.from('Kính gửi: Ủy ban nhân dân tỉnh. Đề nghị gia hạn.')],
      ['bytes that are no text', randomBytes(5_000)],
      ['a Word file', ZIP],
      ['a header without a row', Buffer.from('STT\tNội dung\tĐơn vị chủ trì\tĐơn vị phối hợp\tKết quả\tThời gian\n')],
    ])('%s and says what it looked for', async (_, content) => {
      const before = await count('plan_imports');
      const events = await countEvents(app);
      const answer = await upload(standing, content);
      expect([answer.status, answer.body.code]).toEqual([422, 'plan_import.unreadable']);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.body.detail).toMatch(/Hệ thống tìm: .+\. Đã thấy: .+\./);
      expect(await count('plan_imports')).toBe(before);
      expect(await countEvents(app)).toBe(events);
    });

    it('a request without a file', async () => {
      const form = await standing.post(`${API}/plan-imports`).field('note', 'x');
      expect([form.status, form.body.code]).toEqual([400, 'plan_import.file_missing']);
      const json = await standing.post(`${API}/plan-imports`).send({ file: 'x' });
      expect(json.status).toBe(400);
      const named = await standing.post(`${API}/plan-imports`).attach('document', DECISION, 'a.txt');
      expect(named.status).toBe(400);
    });

    it('21 MB', async () => {
      const answer = await upload(standing, Buffer.alloc(21 * 1_024 * 1_024, 'a '));
      expect([answer.status, answer.body.code]).toEqual([413, 'request.too_large']);
    });

    it('everybody but the standing agency', async () => {
      const { body } = await uploadAnew(standing);
      for (const username of ['bcd', 'vpubnd', 'admin', 'sotaichinh', 'soyte.head', 'quynhon']) {
        const agent = await app.as(username);
        expect((await upload(agent, DECISION)).status).toBe(403);
        expect((await agent.get(`${API}/plan-imports/${body.id}`)).status).toBe(403);
        expect((await confirm(agent, body.id)).status).toBe(403);
      }
      expect((await upload(app.anonymous, DECISION)).status).toBe(401);
    });

    it('what is not there', async () => {
      const path = `${API}/plan-imports/7b1c1f0e-6d4c-4b0e-8b0e-1f0e6d4c4b0e`;
      await standing.get(path).expect(404);
      await standing.post(`${path}/confirmation`).expect(404);
      await standing.patch(path).set('If-Match', '"1.x"').send({}).expect(404);
    });
  });

  describe('lists what was uploaded', () => {
    it('to the standing agency, newest first', async () => {
      const { body: newest } = await upload(standing, DECISION, 'moi-nhat.txt').expect(201);
      const { body } = await standing.get(`${API}/plan-imports?limit=5`).expect(200);
      expect(body.items[0]).toMatchObject({ id: newest.id, fileName: 'moi-nhat.txt', planId: null });
      expect(body.items).toHaveLength(5);
      expect(body.nextCursor).toEqual(expect.any(String));
      await (await app.as('bcd')).get(`${API}/plan-imports`).expect(403);
    });
  });
});
