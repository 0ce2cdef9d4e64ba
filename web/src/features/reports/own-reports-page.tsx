import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay, useMe } from '../../lib/session.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { CommunesSection } from './own-communes.js';
import { OwnReportCard } from './own-report-card.js';
import { agencyReportsQuery, owedQuery, periodsQuery } from './own-report-queries.js';
import classes from './own-reports.module.css';
import { ReportStateChip, ReportTimingChip } from './report-chips.js';
import { ReportTabs } from './report-tabs.js';
import type { ReportRow } from './review-queries.js';

const TITLE = 'Báo cáo của cơ quan';

/** An agency's months: what is due now on top, earlier periods below. */
export function OwnReportsPage() {
  const me = useMe();
  const writes = useMay('reports.write');
  const { plan, isPending, error, refetch } = usePlanChoice();
  return (
    <>
      <ReportTabs />
      <PageHeading
        title={TITLE}
        lead={me.agencyName}
        printed={plan ? `${plan.title}. ${me.agencyName ?? ''}` : undefined}
      />
      {isPending ? <Loading lines={8} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!writes || me.agencyId === null ? (
        <Empty title="Tài khoản này không viết báo cáo của cơ quan nào.">
          Báo cáo do cán bộ và thủ trưởng của cơ quan được giao việc viết và nộp.
        </Empty>
      ) : plan ? (
        <OwnReports planId={plan.id} agencyId={me.agencyId} />
      ) : isPending || error ? null : (
        <Empty title="Chưa có kế hoạch nào.">Khi kế hoạch được xác nhận và kỳ báo cáo mở, báo cáo hiện ở đây.</Empty>
      )}
    </>
  );
}

function OwnReports({ planId, agencyId }: { planId: string; agencyId: string }) {
  const reports = useQuery(agencyReportsQuery(planId, agencyId));
  const owed = useQuery(owedQuery(planId, agencyId));
  const error = reports.error ?? owed.error;
  if (error) {
    return (
      <Failed
        error={error}
        onRetry={() => {
          void reports.refetch();
          void owed.refetch();
        }}
      />
    );
  }
  if (!reports.data || !owed.data) return <Loading lines={8} />;
  const rows = reports.data.items;
  const newest = rows[0];
  if (!newest) {
    return (
      <Empty title="Chưa có kỳ báo cáo nào mở.">
        Kỳ báo cáo mở từ ngày 15 tháng trước, theo cài đặt của kế hoạch. Khi mở, báo cáo của cơ quan hiện ở đây.
      </Empty>
    );
  }
  const { asOf } = owed.data;
  // In hand is what can still be written; when nothing is, the newest report shows where it stands.
  const open = rows.filter(({ state, lastDayOn }) => (state === 'draft' || state === 'returned') && lastDayOn >= asOf);
  const current = open.length > 0 ? open.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)) : [newest];
  const earlier = rows.filter((row) => !current.includes(row));
  return (
    <>
      <Section title={open.length > 0 ? 'Cần làm' : 'Kỳ gần nhất'}>
        <div className={classes.cards}>
          {current.map(({ id }) => (
            <OwnReportCard key={id} reportId={id} asOf={asOf} />
          ))}
        </div>
      </Section>
      {newest.agencyLevel === 'district' ? <CommunesSection reportId={(current[0] ?? newest).id} /> : null}
      {earlier.length > 0 ? <Earlier planId={planId} rows={earlier} /> : null}
    </>
  );
}

function Earlier({ planId, rows }: { planId: string; rows: readonly ReportRow[] }) {
  const periods = useQuery(periodsQuery(planId));
  const names = new Map(periods.data?.items.map(({ id, name }) => [id, name]));
  return (
    <Section title={`Các kỳ khác: ${formatNumber(rows.length)}`}>
      <PlainTable
        caption="Báo cáo các kỳ khác"
        captionHidden
        rows={rows}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'period',
            header: 'Kỳ',
            cell: (row) => (
              <Link to="/bao-cao/$reportId" params={{ reportId: row.id }}>
                Báo cáo {names.get(row.periodId) ?? row.periodLabel}
              </Link>
            ),
          },
          { id: 'due', header: 'Hạn nộp', width: '112px', cell: (row) => formatDay(row.dueOn) },
          {
            id: 'state',
            header: 'Tình trạng',
            width: '168px',
            cell: (row) => <ReportStateChip state={row.state} taken={row.reviewStartedAt !== null} />,
          },
          { id: 'time', header: 'Đúng hạn', width: '128px', cell: (row) => <ReportTimingChip {...row} /> },
          {
            id: 'at',
            header: 'Nộp lúc',
            width: '160px',
            cell: (row) => (row.submittedAt ? formatInstant(row.submittedAt) : ''),
          },
          {
            id: 'lines',
            header: 'Có nội dung mới',
            width: '144px',
            cell: (row) =>
              row.submittedOn === null
                ? `${formatNumber(row.entryCount)} nhiệm vụ`
                : `${formatNumber(row.updatedCount)}/${formatNumber(row.entryCount)} nhiệm vụ`,
          },
        ]}
      />
    </Section>
  );
}
