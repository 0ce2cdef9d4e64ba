import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { NamedEntry } from '../../agencies/domain/match-names.js';
import { type DirectoryFile, readDirectoryFile } from '../../agencies/domain/read-directory-file.js';
import { WorkingCalendar } from '../../calendar/domain/working-calendar.js';
import { ImportEditError, type ImportEdits } from './import-edits.js';
import { type PreviewTask, previewPlan } from './preview-plan.js';
import { readTextDocument } from './read-text-document.js';
import { UnreadableDocumentError } from './unreadable-document.js';

const file = (name: string) => readFileSync(new URL(`../../../sample/${name}`, import.meta.url), 'utf8');
const sample = file('ke-hoach-de-an-06-2023.txt');
const { agencies, groups } = readDirectoryFile(JSON.parse(file('agencies-binh-dinh-2023.json')) as DirectoryFile);
const directory: NamedEntry[] = [
  ...agencies.map(({ name, aliases }) => ({ kind: 'agency' as const, id: name, name, aliases, resolvable: true })),
  ...groups.map(({ name, aliases }) => ({ kind: 'group' as const, id: name, name, aliases, resolvable: true })),
];
const members = new Map(groups.map(({ name, memberKeys }) => [name, memberKeys]));
const options = {
  membersOf: (id: string) => members.get(id) ?? [],
  calendar: new WorkingCalendar([]),
  moveToWorkingDay: true,
  fallbackYear: 2020,
};
const preview = (text: string = sample, edits: ImportEdits = {}) =>
  previewPlan(readTextDocument(text), directory, { ...options, edits });
const task = (number: number, edits?: ImportEdits) =>
  preview(sample, edits).tasks.find((one) => one.number === number) as PreviewTask;
const codes = (text?: string, edits?: ImportEdits) => preview(text, edits).warnings.map(({ code, row }) => [code, row]);

const ANNEX = (...lines: string[]) =>
  ['STT\tNội dung\tĐơn vị chủ trì\tĐơn vị phối hợp\tKết quả\tThời gian', ...lines].join('\n');

describe('the preview of the sample', () => {
  const all = preview();

  it('holds the worked counts', () => {
    expect(all.counts).toEqual({ tasks: 33, groups: 7, lead: 223, coordinate: 817, agencies: 197 });
    expect(all.groups.map(({ taskCount }) => taskCount)).toEqual([7, 8, 5, 2, 5, 2, 4]);
    const many = all.tasks
      .filter(({ leadCount }) => leadCount !== 1)
      .map(({ number, leadCount }) => [number, leadCount]);
    expect(many).toEqual([
      [2, 12],
      [3, 2],
      [8, 34],
      [9, 34],
      [10, 34],
      [11, 34],
      [14, 11],
      [17, 34],
      [20, 2],
      [24, 3],
    ]);
  });

  it('reads the deadlines by kind, with both dates', () => {
    const kinds: Record<string, number> = {};
    for (const { deadline } of all.tasks) kinds[deadline.kind] = (kinds[deadline.kind] ?? 0) + 1;
    expect(kinds).toEqual({ month: 15, quarter: 3, ongoing: 12, ongoing_from: 1, external: 1, unspecified: 1 });
    expect(task(12).deadline).toMatchObject({ nominalDueOn: '2023-04-30', dueOn: '2023-05-04', unsure: false });
    expect(task(8).deadline).toMatchObject({ nominalDueOn: '2023-09-30', dueOn: '2023-10-02' });
    expect(task(23).deadline).toMatchObject({ kind: 'ongoing_from', startOn: '2023-04-01', dueOn: null });
  });

  it('warns of what is doubtful, and of nothing else', () => {
    expect(codes()).toEqual([
      ['plan.task_count_mismatch', null],
      ['plan.group_count_mismatch', null],
      ['agency.unresolved', 5],
      ['task.coordinator_missing', 12],
      ['task.deadline_missing', 15],
      ['group.empty', 24],
      ['group.empty', 27],
    ]);
    const messages = all.warnings.map(({ message }) => message).join('\n');
    for (const words of [
      '“34 NHIỆM VỤ” (tiêu đề phụ lục)',
      '“08 nhóm nhiệm vụ” (mục II)',
      '“Các sở, ngành có liên quan”',
      '7 nhóm',
      '33 nhiệm vụ',
    ]) {
      expect(messages).toContain(words);
    }
  });

  it('keeps what makes no assignment as unresolved sides', () => {
    expect(
      all.tasks.filter((one) => one.unresolvedSides.length > 0).map((one) => [one.number, one.unresolvedSides]),
    ).toEqual([
      [5, [{ role: 'coordinate', text: 'Các sở, ngành có liên quan' }]],
      [24, [{ role: 'coordinate', text: 'Tổ công tác triển khai đề án 06 cấp xã' }]],
      [27, [{ role: 'coordinate', text: 'Các cơ sở khám chữa bệnh trên địa bàn tỉnh' }]],
    ]);
  });

  it('proposes the duties of section IV apart', () => {
    expect(
      all.standingDuties.map(({ leadCount, coordinateCount, deadline, unresolvedSides, accepted }) => ({
        leadCount,
        coordinateCount,
        kind: deadline.kind,
        dueOn: deadline.dueOn,
        unresolvedSides,
        accepted,
      })),
    ).toEqual([
      { leadCount: 34, coordinateCount: 0, kind: 'month', dueOn: '2023-03-31', unresolvedSides: [], accepted: true },
      { leadCount: 1, coordinateCount: 1, kind: 'ongoing', dueOn: null, unresolvedSides: [], accepted: true },
    ]);
  });

  it('is the same for the same document in other clothes', () => {
    const expected = { ...all };
    for (const same of [sample.replace(/\n/g, '\r\n'), `\uFEFF${sample}`, sample.normalize('NFD')]) {
      expect(preview(same)).toEqual(expected);
    }
  });
});

