import { useState } from 'react';

/** Reasons that were typed and not yet sent, by report and line: going to another report and back loses none. */
const typed = new Map<string, Record<string, string>>();

export interface ReturnReasons {
  /** Undefined where nothing was begun. */
  of: (assignmentId: string) => string | undefined;
  set: (assignmentId: string, words: string) => void;
  /** Those with words, as the API takes them. */
  filled: { assignmentId: string; reason: string }[];
  clear: () => void;
}

/** The reasons for single lines that a reviewer writes down while reading. */
export function useReturnReasons(reportId: string): ReturnReasons {
  const [words, setWords] = useState<Record<string, string>>(() => typed.get(reportId) ?? {});
  const keep = (next: Record<string, string>) => {
    typed.set(reportId, next);
    setWords(next);
  };
  return {
    of: (assignmentId) => words[assignmentId],
    set: (assignmentId, reason) => keep({ ...words, [assignmentId]: reason }),
    filled: Object.entries(words)
      .filter(([, reason]) => reason.trim() !== '')
      .map(([assignmentId, reason]) => ({ assignmentId, reason: reason.trim() })),
    clear: () => {
      typed.delete(reportId);
      setWords({});
    },
  };
}
