import { type EntryContext, entryWarnings } from './contradictions.js';
import { differencesBetween } from './differences.js';
import { prefilledEntry } from './prefill.js';
import { BLANK_ENTRY, type ContentEntry, canonicalText, type EntryWords, isUnchanged } from './report-content.js';

const words = (change: Partial<EntryWords> = {}): EntryWords => ({
  ...BLANK_ENTRY,
  progressPercent: 40,
  state: 'in_progress',
  resultText: 'Đã họp tổ công tác',
  ...change,
});
const context = (change: Partial<EntryContext> = {}): EntryContext => ({
  role: 'lead',
  last: null,
  evidenceCount: 0,
  others: [],
  ...change,
});
const codes = (entry: EntryWords, around: EntryContext): string[] =>
  entryWarnings(entry, around).map(({ code }) => code);

describe('what does not fit together', () => {
  const other = (role: 'lead' | 'coordinate', state: EntryWords['state'], agencyName: string | null = 'Sở Y tế') => ({
    role,
    state,
    agencyName,
  });

  it.each([
    ['an ordinary entry', words(), context(), []],
    ['a blank entry', BLANK_ENTRY, context(), ['entry_missing']],
    ['nothing new', { ...BLANK_ENTRY, nothingNew: true }, context(), ['unchanged']],
    [
      '100 % without evidence',
      words({ progressPercent: 100, state: 'completed' }),
      context(),
      ['completed_without_evidence'],
    ],
    ['completed with evidence', words({ progressPercent: 100, state: 'completed' }), context({ evidenceCount: 1 }), []],
    [
      'a coordinating one at 100 %',
      words({ progressPercent: 100, state: 'completed' }),
      context({ role: 'coordinate' }),
      [],
    ],
    [
      'progress that falls',
      words(),
      context({ last: words({ progressPercent: 60, resultText: 'x' }) }),
      ['progress_falling'],
    ],
    ['progress that stays', words(), context({ last: words({ resultText: 'x' }) }), []],
    ['100 % in progress', words({ progressPercent: 100 }), context({ evidenceCount: 1 }), ['progress_state_mismatch']],
    ['not started at 40 %', words({ state: 'not_started' }), context(), ['progress_state_mismatch']],
    ['blocked without an obstacle', words({ state: 'blocked' }), context(), ['blocked_without_obstacle']],
    ['the words of last month', words({ progressPercent: 50 }), context({ last: words() }), ['unchanged']],
    ['an identity number', words({ resultText: 'Ông A, 052090001234' }), context(), ['personal_data']],
    [
      'a lead that is done and a partner that is stuck',
      words({ progressPercent: 100, state: 'completed' }),
      context({ evidenceCount: 1, others: [other('coordinate', 'blocked')] }),
      ['sides_disagree'],
    ],
    [
      'a partner that has not begun and a lead that is done',
      words({ progressPercent: 0, state: 'not_started' }),
      context({ role: 'coordinate', others: [other('lead', 'completed')] }),
      ['sides_disagree'],
    ],
    [
      'two of one side',
      words({ state: 'not_started', progressPercent: 0 }),
      context({ others: [other('lead', 'completed')] }),
      [],
    ],
  ])('%s', (_, entry, around, expected) => {
    expect(codes(entry, around)).toEqual(expected);
  });

  it('names the other agency only to those who read it', () => {
    const entry = words({ progressPercent: 100, state: 'completed' });
    const message = (agencyName: string | null) =>
      entryWarnings(entry, context({ evidenceCount: 1, others: [other('coordinate', 'blocked', agencyName)] }))[0]
        ?.message;
    expect(message('Sở Y tế')).toMatch(/Sở Y tế/);
    expect(message(null)).toMatch(/một cơ quan phối hợp/);
  });
});

