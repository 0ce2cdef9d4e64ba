import { BLANK_WORDS, type Draft, type EntryWords } from './report-draft.js';

/**
 * "Không phát sinh", ticked and unticked: where the task stands is carried on and no words are; what was taken away is
 * given back when the tick is removed.
 */
export class NothingNew {
  private readonly setAside = new Map<string, EntryWords>();

  /** The draft after a change of one line. */
  line(draft: Draft, id: string, change: Partial<EntryWords>): Draft {
    const before = draft.entries[id] ?? BLANK_WORDS;
    const changed = { ...before, ...change };
    const after =
      change.nothingNew === undefined ? changed : change.nothingNew ? this.ticked(id, changed) : this.back(id, changed);
    return { nothingNew: draft.nothingNew && after.nothingNew, entries: { ...draft.entries, [id]: after } };
  }

  /** The draft after the tick for the whole report. */
  whole(draft: Draft, nothingNew: boolean): Draft {
    const entries = Object.entries(draft.entries).map(
      ([id, words]) => [id, nothingNew ? this.ticked(id, words) : this.back(id, words)] as const,
    );
    return { nothingNew, entries: Object.fromEntries(entries) };
  }

  private ticked(id: string, words: EntryWords): EntryWords {
    if (words.resultText || words.obstacleText || words.nextText) this.setAside.set(id, words);
    return { ...words, resultText: '', obstacleText: '', nextText: '', nothingNew: true };
  }

  private back(id: string, words: EntryWords): EntryWords {
    const { resultText, obstacleText, nextText } = this.setAside.get(id) ?? words;
    return { ...words, resultText, obstacleText, nextText, nothingNew: false };
  }
}
