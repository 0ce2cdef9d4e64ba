import type { Tagged } from '../../lib/api-client.js';
import type { Problem } from '../../lib/problem.js';
import type { WordsStore } from './kept-words.js';
import type { EntriesInput } from './own-report-queries.js';
import type { Clash, Draft, Place } from './report-draft.js';
import type { Report } from './review-queries.js';

/** How the words on the page stand to those on the server. */
export type KeeperStatus = 'saved' | 'waiting' | 'saving' | 'no_line' | 'refused';

export interface KeeperState {
  draft: Draft;
  status: KeeperStatus;
  /** When the server last saved this draft; null before anybody did. */
  savedAt: string | null;
  clashes: readonly Clash[];
  /** What another person changed and this page took over. */
  taken: readonly Place[];
  /** Who saved meanwhile. */
  otherName: string | null;
  /** Why the server refused the last save. */
  problem: Problem | null;
  /** From when the words are that were found on this computer. */
  recoveredAt: string | null;
}

export interface KeeperPorts {
  save: (etag: string, input: EntriesInput) => Promise<Tagged<Report>>;
  read: () => Promise<Tagged<Report>>;
  /** The server's report changed: its warnings, its state, what is allowed. */
  onReport: (report: Tagged<Report>) => void;
  words: WordsStore;
  now: () => Date;
}
