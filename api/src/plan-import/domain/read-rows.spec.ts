import { readFileSync } from 'node:fs';
import { joinRows } from './join-rows.js';
import { readRows } from './read-rows.js';
import { readTasks, splitDeliverables } from './read-tasks.js';
import { readTextDocument } from './read-text-document.js';
import { UnreadableDocumentError } from './unreadable-document.js';

const sample = readFileSync(new URL('../../../sample/ke-hoach-de-an-06-2023.txt', import.meta.url), 'utf8');
const HEADER = 'STT\tNội dung\tĐơn vị chủ trì\tĐơn vị phối hợp\tKết quả\tThời gian';
const annex = (...lines: string[]) => readRows(readTextDocument([HEADER, ...lines].join('\n')));
const tasksOf = (...lines: string[]) => readTasks(annex(...lines));

describe('readRows on the sample', () => {
  const rows = readRows(readTextDocument(sample));

  it('finds 36 printed rows in seven groups, and nothing else', () => {
    expect(rows.rows).toHaveLength(36);
    expect(rows.groups.map(({ numeral }) => numeral)).toEqual(['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']);
    expect(rows.groups[0]?.title).toBe('VỀ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH');
    expect(rows.unread).toEqual([]);
    expect(rows.headerLine).toBe(133);
  });

  it('joins them to 33 tasks', () => {
    const tasks = readTasks(rows);
    expect(tasks.map(({ number }) => number)).toEqual(Array.from({ length: 33 }, (_, i) => i + 1));
    const cut = tasks.filter(({ sourceRows }) => sourceRows.length > 1);
    expect(cut.map(({ number }) => number)).toEqual([10, 15, 25]);
    expect(tasks[9]).toMatchObject({
      groupNumeral: 'II',
      leadText: 'Các sở, ban, ngành, UBND các huyện, thị xã, thành phố',
      coordinateText: 'Văn phòng UBND tỉnh',
      deadlineText: 'Tháng 6/2023',
    });
    expect(tasks[9]?.title).toMatch(
      /^Rà soát, cải tiến .* hỗ trợ người dân, doanh nghiệp tại Bộ phận .* phục vụ tốt hơn$/,
    );
    expect(tasks[14]).toMatchObject({
      coordinateText: 'Các sở, ban, ngành, UBND các huyện, thị xã, thành phố, UBND các xã, phường, thị trấn',
      deliverables: ['Kế hoạch tập huấn, hướng dẫn việc số hóa'],
      deadlineText: '',
    });
    expect(tasks[24]?.coordinateText).toMatch(/UBND các xã, phường, thị trấn$/);
  });

  it('reads two deliverables of task 11, and one of a cell with commas', () => {
    const tasks = readTasks(rows);
    expect(tasks[10]?.deliverables).toEqual([
      'Công khai danh sách giải quyết hồ sơ chậm, muộn',
      'Kế hoạch triển khai thực hiện TTHC phi địa giới',
    ]);
    expect(tasks.filter(({ deliverables }) => deliverables.length !== 1).map(({ number }) => number)).toEqual([11]);
  });

  it('leaves no tag, tab or double space in any word', () => {
    for (const task of readTasks(rows)) expect(JSON.stringify(task.source)).not.toMatch(/<\/?i>|\\t| {2}|\( /);
  });
});

describe('readRows on other annexes', () => {
  it('finds the columns by their words in any order', () => {
    const rows = readRows(
      readTextDocument(
        'Hạn hoàn thành\tSản phẩm\tTT\tCơ quan phối hợp\tCơ quan chủ trì\tNhiệm vụ\nQuý I\tA\t1.\tB\tC\tD',
      ),
    );
    expect(rows.rows[0]).toMatchObject({
      number: 1,
      cells: { content: 'D', lead: 'C', coordinate: 'B', deliverable: 'A', deadline: 'Quý I' },
    });
  });

  it('reads rows whose columns change at a page break', () => {
    const tasks = tasksOf('1\tMột\tSở A\t\tX\tQuý I', 'STT\tNội dung\tKết quả\tĐơn vị chủ trì', '2\tHai\tY\tSở B');
    expect(tasks.map(({ leadText, deliverables }) => [leadText, deliverables])).toEqual([
      ['Sở A', ['X']],
      ['Sở B', ['Y']],
    ]);
  });

  it('knows a group heading in any cell, as a paragraph, and printed again after a page break', () => {
    const rows = annex(
      'I. ĐẦU\t\t\t\t\t',
      '1\tMột\tSở A',
      'I. ĐẦU (tiếp theo)',
      '2\tHai\tSở A',
      'II\tSAU\t\t\t\t',
      '3\tBa\tSở A',
    );
    expect(rows.groups.map(({ numeral, title }) => [numeral, title])).toEqual([
      ['I', 'ĐẦU'],
      ['II', 'SAU'],
    ]);
    expect(readTasks(rows).map(({ groupNumeral }) => groupNumeral)).toEqual(['I', 'I', 'II']);
  });

  it('drops the row that numbers the columns, and page numbers', () => {
    expect(tasksOf('(1)\t(2)\t(3)\t(4)\t(5)\t(6)', '1\tMột\tSở A', '12', '\tđuôi').map(({ title }) => title)).toEqual([
      'Một đuôi',
    ]);
  });

  it('does not take a table below, or a signature block, for tasks', () => {
    const rows = annex(
      '1\tMột\tSở A\t\t\tQuý I',
      'Nơi nhận:\tTM. ỦY BAN NHÂN DÂN',
      'Danh sách',
      'STT\tHọ tên\tChức vụ',
      '1\tA\tB',
    );
    expect(rows.rows).toHaveLength(1);
    expect(rows.unread.map(({ text }) => text)).toEqual([
      'Nơi nhận: | TM. ỦY BAN NHÂN DÂN',
      'STT | Họ tên | Chức vụ',
      '1 | A | B',
    ]);
  });

  it('invents no number and loses no row', () => {
    const tasks = tasksOf(
      '1\tMột\tSở A\t\t\tQuý I',
      '\tMột nữa\tSở B\t\t\tQuý II',
      '2a\tHai\tSở C\t\t\tQuý I',
      '2\tBa\tSở A',
      '2\tBốn\tSở A',
    );
    expect(tasks.map(({ number, numberText }) => [number, numberText])).toEqual([
      [1, '1'],
      [null, ''],
      [null, '2a'],
      [2, '2'],
      [2, '2'],
    ]);
  });

  it('keeps a row without a number at the head of a group', () => {
    const tasks = tasksOf('1\tMột\tSở A', 'II. HAI\t\t', '\tkhông số\tSở B');
    expect(tasks.map(({ title, groupNumeral }) => [title, groupNumeral])).toEqual([
      ['Một', null],
      ['không số', 'II'],
    ]);
  });

  it.each([
    ['no table', 'Chỉ có chữ', 'không có bảng nào'],
    ['no header', '1\tMột\tSở A', '1 dòng dạng bảng, không có dòng tiêu đề'],
    ['a header that lacks columns', 'STT\tNội dung\tGhi chú\n1\tMột\t', 'thiếu cột “Đơn vị chủ trì”'],
    ['no rows', HEADER, 'bên dưới không có nhiệm vụ'],
  ])('says what it looked for: %s', (_, text, found) => {
    const read = () => readRows(readTextDocument(text));
    expect(read).toThrow(UnreadableDocumentError);
    expect(read).toThrow(found);
    expect(read).toThrow('“Đơn vị chủ trì”');
  });
});

describe('joinRows', () => {
  it('does not change its input', () => {
    const { rows } = annex('1\tMột\tSở A', '\thai');
    const before = structuredClone(rows);
    expect(joinRows(rows)).toHaveLength(1);
    expect(rows).toEqual(before);
  });
});

describe('splitDeliverables', () => {
  it.each([
    ['', []],
    ['Báo cáo', ['Báo cáo']],
    ['Video, ấn phẩm, pano', ['Video, ấn phẩm, pano']],
    ['- Một', ['Một']],
    ['- Một; - Hai. – Ba', ['Một', 'Hai', 'Ba']],
    ['- Kế hoạch kinh tế - xã hội', ['Kế hoạch kinh tế - xã hội']],
    ['Kế hoạch - Báo cáo', ['Kế hoạch - Báo cáo']],
  ])('%s → %j', (cell, items) => {
    expect(splitDeliverables(cell)).toEqual(items);
  });
});
