import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatInstant } from '../../lib/dates.js';
import { useMe } from '../../lib/session.js';
import { Notice } from '../../ui/notice.js';
import { entryName } from './entry-words.js';
import { keptWordsOf, writerOf } from './kept-words.js';
import { BLANK_WORDS, FIELD_LABELS } from './report-draft.js';
import type { Report } from './review-queries.js';

const TEXTS = ['resultText', 'obstacleText', 'nextText'] as const;

/**
 * Words that never reached the server because the report was handed in or locked meanwhile: shown, so that they can be
 * copied, until the person throws them away.
 */
export function LeftoverWords({ report }: { report: Report }) {
  const store = keptWordsOf(report.id, writerOf(useMe()));
  const [kept, setKept] = useState(() => store.read());
  if (!kept) return null;
  const lost = Object.entries(kept.mine.entries).flatMap(([id, words]) => {
    const entry = report.entries.find(({ assignmentId }) => assignmentId === id);
    const before = kept.base.entries[id] ?? BLANK_WORDS;
    return TEXTS.filter((field) => words[field] !== before[field] && words[field] !== entry?.[field]).map((field) => ({
      key: `${id} ${field}`,
      place: `${entry ? entryName(entry) : 'Một nhiệm vụ'}: ${FIELD_LABELS[field]}`,
      text: words[field],
    }));
  });
  if (lost.length === 0) return null;
  return (
    <Notice tone="warning" title={`Chữ gõ lúc ${formatInstant(kept.at)} trên máy này chưa vào báo cáo`}>
      <ul>
        {lost.map(({ key, place, text }) => (
          <li key={key}>
            {place}: {text || '(để trống)'}
          </li>
        ))}
      </ul>
      <p>Khi báo cáo lại sửa được (rút về, bị trả lại hoặc đính chính), chữ này tự trở vào biểu.</p>
      <Button
        variant="default"
        size="compact-sm"
        mt={6}
        onClick={() => {
          store.clear();
          setKept(null);
        }}
      >
        Bỏ chữ này
      </Button>
    </Notice>
  );
}
