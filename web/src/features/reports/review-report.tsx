import { Title } from '@mantine/core';
import { LATE_REASON_LABELS } from '@plan/shared/vocabulary/report-late-reasons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatDayWithWeekday, formatInstant } from '../../lib/dates.js';
import { HistoryLink } from '../../ui/history-link.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { ReportStateChip, ReportTimingChip } from './report-chips.js';
import { ReportComments } from './report-comments.js';
import { useReturnReasons } from './return-reasons.js';
import classes from './review.module.css';
import { ReviewDecide } from './review-decide.js';
import { entryId, ReviewEntry, taskName } from './review-entry.js';
import { type Report, reportWithTag, submissionsQuery } from './review-queries.js';
import { VersionsSection } from './versions-section.js';

interface Props {
  reportId: string;
  /** At the side of its list: with its own heading and a link to its page. */
  aside?: boolean;
  /** The next report that waits, by the list that was come from. */
  nextId: string | undefined;
  onOpen: (reportId: string | undefined) => void;
}

/** A report as its reviewer reads it: what is new, what is doubtful, and the decision. */
export function ReviewReport({ reportId, aside, nextId, onOpen }: Props) {
  const report = useQuery(reportWithTag(reportId));
  if (report.error) return <Failed error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Loading lines={8} />;
  return (
    <Loaded report={report.data.data} etag={report.data.etag} aside={aside ?? false} nextId={nextId} onOpen={onOpen} />
  );
}

interface LoadedProps {
  report: Report;
  etag: string;
  aside: boolean;
  nextId: string | undefined;
  onOpen: (reportId: string | undefined) => void;
}

