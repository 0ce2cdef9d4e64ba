import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dueWords, formatDay, formatDayWithWeekday } from '../../lib/dates.js';
import { useMay } from '../../lib/session.js';
import { Failed, Loading } from '../../ui/states.js';
import { actOf } from './own-report-queries.js';
import classes from './own-reports.module.css';
import { ReportStateChip, ReportTimingChip } from './report-chips.js';
import { type Report, reportWithTag } from './review-queries.js';

/** What the one button of a report says: what will happen. */
function buttonWords(report: Report, submits: boolean): string {
  const { name } = report.period;
  if (!actOf(report, 'save').allowed) return `Xem báo cáo ${name}`;
  if (report.state === 'returned') return `Sửa báo cáo ${name}`;
  if (report.correctionReason) return `Soạn bản đính chính ${name}`;
  if (report.prefilled) return submits ? `Soạn và nộp báo cáo ${name}` : `Soạn báo cáo ${name}`;
  return submits ? `Xem lại, nộp báo cáo ${name}` : `Soạn tiếp báo cáo ${name}`;
}

/** One report that matters now: what is due, by when, where it stands, with whom, and one button. */
export function OwnReportCard({ reportId, asOf }: { reportId: string; asOf: string }) {
  const report = useQuery(reportWithTag(reportId));
  const submits = useMay('reports.submit');
  if (report.error) return <Failed error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Loading lines={3} />;
  const { data } = report.data;
  const { period } = data;
  const owed = data.submittedOn === null;
  const missing = data.warnings.filter(({ code }) => code === 'entry_missing').length;
  return (
    <article className={classes.card} data-tone={data.overdue ? 'overdue' : owed ? 'owed' : 'done'}>
      <div className={classes.cardWords}>
        <h3>
          Báo cáo {period.name}{' '}
          <ReportStateChip state={data.state} taken={data.state === 'submitted' && data.reviewStartedAt !== null} />{' '}
          {owed ? null : <ReportTimingChip {...data} />}
        </h3>
        <p>
          Hạn nộp: <strong>{formatDayWithWeekday(period.dueOn)}</strong>
          {owed ? (
            <>
              , <strong className={data.overdue ? classes.late : undefined}>{dueWords(period.dueOn, asOf)}</strong>
            </>
          ) : null}
          {owed && data.overdue ? `. Còn nhận đến hết ngày ${formatDay(data.lastDayOn)}` : ''}
        </p>
        <p className={classes.soft}>
          {data.withWhom} {data.entries.length} nhiệm vụ
          {owed && missing > 0 ? `, ${missing} chưa có nội dung` : ''}.
        </p>
      </div>
      <Button
        component={Link}
        to={`/bao-cao/${data.id}`}
        size="md"
        variant={actOf(data, 'save').allowed ? 'filled' : 'default'}
        className="not-printed"
      >
        {buttonWords(data, submits)}
      </Button>
    </article>
  );
}
