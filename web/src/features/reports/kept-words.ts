import type { Draft } from './report-draft.js';

/** Words that did not reach the server yet, on this computer, of one person and one report. */
export interface KeptWords {
  /** What stood on the server when they were written. */
  base: Draft;
  mine: Draft;
  /** What was sent without an answer. */
  sent: readonly Draft[];
  /** When they were kept, RFC 3339. */
  at: string;
}

export interface WordsStore {
  read: () => KeptWords | null;
  write: (kept: KeptWords) => void;
  clear: () => void;
}

/** Who writes: the person, apart from the same person acting for another. */
export const writerOf = (me: { id: string; onBehalfOf: { userId: string } | null }): string =>
  me.onBehalfOf ? `${me.id}:${me.onBehalfOf.userId}` : me.id;

const PREFIX = 'bao-cao-dang-soan';

/** In the browser's own storage, apart for each person, so that a shared computer mixes nothing up. */
export function keptWordsOf(reportId: string, personId: string): WordsStore {
  const key = `${PREFIX}:${personId}:${reportId}`;
  return {
    read: () => {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as KeptWords | null;
        return kept?.mine?.entries && kept.base?.entries && Array.isArray(kept.sent) ? kept : null;
      } catch {
        return null;
      }
    },
    write: (kept) => {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        // A full or forbidden storage: the words still stand on the page and go out with the next save.
      }
    },
    clear: () => {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}
