import { DIGEST_SECTIONS } from '@plan/shared/vocabulary/notices';
import fc from 'fast-check';
import { countOf, type DigestContent, digestInShort, digestSections, dueWords, MOST_LINES } from './digest.js';
import { minuteInVietnam, minuteOf, timeOf } from './digest-time.js';
import { digestMail, urgentMail } from './mail-words.js';
import { noticeWords } from './urgent-words.js';

const DAY = '2023-05-05';
const lead = (id: number, timeliness: string, dueOn: string) => ({
  assignmentId: `a${id}`,
  taskId: `t${id}`,
  taskNumber: id,
  taskTitle: `Ban hành văn bản ${id}`,
  dueOn,
  timeliness,
});
const report = (id: number, state: string, dueOn: string) => ({
  reportId: `r${id}`,
  periodLabel: '2023-05',
  state,
  dueOn,
});

describe('a digest', () => {
  it('has what is overdue, due soon, owed and returned, and nothing that is not', () => {
    const sections = digestSections(
      {
        leads: [lead(1, 'overdue', '2023-05-04'), lead(2, 'due_soon', '2023-05-08'), lead(3, 'on_track', '2023-06-30')],
        reports: [
          report(1, 'returned', '2023-04-17'),
          report(2, 'draft', '2023-05-12'),
          report(3, 'draft', '2023-05-13'),
        ],
      },
      DAY,
    );
    expect(sections.map(({ section, lines }) => [section, lines.map(({ text, link }) => [text, link])])).toEqual([
      ['reports_returned', [['Báo cáo tháng 5/2023', '/bao-cao/r1']]],
      ['overdue', [['Nhiệm vụ 1: Ban hành văn bản 1', '/nhiem-vu/t1?phan=a1']]],
      ['due_soon', [['Nhiệm vụ 2: Ban hành văn bản 2', '/nhiem-vu/t2?phan=a2']]],
      // Seven days ahead, and not eight.
      ['reports_owed', [['Báo cáo tháng 5/2023', '/bao-cao/r2']]],
    ]);
  });

  it('tells those who work for the province what waits for them and how it stands', () => {
    const sections = digestSections(
      {
        evidence: { count: 23, items: [{ ...lead(1, '', ''), agencyName: 'Sở Y tế', number: '15/BC' }] },
        reviews: { count: 1, items: [{ reportId: 'r1', periodLabel: '2023-Q1', agencyName: 'Sở Y tế' }] },
        province: { leads: 11, agencies: 7, lateReports: 0 },
      },
      DAY,
    );
    expect(sections).toEqual([
      expect.objectContaining({ section: 'confirmations_waiting', more: 22 }),
      expect.objectContaining({ section: 'reviews_waiting', more: 0 }),
      expect.objectContaining({
        section: 'province_overdue',
        lines: [expect.objectContaining({ text: '11 phân công chủ trì quá hạn, của 7 cơ quan' })],
      }),
    ]);
    const content = { day: DAY, parts: [{ onBehalfOf: null, sections }] };
    expect(digestInShort(content)).toBe('23 tài liệu chờ xác nhận, 1 báo cáo chờ xét');
    expect(countOf(content)).toBe(25);
    expect(digestSections({ province: { leads: 0, agencies: 0, lateReports: 0 } }, DAY)).toEqual([]);
  });

  it('says what was urged, what was silent, and what came up to those above', () => {
    const sections = digestSections(
      {
        leads: [lead(1, 'overdue', '2023-03-31')],
        urgings: new Map([['a1', 2]]),
        silent: [
          {
            assignmentId: 'a9',
            taskId: 't9',
            taskNumber: 9,
            title: 'Tuyên truyền',
            agencyName: null,
            kind: 'silent_month',
          },
        ],
        escalated: {
          count: 30,
          items: [
            {
              ...lead(3, '', '2023-03-31'),
              title: 'Rà soát',
              reportId: null,
              periodLabel: null,
              agencyName: 'Sở Y tế',
              urgingCount: 3,
            },
            {
              ...lead(4, '', '2023-04-17'),
              title: null,
              taskId: null,
              assignmentId: null,
              reportId: 'r4',
              periodLabel: '2023-04',
              agencyName: 'Sở Y tế',
              urgingCount: 0,
            },
          ],
        },
      },
      DAY,
    );
    expect(
      sections.map(({ section, lines, more }) => [section, more, lines.map(({ detail, link }) => [detail, link])]),
    ).toEqual([
      ['overdue', 0, [['đã có 2 công văn đôn đốc', '/nhiem-vu/t1?phan=a1']]],
      ['silent', 0, [['chưa có báo cáo trong tháng', '/nhiem-vu/t9?phan=a9']]],
      [
        'escalated',
        28,
        [
          ['Sở Y tế, đã có 3 công văn đôn đốc', '/nhiem-vu/t3?phan=a3'],
          ['Sở Y tế', '/bao-cao/r4'],
        ],
      ],
    ]);
  });

  it('tells those who decide what waits for their decision', () => {
    const [section] = digestSections(
      {
        extensions: {
          count: 1,
          items: [
            {
              extensionId: 'x',
              number: 3,
              agencyName: 'Sở Y tế',
              taskNumber: 5,
              taskTitle: 'Ban hành',
              newDueOn: '2023-06-30',
            },
          ],
        },
        obstacles: {
          count: 25,
          items: [
            {
              obstacleId: 'o',
              number: 9,
              agencyName: 'Sở Tư pháp',
              text: 'Thiếu máy. '.repeat(30),
              wantedBy: '2023-07-01',
            },
          ],
        },
      },
      '2023-05-05',
    );
    expect(section).toMatchObject({
      section: 'decisions_waiting',
      more: 24,
      lines: [
        {
          text: 'Đề nghị gia hạn số 3: Nhiệm vụ 5: Ban hành',
          detail: 'Sở Y tế, xin đến 30/06/2023',
          link: '/don-doc/gia-han?state=pending',
        },
        { detail: 'Sở Tư pháp', dueOn: '2023-07-01', link: '/vuong-mac/o' },
      ],
    });
    expect(section?.lines[1]?.text).toMatch(/^Vướng mắc số 9: Thiếu máy\..{100,120}…$/);
  });

  it('counts all, lists twenty of a kind at most, in one order', () => {
    const leads = fc.array(
      fc.record({
        timeliness: fc.constantFrom('overdue', 'due_soon', 'on_track'),
        days: fc.integer({ min: 0, max: 90 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(leads, (given) => {
        const facts = given.map(({ timeliness }, id) => lead(id, timeliness, DAY));
        const sections = digestSections({ leads: facts }, DAY);
        const wanted = given.filter(({ timeliness }) => timeliness !== 'on_track').length;
        expect(countOf({ day: DAY, parts: [{ onBehalfOf: null, sections }] })).toBe(wanted);
        for (const { lines } of sections) expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
        const order = sections.map(({ section }) => DIGEST_SECTIONS.indexOf(section));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });

  it.each([
    ['2023-05-05', 'Thứ Sáu, 05/05/2023 (hết hạn trong ngày)'],
    ['2023-05-08', 'Thứ Hai, 08/05/2023 (còn 3 ngày)'],
    ['2023-03-31', 'Thứ Sáu, 31/03/2023 (quá hạn 35 ngày)'],
  ])('says how far %s is', (dueOn, words) => {
    expect(dueWords(dueOn, DAY)).toBe(words);
  });
});

describe('a mail', () => {
  const reader = { displayName: 'Cán bộ đầu mối', agencyName: 'Sở Y tế' };
  const content: DigestContent = {
    day: DAY,
    parts: [
      { onBehalfOf: null, sections: digestSections({ leads: [lead(1, 'overdue', '2023-03-31')] }, DAY) },
      {
        onBehalfOf: 'Lãnh đạo <Sở>',
        sections: digestSections({ leads: [{ ...lead(2, 'due_soon', '2023-05-08'), taskTitle: 'a < b & "c"' }] }, DAY),
      },
    ],
  };

  it('says the same in text and in HTML, with whole links, and lets nothing in it become a tag', () => {
    const { subject, text, html } = digestMail(content, reader, 'https://ke-hoach.tinh.gov.vn');
    expect(subject).toBe('[Đề án 06] Ngày 05/05/2023: 1 việc quá hạn, 1 việc sắp đến hạn');
    for (const words of [
      'Kính gửi: Cán bộ đầu mối, Sở Y tế',
      'Nhiệm vụ quá hạn (1)',
      'Nhiệm vụ 1: Ban hành văn bản 1',
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    expect(text).toContain(
      '   Hạn: Thứ Sáu, 31/03/2023 (quá hạn 35 ngày)\n   https://ke-hoach.tinh.gov.vn/nhiem-vu/t1?phan=a1',
    );
    expect(text).toContain('THAY LÃNH ĐẠO <SỞ> (đang vắng mặt)');
    expect(html).toContain('Thay Lãnh đạo &lt;Sở&gt; (đang vắng mặt)');
    expect(html).toContain('Nhiệm vụ 2: a &lt; b &amp; &quot;c&quot;');
    expect(html).toContain('href="https://ke-hoach.tinh.gov.vn/nhiem-vu/t1?phan=a1"');
    // What Outlook does not draw, and what would call home.
    expect(html).not.toMatch(/<(?:img|script|link|style|div)\b|url\(|flex|grid/);
  });

  it('tells an urgent thing by itself', () => {
    const words = noticeWords(
      { type: 'report.returned', subjectId: 'r1', after: { periodLabel: '2023-04', reason: 'Thiếu số liệu' } },
      null,
    );
    expect(words).toMatchObject({ kind: 'report_returned', link: '/bao-cao/r1', urgent: true });
    const mail = urgentMail({ ...(words as NonNullable<typeof words>), onBehalfOf: null }, reader, 'http://x');
    expect(mail.subject).toBe('[Đề án 06] Báo cáo tháng 4/2023 bị trả lại, cần sửa và nộp lại');
    expect(mail.text).toContain('Lý do: Thiếu số liệu\n\nMở trang: http://x/bao-cao/r1');
    expect(noticeWords({ type: 'plan.confirmed', subjectId: 'p', after: {} }, null)).toBeNull();
  });

  it.each([
    [
      'extension.granted',
      { newDueOn: '2023-06-30' },
      'extension_decided',
      'Đề nghị gia hạn được đồng ý: hạn mới 30/06/2023',
    ],
    ['extension.refused', { reason: 'Không đủ căn cứ' }, 'extension_decided', 'Đề nghị gia hạn không được đồng ý'],
    [
      'obstacle.decided',
      { conclusion: 'Giao Sở Tài chính' },
      'obstacle_decided',
      'Đã có kết luận về khó khăn, vướng mắc',
    ],
    ['evidence.refused', { reason: 'Sai số' }, 'evidence_refused', 'Tài liệu minh chứng không được chấp nhận'],
  ])('knows %s', (type, after, kind, title) => {
    expect(noticeWords({ type, subjectId: 'x', after }, null)).toMatchObject({ kind, title });
  });
});

describe('the hour of a digest', () => {
  it('is read and written on the clock of Vietnam', () => {
    expect([minuteOf('07:30'), timeOf(450), timeOf(0)]).toEqual([450, '07:30', '00:00']);
    expect(minuteInVietnam(new Date('2023-05-04T17:00:00Z'))).toBe(0);
    expect(minuteInVietnam(new Date('2023-05-05T00:30:00Z'))).toBe(450);
    expect(minuteInVietnam(new Date('2023-05-05T16:59:59Z'))).toBe(1_439);
  });
});