function Loaded({ report, etag, aside, nextId, onOpen }: LoadedProps) {
  const reasons = useReturnReasons(report.id);
  const [onlyNew, setOnlyNew] = useState(false);
  const versions = useQuery({ ...submissionsQuery(report.id), enabled: report.submissionCount > 1 });
  const { entries, warnings } = report;
  // What was asked for last time stands beside what came again.
  const asked =
    report.returned?.entryReasons ??
    (report.state === 'submitted' ? versions.data?.items.find(({ fate }) => fate === 'returned')?.entryReasons : []) ??
    [];
  const mayReturn = report.allowedActions.some(({ action, allowed }) => action === 'return' && allowed);
  const updated = entries.filter(({ unchanged }) => !unchanged).length;
  const doubtful = warnings.filter(({ code }) => code !== 'unchanged');
  const shown = onlyNew ? entries.filter(({ unchanged }) => !unchanged) : entries;
  const goTo = (assignmentId: string) => {
    const place = document.getElementById(entryId(assignmentId));
    place?.scrollIntoView({ block: 'start' });
    place?.focus({ preventScroll: true });
  };

  return (
    <div className={classes.report}>
      {aside ? (
        <div>
          <Title order={2} fz="lg">
            {report.agencyName}, {report.period.name}
          </Title>
          <Link
            from="/bao-cao/xet"
            to="/bao-cao/xet/$reportId"
            params={{ reportId: report.id }}
            search={(before) => ({ ...before, mo: undefined })}
          >
            Mở trang riêng
          </Link>
        </div>
      ) : null}
      <ReportFacts report={report} />
      {report.nothingNew ? <Notice>Cơ quan báo “không phát sinh” cho cả báo cáo.</Notice> : null}
      {report.state === 'draft' ? (
        <Notice>
          Cơ quan chưa nộp. Nội dung dưới đây là bản đang soạn
          {report.prefilled ? ', còn nguyên chữ của kỳ trước' : ''}.
        </Notice>
      ) : null}
      {report.returned?.reason ? (
        <Notice tone="warning" title={`Đã trả lại lần nộp ${report.returned.submissionNumber}`}>
          {report.returned.reason}
        </Notice>
      ) : null}
      {doubtful.length > 0 ? (
        <Notice tone="warning" title={`Cần xem kỹ: ${doubtful.length} điểm`}>
          <ul className={classes.warnings}>
            {doubtful.map(({ code, assignmentId, message }) => {
              const entry = entries.find((one) => one.assignmentId === assignmentId);
              return (
                <li key={`${code} ${assignmentId}`}>
                  <a
                    href={`#${entryId(assignmentId)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      goTo(assignmentId);
                    }}
                  >
                    {entry ? taskName(entry).replace(/^n/, 'N') : 'Nhiệm vụ'}
                  </a>
                  : {message}
                </li>
              );
            })}
          </ul>
        </Notice>
      ) : null}
      <Section
        title={`Nội dung theo nhiệm vụ: ${entries.length}`}
        lead={`${updated} có nội dung mới, ${entries.length - updated} giữ nguyên như kỳ trước.`}
        actions={
          updated < entries.length && updated > 0 ? (
            <label>
              <input type="checkbox" checked={onlyNew} onChange={(event) => setOnlyNew(event.currentTarget.checked)} />{' '}
              Chỉ xem mục có nội dung mới
            </label>
          ) : null
        }
      >
        <ul className={classes.entries}>
          {shown.map((entry) => (
            <ReviewEntry
              key={entry.assignmentId}
              reportId={report.id}
              entry={entry}
              warnings={warnings.filter(
                ({ assignmentId, code }) => assignmentId === entry.assignmentId && code !== 'unchanged',
              )}
              returnedReason={asked.find(({ assignmentId }) => assignmentId === entry.assignmentId)?.reason}
              reason={reasons.of(entry.assignmentId)}
              onReason={mayReturn ? (words) => reasons.set(entry.assignmentId, words) : null}
            />
          ))}
        </ul>
        {report.unlisted.length > 0 ? (
          <Notice tone="warning" title={`Cơ quan không báo cáo ${report.unlisted.length} nhiệm vụ được giao`}>
            <ul className={classes.warnings}>
              {report.unlisted.map((one) => (
                <li key={one.assignmentId}>
                  {one.taskNumber === null ? '' : `${one.taskNumber}. `}
                  {one.taskTitle}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </Section>
      <Section title="Trao đổi về cả báo cáo">
        <ReportComments reportId={report.id} label="Trao đổi về cả báo cáo" />
      </Section>
      <VersionsSection key={report.submissionCount} reportId={report.id} differencesOpen={report.submissionCount > 1} />
      {aside ? null : <HistoryLink subjectId={report.id} />}
      <ReviewDecide report={report} etag={etag} reasons={reasons} nextId={nextId} onOpen={onOpen} />
    </div>
  );
}

function ReportFacts({ report }: { report: Report }) {
  const versions = useQuery({ ...submissionsQuery(report.id), enabled: report.submissionCount > 0 });
  const newest = versions.data?.items[0];
  const judged = versions.data?.items.find(({ receivedAt }) => receivedAt === report.submittedAt) ?? newest;
  return (
    <Facts>
      <Fact name="Tình trạng">
        <ReportStateChip state={report.state} taken={report.reviewStartedAt !== null} />
      </Fact>
      <Fact name="Đang ở">{report.withWhom}</Fact>
      <Fact name="Hạn nộp">{formatDayWithWeekday(report.period.dueOn)}</Fact>
      <Fact name="Thời điểm nhận">
        {report.submittedAt ? (
          <>
            {judged?.channel === 'off_system'
              ? `Ngày ${formatDay(report.submittedOn ?? '')}, ngoài hệ thống`
              : formatInstant(report.submittedAt)}{' '}
            <ReportTimingChip {...report} />
          </>
        ) : (
          <ReportTimingChip {...report} />
        )}
      </Fact>
      {judged?.lateReasonCode ? (
        <Fact name="Lý do nộp muộn">
          {LATE_REASON_LABELS[judged.lateReasonCode]}
          {judged.lateReasonText ? `. ${judged.lateReasonText}` : ''}
        </Fact>
      ) : null}
      {report.submissionCount > 0 ? (
        <Fact name="Lần nộp">
          {report.submissionCount === 1 ? 'Lần đầu' : `Lần ${report.submissionCount}, đã nộp lại`}
        </Fact>
      ) : null}
      <Fact name="Ghi chú của cơ quan">{newest?.note}</Fact>
      <Fact name="Lý do đính chính">{report.correctionReason}</Fact>
      {report.exceptionUntilOn ? (
        <Fact name="Được nộp bổ sung">Đến hết {formatDayWithWeekday(report.exceptionUntilOn)}</Fact>
      ) : null}
    </Facts>
  );
}
