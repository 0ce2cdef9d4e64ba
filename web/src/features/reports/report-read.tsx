import { ASSIGNMENT_ROLE_LABELS } from '@plan/shared/vocabulary/assignments';
import { formatDayWithWeekday } from '../../lib/dates.js';
import { Notice } from '../../ui/notice.js';
import { EntryBeside, standingWords } from './entry-last-words.js';
import { entryAnchor, entryName, markOf, sizeWords } from './entry-words.js';
import { RaiseLink } from './raise-link.js';
import { ReportComments } from './report-comments.js';
import classes from './report-form.module.css';
import type { Report, ReportEntry } from './review-queries.js';

/** The report while nothing can be written in it: what it says on each assignment. */
export function ReportRead({ report }: { report: Report }) {
  const reasons = new Map(report.returned?.entryReasons.map(({ assignmentId, reason }) => [assignmentId, reason]));
  return (
    <ol className={classes.entries} aria-label="Nội dung báo cáo theo nhiệm vụ">
      {report.entries.map((entry) => (
        <Line key={entry.assignmentId} report={report} entry={entry} returnedReason={reasons.get(entry.assignmentId)} />
      ))}
    </ol>
  );
}

interface LineProps {
  report: Report;
  entry: ReportEntry;
  returnedReason: string | undefined;
}

const TEXTS = [
  ['resultText', 'Kết quả thực hiện'],
  ['obstacleText', 'Khó khăn, vướng mắc'],
  ['nextText', 'Việc tiếp theo'],
] as const;

function Line({ report, entry, returnedReason }: LineProps) {
  const warnings = report.warnings.filter(({ assignmentId }) => assignmentId === entry.assignmentId);
  const mark = markOf(entry, warnings, returnedReason);
  const name = entryName(entry);
  const said = TEXTS.filter(([field]) => entry[field] !== '');
  return (
    <li id={entryAnchor(entry.assignmentId)} className={classes.entry} data-tone={mark.tone}>
      <div className={classes.entryTop}>
        <h3 tabIndex={-1}>
          {entry.taskNumber === null ? '' : `${entry.taskNumber}. `}
          {entry.taskTitle}
        </h3>
        <span className={classes.mark} data-tone={mark.tone}>
          {mark.words}
        </span>
      </div>
      <p className={classes.soft}>
        {ASSIGNMENT_ROLE_LABELS[entry.role]} · Thời hạn: {entry.deadlineText || 'không ghi trong kế hoạch'}
        {entry.dueOn ? ` (hạn ${formatDayWithWeekday(entry.dueOn)})` : ''}
      </p>
      {returnedReason ? (
        <Notice tone="fault" title="Cơ quan thường trực yêu cầu sửa">
          <p>{returnedReason}</p>
        </Notice>
      ) : null}
      <div className={classes.columns}>
        <div className={classes.fields}>
          <p>
            <strong>{standingWords(entry) || 'Chưa ghi tiến độ'}</strong>
          </p>
          {entry.nothingNew ? <p>Không phát sinh trong kỳ.</p> : null}
          {said.length === 0 && !entry.nothingNew ? <p>Không ghi nội dung.</p> : null}
          {said.map(([field, label]) => (
            <div key={field}>
              <p className={classes.soft}>{label}</p>
              <p className={classes.said}>{entry[field]}</p>
              {field === 'obstacleText' ? (
                <RaiseLink
                  reportId={report.id}
                  agencyId={report.agencyId}
                  assignmentId={entry.assignmentId}
                  name={name}
                />
              ) : null}
            </div>
          ))}
          {entry.files.length > 0 ? (
            <ul className={classes.fileList} aria-label={`Tệp đính kèm, ${name.toLowerCase()}`}>
              {entry.files.map((file) => (
                <li key={file.id}>
                  <a href={`/api/v1/files/${file.id}`} download>
                    {file.name}
                  </a>{' '}
                  <span className={classes.soft}>({sizeWords(file.bytes)})</span>
                </li>
              ))}
            </ul>
          ) : null}
          {warnings
            .filter(({ code }) => code !== 'unchanged' && code !== 'entry_missing')
            .map(({ code, message }) => (
              <p key={code} className={classes.warning}>
                {message}
              </p>
            ))}
          <ReportComments
            reportId={report.id}
            assignmentId={entry.assignmentId}
            label={`Trao đổi về ${name.toLowerCase()}`}
          />
        </div>
        <EntryBeside entry={entry} words={null} name={name} open={false} communes={[]} onReuse={null} />
      </div>
    </li>
  );
}
