import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Tagged } from '../../lib/api-client.js';
import { dueWords, formatDay, formatDayWithWeekday, formatInstant } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { useMe } from '../../lib/session.js';
import { Explanation } from '../../ui/explanation.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { ReturnedNotice } from './draft-notes.js';
import { LeftoverWords } from './leftover-words.js';
import { CommunesSection } from './own-communes.js';
import { actOf } from './own-report-queries.js';
import classes from './own-reports.module.css';
import { ReportActs } from './report-acts.js';
import { ReportStateChip, ReportTimingChip } from './report-chips.js';
import { ReportComments } from './report-comments.js';
import { ReportForm } from './report-form.js';
import { ReportRead } from './report-read.js';
import { ReportTabs } from './report-tabs.js';
import { type Report, reportWithTag } from './review-queries.js';
import { VersionsSection } from './versions-section.js';

const route = getRouteApi('/signed-in/bao-cao/$reportId');

/** One report: its form while it can be written, what it says otherwise. */
export function ReportPage() {
  const { reportId } = route.useParams();
  const report = useQuery(reportWithTag(reportId));
  if (report.error && !report.data) return <Failed error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Loading lines={10} />;
  return <OneReport key={reportId} report={report.data} />;
}

function OneReport({ report }: { report: Tagged<Report> }) {
  const { data } = report;
  const me = useMe();
  const mine = me.agencyId === data.agencyId;
  const save = actOf(data, 'save');
  const stillOwed = data.state === 'draft' || data.state === 'returned';
  return (
    <>
      <ReportTabs />
      <PageHeading
        title={`Báo cáo ${data.period.name}`}
        lead={data.agencyName}
        printed={`${data.planTitle}. ${data.agencyName}`}
        windowTitle={`Báo cáo ${data.period.name}, ${data.agencyName}`}
      />
      <ReportFacts report={data} />
      {mine ? <ReportActs report={report} /> : null}
      {data.correctionReason && stillOwed ? (
        <Notice title="Đang đính chính báo cáo đã được chấp nhận">
          <p>Lý do: {data.correctionReason}</p>
        </Notice>
      ) : null}
      {save.allowed ? (
        <ReportForm report={report} />
      ) : (
        <>
          {mine && stillOwed ? (
            <Notice tone="warning" title="Không sửa được báo cáo này nữa">
              <p>{save.reason}</p>
            </Notice>
          ) : null}
          {mine ? <LeftoverWords report={data} /> : null}
          <ReturnedNotice report={data} />
          <Section title={`Nội dung: ${data.entries.length} nhiệm vụ`}>
            <ReportRead report={data} />
          </Section>
        </>
      )}
      {data.agencyLevel === 'district' ? <CommunesSection reportId={data.id} /> : null}
      <Section title="Trao đổi về cả báo cáo">
        <ReportComments reportId={data.id} label="Trao đổi về cả báo cáo" />
      </Section>
      <VersionsSection reportId={data.id} />
    </>
  );
}

/** By when, where it stands and with whom. */
function ReportFacts({ report }: { report: Report }) {
  const { period } = report;
  const open = report.submittedOn === null && !report.removed;
  return (
    <div className={classes.facts}>
      <Facts>
        <Fact name="Tình trạng">
          <span className={classes.chips}>
            <ReportStateChip state={report.state} taken={report.reviewStartedAt !== null} />
            {report.submittedOn !== null || report.overdue ? <ReportTimingChip {...report} /> : null}
          </span>
        </Fact>
        <Fact name="Đang ở">{report.withWhom}</Fact>
        <Fact name="Hạn nộp">
          {formatDayWithWeekday(period.dueOn)}
          {open ? ` (${dueWords(period.dueOn, today())})` : ''}. Nhận đến hết ngày {formatDay(report.lastDayOn)}
          {report.exceptionUntilOn ? ' (được nộp bổ sung)' : ''}.
          <span className={classes.soft}>
            {' '}
            <Explanation text={period.explanation} />
          </span>
        </Fact>
        <Fact name="Số liệu">
          từ {formatDay(period.windowStartOn)} đến {formatDay(period.windowEndOn)}
        </Fact>
        {report.submittedAt ? <Fact name="Nộp lúc">{formatInstant(report.submittedAt)}</Fact> : null}
        {report.acceptedAt ? <Fact name="Chấp nhận lúc">{formatInstant(report.acceptedAt)}</Fact> : null}
      </Facts>
    </div>
  );
}
