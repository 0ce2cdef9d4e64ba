import { Button, Textarea } from '@mantine/core';
import { ASSIGNMENT_ROLE_LABELS } from '@plan/shared/vocabulary/assignments';
import { REPORT_ENTRY_STATE_LABELS } from '@plan/shared/vocabulary/report-states';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { ReportComments } from './report-comments.js';
import classes from './review.module.css';
import type { Report, ReportEntry } from './review-queries.js';

type Words = Pick<ReportEntry, 'progressPercent' | 'state' | 'resultText' | 'obstacleText' | 'nextText'>;

const FIELDS: { key: keyof Words; label: string; show: (words: Words) => string }[] = [
  {
    key: 'progressPercent',
    label: 'Tiến độ',
    show: ({ progressPercent }) => (progressPercent === null ? '' : `${progressPercent}%`),
  },
  { key: 'state', label: 'Tình trạng', show: ({ state }) => (state === null ? '' : REPORT_ENTRY_STATE_LABELS[state]) },
  { key: 'resultText', label: 'Kết quả', show: ({ resultText }) => resultText },
  { key: 'obstacleText', label: 'Khó khăn, vướng mắc', show: ({ obstacleText }) => obstacleText },
  { key: 'nextText', label: 'Việc tiếp theo', show: ({ nextText }) => nextText },
];

/** Where a line of the report stands on the page. */
export const entryId = (assignmentId: string): string => `muc-${assignmentId}`;

export const taskName = ({ taskNumber }: { taskNumber: number | null }): string =>
  taskNumber === null ? 'nhiệm vụ ngoài phụ lục' : `nhiệm vụ ${taskNumber}`;

interface Props {
  reportId: string;
  entry: ReportEntry;
  warnings: Report['warnings'];
  /** What the last return said about this line. */
  returnedReason: string | undefined;
  /** The reason that is being written for a return; undefined where nothing can be returned. */
  reason: string | undefined;
  onReason: ((reason: string) => void) | null;
}

/** One line of the report beside what the last one said, with what a reviewer needs to judge it. */
export function ReviewEntry({ reportId, entry, warnings, returnedReason, reason, onReason }: Props) {
  const [asking, setAsking] = useState(reason !== undefined);
  const name = taskName(entry);
  return (
    <li
      id={entryId(entry.assignmentId)}
      tabIndex={-1}
      className={classes.entry}
      data-doubt={warnings.length > 0 || undefined}
      data-returned={(reason ?? returnedReason) ? true : undefined}
    >
      <h3>
        {entry.taskNumber === null ? '' : `${entry.taskNumber}. `}
        {entry.taskTitle}
      </h3>
      <p className={classes.meta}>
        {ASSIGNMENT_ROLE_LABELS[entry.role]} · {entry.deadlineText || 'Không ghi thời hạn'}
        {entry.dueOn ? ` (hạn ${formatDay(entry.dueOn)})` : ''}
        {entry.completedOn ? ` · hoàn thành ngày ${formatDay(entry.completedOn)}` : ''}
        {entry.cancelled ? ' · phân công đã hủy' : ''}
        {entry.reportedProgressPercent !== null ? ` · đã chấp nhận ${entry.reportedProgressPercent}%` : ''}
      </p>
      {warnings.length > 0 ? (
        <Notice tone="warning">
          {warnings.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
        </Notice>
      ) : null}
      {returnedReason ? (
        <Notice tone="warning" title="Lý do trả lại lần trước">
          {returnedReason}
        </Notice>
      ) : null}
      {entry.unchanged ? (
        <details>
          <summary className={classes.summary}>
            {entry.nothingNew ? 'Không phát sinh so với kỳ trước' : 'Giữ nguyên như kỳ trước'}
          </summary>
          <EntryWords entry={entry} name={name} />
        </details>
      ) : (
        <EntryWords entry={entry} name={name} />
      )}
      {entry.evidence.length > 0 ? (
        <div>
          <p className={classes.meta}>Tài liệu minh chứng trong kỳ:</p>
          <ul className={classes.files}>
            {entry.evidence.map((one) => (
              <li key={`${one.number} ${one.issuedOn}`}>
                Số {one.number}, ngày {formatDay(one.issuedOn)}: {one.abstract} (
                {one.state === 'confirmed' ? 'đã xác nhận' : 'chờ xác nhận'})
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {entry.files.length > 0 ? (
        <ul className={classes.files} aria-label={`Tệp đính kèm, ${name}`}>
          {entry.files.map((file) => (
            <li key={file.id}>
              <a href={`/api/v1/files/${file.id}`} download>
                {file.name}
              </a>{' '}
              ({sizeWords(file.bytes)})
            </li>
          ))}
        </ul>
      ) : null}
      <div className={classes.acts}>
        <ReportComments reportId={reportId} assignmentId={entry.assignmentId} label={`Trao đổi về ${name}`} />
        {onReason ? (
          asking ? (
            <Textarea
              className="not-printed"
              label={`Lý do trả lại ${name}`}
              description="Gửi cùng khi bấm “Trả lại”. Xóa hết chữ nếu không trả lại vì mục này."
              autosize
              minRows={2}
              maxLength={2000}
              autoFocus={reason === undefined}
              value={reason ?? ''}
              onChange={(event) => onReason(event.currentTarget.value)}
            />
          ) : (
            <Button
              className="not-printed"
              variant="subtle"
              size="compact-sm"
              w="fit-content"
              px={0}
              td="underline"
              onClick={() => setAsking(true)}
              aria-label={`Nêu lý do trả lại ${name}`}
            >
              Nêu lý do trả lại
            </Button>
          )
        ) : null}
      </div>
    </li>
  );
}

function EntryWords({ entry, name }: { entry: ReportEntry; name: string }) {
  const { last } = entry;
  const shown = FIELDS.filter(({ show }) => show(entry) !== '' || (last && show(last) !== ''));
  if (shown.length === 0) return <p>{entry.nothingNew ? 'Không phát sinh.' : 'Cơ quan chưa ghi gì ở mục này.'}</p>;
  return (
    <table className={classes.words}>
      <caption className="only-read-aloud">Nội dung báo cáo, {name}</caption>
      <thead>
        <tr>
          <th scope="col">Mục</th>
          <th scope="col">Kỳ này</th>
          {last ? <th scope="col">Kỳ trước</th> : null}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ key, label, show }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td data-label="Kỳ này">
              {show(entry) || '(để trống)'}{' '}
              {last && show(entry) !== show(last) ? <span className={classes.changed}>Mới</span> : null}
            </td>
            {last ? (
              <td data-label="Kỳ trước" data-before>
                {show(last) || '(để trống)'}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `1,2 MB`, `350 KB`. */
function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${formatNumber(Math.max(1, Math.round(bytes / 1_000)))} KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB`;
}
