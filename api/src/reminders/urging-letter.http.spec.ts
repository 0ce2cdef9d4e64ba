import JSZip from 'jszip';
import { API } from '../../test/factories/sample.js';
import { type Candidate, candidatesOf, urgeOnce, urgingOf } from '../../test/factories/urgings.js';
import { type Agent, createTestApp, type TestApp } from '../../test/harness/app.js';
import { inspectOffice } from '../platform/files/inspect-office.js';
import { dateInWords } from '../platform/word/decree-30-letter.js';

/** Twips in a millimetre. */
const MM = 1_440 / 25.4;

describe('the letter of an urging (Decree 30/2020/NĐ-CP, annex I)', () => {
  let app: TestApp;
  let monitor: Agent;
  let xml: string;
  let styles: string;
  let bytes: Buffer;
  let paragraphs: string[];

  const download = async (agent: Agent, id: string) =>
    agent
      .get(`${API}/urgings/${id}/letter.docx`)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);

  beforeAll(async () => {
    app = await createTestApp();
    monitor = await app.as('vpubnd');
    const { urgingId } = await urgeOnce(monitor, app, 'Sở Y tế');
    const answer = await download(monitor, urgingId);
    expect(answer.headers['content-type']).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="Cong van don doc 1-\d{4}\.docx"/);
    bytes = answer.body;
    const zip = await JSZip.loadAsync(bytes);
    xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
    styles = (await zip.file('word/styles.xml')?.async('string')) ?? '';
    paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p\/>/gs)].map(([text]) =>
      [...text.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words]) => words).join(''),
    );
  });
  afterAll(() => app.close());

  it('is a Word document that the system itself would accept', async () => {
    expect(await inspectOffice(bytes)).toBe('docx');
  });

  it('is A4 with the margins of the decree', () => {
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    const [, attributes = ''] = /<w:pgMar ([^/]*)\/>/.exec(xml) ?? [];
    const margin = Object.fromEntries(
      [...attributes.matchAll(/w:(\w+)="(\d+)"/g)].map(([, side, size]) => [side, Number(size) / MM]),
    );
    const within = (value: number | undefined, from: number, to: number): boolean =>
      value !== undefined && value >= from && value <= to;
    expect({
      top: within(margin.top, 20, 25.1),
      bottom: within(margin.bottom, 20, 25.1),
      left: within(margin.left, 30, 35.1),
      right: within(margin.right, 15, 20.1),
    }).toEqual({ top: true, bottom: true, left: true, right: true });
  });

  it('is written in Times New Roman 13–14, and smaller only where the decree says so', () => {
    const fonts = new Set([...`${xml}${styles}`.matchAll(/w:ascii="([^"]*)"/g)].map(([, font]) => font));
    expect([...fonts]).toEqual(['Times New Roman']);
    const sizes = [...xml.matchAll(/<w:r>.*?<\/w:r>/gs)].flatMap(([text]) => {
      const words = /<w:t[^>]*>([^<]+)</.exec(text)?.[1];
      return words ? [{ words, size: Number(/<w:sz w:val="(\d+)"/.exec(text)?.[1]) / 2 }] : [];
    });
    const small = sizes.filter(({ size }) => size < 13).map(({ words, size }) => `${size} ${words.slice(0, 20)}`);
    expect(small).toEqual([
      expect.stringMatching(/^12 V\/v đôn đốc/),
      '12 Nơi nhận:',
      '11 - Như trên;',
      expect.stringMatching(/^11 - Tổ giúp việc/),
      '11 - Lưu: VT.',
    ]);
    expect(Math.max(...sizes.map(({ size }) => size))).toBe(14);
  });

  it('has the parts of an official letter in their order', () => {
    const order = [
      /^ỦY BAN NHÂN DÂN TỈNH/,
      /^VĂN PHÒNG UBND TỈNH$/,
      /^Số: 01\/ĐĐ-ĐA06$/,
      /^V\/v đôn đốc thực hiện nhiệm vụ quá hạn$/,
      /^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$/,
      /^Độc lập - Tự do - Hạnh phúc$/,
      /^Bình Định, ngày \d{2} tháng \d{1,2} năm \d{4}$/,
      /^Kính gửi: Sở Y tế\.$/,
      /^Đến ngày 31\/12\/2023, Sở Y tế còn 01 việc quá hạn\.$/,
      /^STT$/,
      /^Nhiệm vụ \d+: /,
      /^Đề nghị Sở Y tế trả lời .*\.\/\.$/,
      /^Nơi nhận:$/,
      /^- Như trên;$/,
      /^- Lưu: VT\.$/,
      /^THỦ TRƯỞNG CƠ QUAN$/,
    ];
    const places = order.map((part) => paragraphs.findIndex((text) => part.test(text)));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('bears page numbers from the second page on', () => {
    expect(xml).toMatch(/<w:titlePg\/?>/);
  });

  it('escapes what people write', async () => {
    const standing = await app.as('congan');
    const [item] = await candidatesOf(standing, app, 'Sở Tài chính');
    const body = { ...urgingOf(await app.planId(), [item as Candidate]), text: 'A < B & "C" $& {cơ quan}\u0007\nHai' };
    const sent = await standing
      .post(`${API}/urgings`)
      .send({ ...body, signerTitle: 'Phó giám đốc' })
      .expect(201);
    const answer = await download(standing, sent.body.urgings[0].id);
    const zip = await JSZip.loadAsync(answer.body);
    const letter = (await zip.file('word/document.xml')?.async('string')) ?? '';
    expect(letter).toContain('A &lt; B &amp; &quot;C&quot; $&amp; Sở Tài chính ');
    expect(letter).toContain('PHÓ GIÁM ĐỐC');
    expect(letter).toContain('CÔNG AN TỈNH');
    expect(letter).not.toContain('\u0007');
  });

  it.each([
    ['2023-02-05', 'ngày 05 tháng 02 năm 2023'],
    ['2023-10-15', 'ngày 15 tháng 10 năm 2023'],
    ['2023-03-09', 'ngày 09 tháng 3 năm 2023'],
  ])('writes %s as %s', (on, words) => {
    expect(dateInWords(on)).toBe(words);
  });
});
