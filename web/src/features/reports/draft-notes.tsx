import { Button } from '@mantine/core';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import type { DraftKeeper } from './draft-keeper.js';
import { entryAnchor, entryName, fieldAnchor, isContradiction } from './entry-words.js';
import type { KeeperState } from './keeper-state.js';
import { FIELD_LABELS } from './report-draft.js';
import classes from './report-form.module.css';
import type { Report, ReportEntry } from './review-queries.js';

interface NotesProps {
  keeper: DraftKeeper;
  state: KeeperState;
  entries: readonly ReportEntry[];
}

/** What happened to the draft beside the typing: words found again, another writer, choices to make. */
export function DraftNotes({ keeper, state, entries }: NotesProps) {
  const byId = new Map(entries.map((entry) => [entry.assignmentId, entry]));
  const nameOf = (id: string): string => {
    const entry = byId.get(id);
    return entry ? entryName(entry) : 'Một nhiệm vụ';
  };
  const { recoveredAt, clashes, taken, otherName } = state;
  return (
    <>
      {recoveredAt ? (
        <Notice tone="done" title="Đã lấy lại chữ chưa gửi" live>
          <p>
            Chữ gõ lúc {formatInstant(recoveredAt)} còn giữ trên máy này đã ở lại trong biểu dưới đây và đang được lưu.
          </p>
        </Notice>
      ) : null}
      {clashes.length > 0 ? (
        <Notice tone="warning" title={`${otherName ?? 'Người khác'} vừa ghi cùng chỗ với bạn`} live>
          <p>Lời của cả hai đều còn. Chọn lời được giữ ở từng chỗ:</p>
          <ul className={classes.plainList}>
            {clashes.map(({ assignmentId, field }) => (
              <li key={`${assignmentId} ${field}`}>
                <a href={`#${fieldAnchor(assignmentId, field)}`}>
                  {nameOf(assignmentId)}: {FIELD_LABELS[field]}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {taken.length > 0 ? (
        <Notice title={`${otherName ?? 'Người khác'} vừa ghi, trang đã lấy vào`} live>
          <p>
            {[
              ...new Set(taken.map(({ assignmentId, field }) => `${nameOf(assignmentId)}: ${FIELD_LABELS[field]}`)),
            ].join('; ')}
            . Những gì bạn gõ vẫn nguyên.
          </p>
          <Button variant="default" size="compact-sm" mt={6} onClick={() => keeper.dismissNotes()}>
            Đã rõ
          </Button>
        </Notice>
      ) : null}
    </>
  );
}

/** The reasons of the last return, each leading to its line. */
export function ReturnedNotice({ report }: { report: Report }) {
  const { returned } = report;
  if (!returned) return null;
  const byId = new Map(report.entries.map((entry) => [entry.assignmentId, entry]));
  return (
    <Notice tone="fault" title={`Báo cáo bị trả lại lúc ${formatInstant(returned.decidedAt)}, cần sửa rồi nộp lại`}>
      {returned.reason ? <p>Lý do: {returned.reason}</p> : null}
      {returned.entryReasons.length > 0 ? (
        <ul className={classes.plainList}>
          {returned.entryReasons.map(({ assignmentId, reason }) => {
            const entry = byId.get(assignmentId);
            return (
              <li key={assignmentId}>
                <a href={`#${entryAnchor(assignmentId)}`}>{entry ? entryName(entry) : 'Một nhiệm vụ'}</a>: {reason}
              </li>
            );
          })}
        </ul>
      ) : null}
      <p>Người trả lại: {returned.decidedByName}.</p>
    </Notice>
  );
}

/** Warnings of the whole draft, each leading to its line; lines without words are only counted. */
export function WarningsNotice({ report, onFollow }: { report: Report; onFollow?: () => void }) {
  const byId = new Map(report.entries.map((entry) => [entry.assignmentId, entry]));
  const doubts = report.warnings.filter(isContradiction);
  const missing = report.warnings.filter(({ code }) => code === 'entry_missing');
  if (doubts.length + missing.length === 0) return null;
  const place = (id: string): string => {
    const entry = byId.get(id);
    return entry ? entryName(entry) : 'Một nhiệm vụ';
  };
  return (
    <Notice tone="warning" title="Nên xem lại trước khi nộp">
      <ul className={classes.plainList}>
        {missing.length > 0 ? (
          <li>
            {formatNumber(missing.length)} nhiệm vụ chưa có nội dung:{' '}
            {missing.map(({ assignmentId }, index) => (
              <span key={assignmentId}>
                {index > 0 ? ', ' : ''}
                <a href={`#${entryAnchor(assignmentId)}`} onClick={onFollow}>
                  {place(assignmentId).toLowerCase()}
                </a>
              </span>
            ))}
          </li>
        ) : null}
        {doubts.map(({ assignmentId, code, message }) => (
          <li key={`${assignmentId} ${code}`}>
            <a href={`#${entryAnchor(assignmentId)}`} onClick={onFollow}>
              {place(assignmentId)}
            </a>
            : {message}
          </li>
        ))}
      </ul>
      <p>Cảnh báo không chặn việc nộp: cơ quan nắm rõ hơn thì cứ nộp.</p>
    </Notice>
  );
}