describe('the edits of a person', () => {
  it('answer an unresolved name, for this import and as an alias', () => {
    const names = [{ text: 'Các sở, ngành có liên quan', groupId: 'Các sở, ban, ngành' }];
    // 23 members less Sở Tài chính, which leads.
    expect(task(5, { names })).toMatchObject({ coordinateCount: 22, unresolvedSides: [] });
    expect(codes(sample, { names })).not.toContainEqual(['agency.unresolved', 5]);
  });

  it('choose between two entries of one name', () => {
    const twins: NamedEntry[] = ['1', '2'].map((id) => ({
      kind: 'agency',
      id,
      name: 'UBND xã An Hòa',
      aliases: [],
      resolvable: true,
    }));
    const document = readTextDocument(ANNEX('1\tMột\tUBND xã An Hoà\t\t\tQuý I/2023'));
    const read = (edits: ImportEdits) =>
      previewPlan(document, twins, { ...options, edits }).tasks[0]?.assignments.map(({ agencyId }) => agencyId);
    expect(read({})).toEqual([]);
    expect(read({ names: [{ text: 'UBND xã An Hoà', agencyId: '2' }] })).toEqual(['2']);
  });

  it('give a deadline its meaning, or new words', () => {
    const due = { kind: 'date' as const, nominalDueOn: '2023-12-31' };
    expect(task(15, { tasks: [{ number: 15, deadline: due }] })).toMatchObject({
      deadlineText: '',
      deadline: { kind: 'date', nominalDueOn: '2023-12-31', dueOn: '2024-01-02', unsure: false },
      edited: ['deadline'],
    });
    expect(codes(sample, { tasks: [{ number: 15, deadline: due }] })).not.toContainEqual(['task.deadline_missing', 15]);
    const worded = task(15, { tasks: [{ position: 15, deadlineText: 'Quý IV/2023' }] });
    expect(worded).toMatchObject({ deadline: { kind: 'quarter' }, source: { deadline: '' } });
    const external = { kind: 'external' as const, nominalDueOn: '2023-12-29' };
    expect(task(14, { tasks: [{ number: 14, deadline: external }] }).deadline).toMatchObject({
      kind: 'external',
      dueOn: '2023-12-29',
    });
  });

  it('fill the blanks of the decision and choose duties', () => {
    const edited = preview(sample, { plan: { number: '909/QĐ-UBND', issuedOn: '2023-03-24' }, standingDuties: [1] });
    expect(edited.plan).toMatchObject({ number: '909/QĐ-UBND', issuedOn: '2023-03-24', place: 'Bình Định' });
    expect(edited.standingDuties.map(({ accepted }) => accepted)).toEqual([false, true]);
  });

  it.each<[string, ImportEdits, string]>([
    ['an entry that is not there', { names: [{ text: 'X', agencyId: 'nobody' }] }, '/names/0'],
    ['both an agency and a group', { names: [{ text: 'X', agencyId: 'a', groupId: 'b' }] }, '/names/0'],
    ['a task that is not there', { tasks: [{ number: 99 }] }, '/tasks/0'],
    [
      'a day that does not exist',
      { tasks: [{ number: 1, deadline: { kind: 'date', nominalDueOn: '2023-02-30' } }] },
      '/tasks/0/deadline/nominalDueOn',
    ],
    [
      'a due kind without a day',
      { tasks: [{ number: 1, deadline: { kind: 'month' } }] },
      '/tasks/0/deadline/nominalDueOn',
    ],
    ['a duty that is not there', { standingDuties: [5] }, '/standingDuties/0'],
  ])('are refused with a pointer: %s', (_, edits, pointer) => {
    expect(() => preview(sample, edits)).toThrow(ImportEditError);
    expect(() => preview(sample, edits)).toThrow(expect.objectContaining({ pointer }));
  });

  it('resolve whatever the reader left unresolved', () => {
    const piece = fc.constantFrom(
      'Công an tỉnh',
      'Sở Y tế',
      'Hội Nông dân',
      'có liên quan',
      'Gia Lai',
      ', ',
      ' và ',
      '; ',
      ' ',
      '(',
      ')',
      'các hội',
      ' - ',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 9 }), (pieces) => {
        const document = readTextDocument(ANNEX(`1\tMột\t${pieces.join(' ')}\tX\t\tQuý I/2023`));
        const unresolved = previewPlan(document, directory, options).tasks[0]?.lead.unresolved ?? [];
        const names = unresolved.map(({ text }) => ({ text, agencyId: 'Sở Nội vụ' }));
        const answered = previewPlan(document, directory, { ...options, edits: { names } });
        expect(answered.tasks[0]?.lead.unresolved).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile documents', () => {
  it('cut at any line give no task that is not there, and no other error', () => {
    const lines = sample.split('\n');
    const full = preview().tasks;
    fc.assert(
      fc.property(fc.nat(lines.length), fc.nat(400), (kept, letters) => {
        const text = `${lines.slice(0, kept).join('\n')}\n${(lines[kept] ?? '').slice(0, letters)}`;
        try {
          const { tasks } = preview(text);
          expect(tasks.length).toBeLessThanOrEqual(33);
          for (const one of tasks.slice(0, -1)) expect(one.title).toBe(full[one.position - 1]?.title);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDocumentError);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('with any line lost or doubled are read without another error', () => {
    const lines = sample.split('\n');
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.boolean(), (at, twice) => {
        const changed = lines.toSpliced(at, 1, ...(twice ? [lines[at] as string, lines[at] as string] : []));
        try {
          expect(preview(changed.join('\n')).tasks.length).toBeLessThanOrEqual(34);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDocumentError);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('with doubled, missing and unreadable numbers warn and invent none', () => {
    const row = (number: string) => `${number}\tViệc\tSở Y tế\tCông an tỉnh\tBáo cáo\tQuý I/2023`;
    const text = ANNEX(row('1'), row('1'), row('4'), row('4b'), row(''));
    expect(codes(text)).toEqual([
      ['task.number_unclear', 1],
      ['task.number_unclear', 4],
      ['task.number_unclear', null],
      ['task.number_unclear', null],
    ]);
    expect(() => preview(text, { tasks: [{ number: 1, title: 'X' }] })).toThrow('position');
    expect(preview(text, { tasks: [{ position: 2, number: 2 }] }).tasks[1]).toMatchObject({
      number: 2,
      edited: ['number'],
    });
  });

  it('with a lead side that is missing says so', () => {
    expect(codes(ANNEX('1\tViệc\t\tCông an tỉnh\tBáo cáo\tQuý I/2023'))).toEqual([['agency.unresolved', 1]]);
  });

  it('take the year of the plan from the options only where none is written', () => {
    expect(preview(ANNEX('1\tViệc\tSở Y tế\tCông an tỉnh\tX\tQuý I')).tasks[0]?.deadline.nominalDueOn).toBe(
      '2020-03-31',
    );
  });

  it.each([
    ['one line of ten megabytes', 'nhiệm vụ '.repeat(800_000)],
    ['ten megabytes of spaces', `a${' '.repeat(10_000_000)}b`],
    ['ten megabytes of tabs', 'a\t'.repeat(2_000_000)],
    ['ten megabytes of brackets and stars', '[*(<i '.repeat(1_500_000)],
  ])('of %s end with the error that says what is missing', (_, text) => {
    expect(() => preview(text)).toThrow(UnreadableDocumentError);
  });

  it('with a cell of a megabyte are read', () => {
    const names = 'Công an tỉnh, phối hợp với các đơn vị, '.repeat(25_000);
    const { tasks } = preview(
      ANNEX(`1\t${'việc '.repeat(200_000)}\t${names}\t\t- ${'A - '.repeat(200_000)}\t${'quý I '.repeat(100_000)}`),
    );
    expect(tasks[0]).toMatchObject({ leadCount: 1, deadline: { kind: 'unspecified', unsure: true } });
  });
});
