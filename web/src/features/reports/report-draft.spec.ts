import { describe, expect, it } from 'vitest';
import {
  BLANK_WORDS,
  type Draft,
  type EntryWords,
  inputOf,
  mergeDrafts,
  sameDraft,
  withOwnSpelling,
} from './report-draft.js';

const file = (id: string) => ({ id, name: `${id}.pdf`, bytes: 1, type: 'pdf' as const, sha256: 'a' });
const draft = (entries: Record<string, Partial<EntryWords>>, nothingNew = false): Draft => ({
  nothingNew,
  entries: Object.fromEntries(Object.entries(entries).map(([id, words]) => [id, { ...BLANK_WORDS, ...words }])),
});

describe('joining two drafts', () => {
  const base = draft({ a: { resultText: 'cũ' }, b: { nextText: 'cũ' } });

  it('keeps what each changed alone', () => {
    const mine = draft({ a: { resultText: 'của tôi' }, b: { nextText: 'cũ' } });
    const theirs = draft({ a: { resultText: 'cũ', progressPercent: 40 }, b: { nextText: 'của bạn' } });
    const { draft: joined, clashes, taken } = mergeDrafts(base, mine, theirs, []);
    expect(joined).toEqual(draft({ a: { resultText: 'của tôi', progressPercent: 40 }, b: { nextText: 'của bạn' } }));
    expect(clashes).toEqual([]);
    expect(taken).toEqual([
      { assignmentId: 'a', field: 'progressPercent' },
      { assignmentId: 'b', field: 'nextText' },
    ]);
  });

  it('puts what both changed before a person and loses neither', () => {
    const mine = draft({ a: { resultText: 'của tôi' }, b: { nextText: 'cũ' } });
    const theirs = draft({ a: { resultText: 'của bạn' }, b: { nextText: 'cũ' } });
    const { draft: joined, clashes } = mergeDrafts(base, mine, theirs, []);
    expect(joined.entries.a?.resultText).toBe('của tôi');
    expect(clashes).toEqual([{ assignmentId: 'a', field: 'resultText', theirs: 'của bạn' }]);
    // Until the choice the server keeps the other's words.
    expect(inputOf(joined, clashes).entries?.[0]?.resultText).toBe('của bạn');
  });

  it('does not take for another’s what was sent from here and arrived without an answer', () => {
    const sent = draft({ a: { resultText: 'của tôi' }, b: { nextText: 'cũ' } });
    const mine = draft({ a: { resultText: 'của tôi, viết tiếp' }, b: { nextText: 'cũ' } });
    const { draft: joined, clashes, taken } = mergeDrafts(base, mine, sent, [sent]);
    expect(joined).toEqual(mine);
    expect([clashes, taken]).toEqual([[], []]);
  });

  it('sees no difference in spaces at the end, in line ends and in ways of writing accents', () => {
    const theirs = draft({ a: { resultText: 'cũ'.normalize('NFD') }, b: { nextText: 'cũ \r\n' } });
    const { clashes, taken } = mergeDrafts(
      base,
      draft({ a: { resultText: 'cũ ' }, b: { nextText: 'cũ' } }),
      theirs,
      [],
    );
    expect([clashes, taken]).toEqual([[], []]);
  });

  it('joins files: what either added is there, what either removed is gone', () => {
    const before = draft({ a: { files: [file('1'), file('2')] } });
    const mine = draft({ a: { files: [file('2'), file('3')] } });
    const theirs = draft({ a: { files: [file('1'), file('4')] } });
    const { draft: joined, clashes } = mergeDrafts(before, mine, theirs, []);
    expect(joined.entries.a?.files.map(({ id }) => id)).toEqual(['4', '3']);
    expect(clashes).toEqual([]);
  });

  it('brings a line back that the other left out but on which somebody wrote here', () => {
    const mine = draft({ a: { resultText: 'cũ' }, b: { nextText: 'mới' } });
    expect(Object.keys(mergeDrafts(base, mine, draft({ a: { resultText: 'cũ' } }), []).draft.entries)).toEqual([
      'a',
      'b',
    ]);
    expect(Object.keys(mergeDrafts(base, base, draft({ a: { resultText: 'cũ' } }), []).draft.entries)).toEqual(['a']);
  });

  it('holds "không phát sinh" for the whole only while every line says so', () => {
    const whole = draft({ a: { nothingNew: true }, b: { nothingNew: true } }, true);
    expect(mergeDrafts(base, base, whole, []).draft.nothingNew).toBe(true);
    const mine = draft({ a: { resultText: 'của tôi' }, b: { nextText: 'cũ' } });
    const { draft: joined, clashes } = mergeDrafts(base, mine, whole, []);
    expect(joined.nothingNew).toBe(false);
    expect(clashes).toMatchObject([{ assignmentId: 'a', field: 'resultText', theirs: '' }]);
  });
});

describe('what the API trimmed', () => {
  it('is no change, and is not taken from who still types', () => {
    const mine = draft({ a: { resultText: 'đang gõ ' } });
    const saved = draft({ a: { resultText: 'đang gõ', progressPercent: 10 } });
    expect(sameDraft(draft({ a: { resultText: 'đang gõ' } }), mine)).toBe(true);
    expect(withOwnSpelling(saved, mine)).toEqual(draft({ a: { resultText: 'đang gõ ', progressPercent: 10 } }));
  });
});
