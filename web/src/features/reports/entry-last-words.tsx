import { Button } from '@mantine/core';
import { REPORT_ENTRY_STATE_LABELS } from '@plan/shared/vocabulary/report-states';
import { Link } from '@tanstack/react-router';
import { formatDay } from '../../lib/dates.js';
import type { CommuneReport } from './own-report-queries.js';
import type { EntryWords } from './report-draft.js';
import classes from './report-form.module.css';
import type { ReportEntry } from './review-queries.js';

/** One commune's words on a task, for the district that collects them. */
export interface CommuneWords {
  agencyName: string;
  words: CommuneReport['entries'][number];
}

type Said = Pick<ReportEntry, 'progressPercent' | 'state' | 'resultText' | 'obstacleText' | 'nextText' | 'nothingNew'>;

/** `60%, Đang thực hiện`. */
export const standingWords = ({ progressPercent, state }: Pick<Said, 'progressPercent' | 'state'>): string =>
  [progressPercent === null ? '' : `${progressPercent}%`, state === null ? '' : REPORT_ENTRY_STATE_LABELS[state]]
    .filter((text) => text !== '')
    .join(', ');

interface Props {
  entry: ReportEntry;
  /** As it is being written. */
  words: EntryWords | null;
  name: string;
  /** Beside the form; on a phone it stands folded above it. */
  open: boolean;
  communes: readonly CommuneWords[];
  /** Null where nothing can be written. */
  onReuse: ((words: Partial<EntryWords>) => void) | null;
}

/** What a writer looks at while writing: last month's words, this month's documents, what the communes say. */
export function EntryBeside({ entry, words: own, name, open, communes, onReuse }: Props) {
  const { last, evidence } = entry;
  return (
    <div className={classes.beside}>
      <details open={open} className={classes.last}>
        <summary>Kỳ trước đã báo cáo{last ? `: ${standingWords(last) || 'chưa có tiến độ'}` : ''}</summary>
        {last ? (
          <LastWords last={last} own={own} name={name} onReuse={onReuse} />
        ) : (
          <p>Kỳ trước chưa có báo cáo được nộp.</p>
        )}
      </details>
      {evidence.length > 0 ? (
        <div>
          <p className={classes.besideTitle}>Tài liệu minh chứng trong kỳ</p>
          <ul className={classes.plainList}>
            {evidence.map((one) => (
              <li key={`${one.number} ${one.issuedOn}`}>
                Số {one.number}, ngày {formatDay(one.issuedOn)}: {one.abstract} (
                {one.state === 'confirmed' ? 'đã xác nhận' : 'chờ xác nhận'})
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {entry.role === 'lead' && onReuse ? (
        <Link
          to="/nhiem-vu/$taskId"
          params={{ taskId: entry.taskId }}
          search={{ phan: entry.assignmentId }}
          aria-label={`Nộp tài liệu minh chứng, ${name.toLowerCase()}`}
        >
          Nộp tài liệu minh chứng
        </Link>
      ) : null}
      {communes.length > 0 ? (
        <details className={classes.last}>
          <summary>Các xã báo cáo về nhiệm vụ này: {communes.length}</summary>
          <ul className={classes.plainList}>
            {communes.map(({ agencyName, words }) => (
              <li key={agencyName}>
                <strong>{agencyName}</strong>
                {standingWords(words) ? ` (${standingWords(words)})` : ''}:{' '}
                {words.nothingNew ? 'Không phát sinh.' : words.resultText || 'Chưa ghi kết quả.'}
                {words.obstacleText ? ` Vướng mắc: ${words.obstacleText}` : ''}
              </li>
            ))}
          </ul>
          {onReuse ? (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                onReuse({
                  resultText: [own?.resultText ?? '', ...communes.flatMap(collected)]
                    .filter((text) => text !== '')
                    .join('\n'),
                })
              }
              aria-label={`Chép kết quả của các xã vào ô Kết quả, ${name.toLowerCase()}`}
            >
              Chép kết quả các xã vào ô Kết quả
            </Button>
          ) : null}
        </details>
      ) : null}
    </div>
  );
}

const collected = ({ agencyName, words }: CommuneWords): string[] =>
  words.resultText ? [`${agencyName}: ${words.resultText}`] : [];

const TEXTS = [
  ['resultText', 'Kết quả'],
  ['obstacleText', 'Vướng mắc'],
  ['nextText', 'Việc tiếp theo'],
] as const;

interface LastProps {
  last: Said;
  own: EntryWords | null;
  name: string;
  onReuse: Props['onReuse'];
}

function LastWords({ last, own, name, onReuse }: LastProps) {
  const said = TEXTS.filter(([field]) => last[field] !== '');
  // Only empty fields are filled in: nobody's words are written over.
  const empty = said.filter(([field]) => own?.[field] === '');
  return (
    <>
      {said.length === 0 ? <p>{last.nothingNew ? 'Không phát sinh.' : 'Không ghi gì.'}</p> : null}
      {said.map(([field, label]) => (
        <p key={field}>
          <strong>{label}:</strong> {last[field]}
        </p>
      ))}
      {onReuse && empty.length > 0 && !own?.nothingNew ? (
        <Button
          variant="default"
          size="compact-sm"
          w="fit-content"
          onClick={() => onReuse(Object.fromEntries(empty.map(([field]) => [field, last[field]])))}
          aria-label={`Điền ô trống bằng lời kỳ trước, ${name.toLowerCase()}`}
        >
          Điền ô trống bằng lời kỳ trước
        </Button>
      ) : null}
    </>
  );
}
