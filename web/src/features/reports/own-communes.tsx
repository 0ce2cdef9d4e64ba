import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { communesQuery } from './own-report-queries.js';
import classes from './own-reports.module.css';
import { ReportStateChip, ReportTimingChip } from './report-chips.js';

/** Where the communes of a district stand with their reports of the same period. */
export function CommunesSection({ reportId }: { reportId: string }) {
  const communes = useQuery(communesQuery(reportId));
  const items = communes.data?.items ?? [];
  const handedIn = items.filter(({ submittedAt }) => submittedAt !== null).length;
  if (communes.data && items.length === 0) return null;
  return (
    <Section
      title={
        communes.data
          ? `Báo cáo của các xã, phường, thị trấn: ${formatNumber(handedIn)}/${formatNumber(items.length)} đã nộp`
          : 'Báo cáo của các xã, phường, thị trấn'
      }
      lead="Nội dung các xã đã nộp hiện cạnh từng nhiệm vụ khi huyện soạn báo cáo."
    >
      {communes.isPending ? <Loading lines={3} /> : null}
      {communes.error ? <Failed error={communes.error} onRetry={() => void communes.refetch()} /> : null}
      {items.length > 0 ? (
        <PlainTable
          caption="Báo cáo của các xã, phường, thị trấn"
          captionHidden
          rows={items}
          rowId={({ reportId: id }) => id}
          columns={[
            {
              id: 'agency',
              header: 'Xã, phường, thị trấn',
              cell: (one) => (
                <Link to="/bao-cao/$reportId" params={{ reportId: one.reportId }}>
                  {one.agencyName}
                </Link>
              ),
            },
            { id: 'state', header: 'Tình trạng', width: '176px', cell: (one) => <ReportStateChip state={one.state} /> },
            {
              id: 'time',
              header: 'Đúng hạn',
              width: '144px',
              cell: (one) =>
                one.submittedAt || one.overdue ? (
                  <ReportTimingChip submittedOn={one.submittedAt} late={one.late} overdue={one.overdue} />
                ) : (
                  <span className={classes.soft}>Chưa nộp</span>
                ),
            },
            {
              id: 'at',
              header: 'Nộp lúc',
              width: '160px',
              cell: (one) => (one.submittedAt ? formatInstant(one.submittedAt) : ''),
            },
          ]}
        />
      ) : null}
    </Section>
  );
}