describe('what is unchanged', () => {
  it('is what says the same, whatever the spaces and the way of writing accents', () => {
    expect(isUnchanged(words({ resultText: 'Đã  họp\ntổ công tác ' }), words())).toBe(true);
    expect(isUnchanged(words({ resultText: 'Đã họp tổ công tác'.normalize('NFD') }), words())).toBe(true);
    expect(isUnchanged(words({ nextText: 'Họp lại' }), words())).toBe(false);
    expect(isUnchanged(words({ resultText: 'a', nextText: 'b' }), words({ resultText: 'a b' }))).toBe(false);
  });

  it('is nothing without a last report, and nothing that is blank', () => {
    expect(isUnchanged(words(), null)).toBe(false);
    expect(isUnchanged(BLANK_ENTRY, BLANK_ENTRY)).toBe(false);
    expect(isUnchanged({ ...BLANK_ENTRY, nothingNew: true }, null)).toBe(true);
  });
});

describe('a new draft', () => {
  it('starts from the last words and from this period’s documents', () => {
    const document = {
      number: '15/BC-SYT',
      issuedOn: '2023-03-28',
      abstract: 'Báo cáo kết quả',
      state: 'confirmed' as const,
    };
    expect(prefilledEntry(null, [])).toEqual(BLANK_ENTRY);
    expect(prefilledEntry(words({ nothingNew: true }), [])).toEqual(words());
    expect(prefilledEntry(words(), [document])).toEqual(
      words({
        progressPercent: 100,
        state: 'completed',
        resultText: 'Đã họp tổ công tác\nVăn bản số 15/BC-SYT ngày 28/3/2023: Báo cáo kết quả.',
      }),
    );
    expect(prefilledEntry(null, [{ ...document, state: 'proposed' }])).toEqual({
      ...BLANK_ENTRY,
      resultText: 'Văn bản số 15/BC-SYT ngày 28/3/2023: Báo cáo kết quả (chờ xác nhận).',
    });
  });

  it('does not say a document twice', () => {
    const document = { number: '1', issuedOn: '2023-03-28', abstract: 'A', state: 'confirmed' as const };
    const once = prefilledEntry(words(), [document]);
    expect(prefilledEntry(once, [document])).toEqual(once);
  });
});

describe('a new draft and extensions', () => {
  const granted = { number: 7, state: 'granted' as const, newDueOn: '2023-06-30' };

  it('tells what was asked for and decided among the next steps', () => {
    const entry = prefilledEntry(
      words({ nextText: 'Trình ký' }),
      [],
      [granted, { ...granted, number: 8, state: 'pending' }],
    );
    expect(entry.nextText).toBe(
      'Trình ký\nĐược gia hạn đến ngày 30/6/2023 (đề nghị số 7).\nĐã đề nghị gia hạn đến ngày 30/6/2023 (đề nghị số 8), chờ quyết định.',
    );
    expect(prefilledEntry(null, [], [{ ...granted, state: 'refused' }]).nextText).toBe(
      'Đề nghị gia hạn số 7 đến ngày 30/6/2023 không được chấp thuận.',
    );
  });

  it('says nothing twice', () => {
    const once = prefilledEntry(null, [], [granted]);
    expect(prefilledEntry(once, [], [granted])).toEqual(once);
  });
});

describe('two versions', () => {
  const entry = (assignmentId: string, taskNumber: number, change: Partial<EntryWords> = {}): ContentEntry => ({
    ...words(change),
    assignmentId,
    taskId: 't',
    taskNumber,
    taskTitle: `Nhiệm vụ ${taskNumber}`,
    role: 'lead',
    unchanged: false,
    files: [],
  });

  it('differ by what was added, removed and reworded, in the order of the plan', () => {
    const before = [entry('a', 1), entry('b', 2), entry('c', 3)];
    const after = [entry('d', 4), entry('a', 1), entry('b', 2, { progressPercent: 60, resultText: 'Đã ban hành' })];
    expect(
      differencesBetween(before, after).map(({ assignmentId, kind, fields }) => [
        assignmentId,
        kind,
        fields.map(({ field }) => field),
      ]),
    ).toEqual([
      ['b', 'changed', ['progressPercent', 'resultText']],
      ['c', 'removed', expect.arrayContaining(['resultText'])],
      ['d', 'added', expect.arrayContaining(['resultText'])],
    ]);
    expect(differencesBetween(before, before)).toEqual([]);
  });

  it('have one text whatever the order of their keys', () => {
    expect(canonicalText({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalText({ a: true, b: [1, { c: 'x', d: null }] })).toBe(
      canonicalText({ b: [1, { d: null, c: 'x' }], a: true }),
    );
  });
});
