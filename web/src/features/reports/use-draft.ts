import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { useMe } from '../../lib/session.js';
import { DraftKeeper } from './draft-keeper.js';
import type { KeeperState } from './keeper-state.js';
import { keptWordsOf, writerOf } from './kept-words.js';
import { saveEntries } from './own-report-queries.js';
import { type Report, reportWithTag } from './review-queries.js';

/** The draft of a report that may be written, for as long as its form stands on the page. */
export function useDraft(report: Tagged<Report>): { keeper: DraftKeeper; state: KeeperState } {
  const queryClient = useQueryClient();
  const me = useMe();
  const { id } = report.data;
  const [keeper] = useState(() => {
    const query = reportWithTag(id);
    return new DraftKeeper(report, {
      save: (etag, input) => saveEntries(id, etag, input),
      read: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
      onReport: (answer) => queryClient.setQueryData(query.queryKey, answer),
      words: keptWordsOf(id, writerOf(me)),
      now: () => new Date(),
    });
  });
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot);

  // Read anew by the page: perhaps somebody else saved.
  useEffect(() => keeper.meet(report), [keeper, report]);

  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') keeper.keepNow();
    };
    window.addEventListener('online', keeper.retryNow);
    window.addEventListener('pagehide', keeper.keepNow);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('online', keeper.retryNow);
      window.removeEventListener('pagehide', keeper.keepNow);
      document.removeEventListener('visibilitychange', hide);
      keeper.stop();
    };
  }, [keeper]);

  return { keeper, state };
}
