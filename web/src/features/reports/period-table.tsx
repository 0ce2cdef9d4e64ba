import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatDay, formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Failed, Loading } from '../../ui/states.js';
import { NoPeriods } from './period-none.js';
import { type Period, periodsQuery } from './period-queries.js';
import { capital } from './period-words.js';

/** The periods of a plan, the newest first; each leads to its own page. */
export function PeriodTable({ planId }: { planId: string }) {
  const periods = useQuery(periodsQuery(planId));
  if (periods.error) return <Failed error={periods.error} onRetry={() => void periods.refetch()} />;
  if (!periods.data) return <Loading lines={8} />;
  if (periods.data.items.length === 0) return <NoPeriods planId={planId} />;
  return (
    <PlainTable<Period>
      caption="Các kỳ báo cáo"
      captionHidden
      rows={periods.data.items}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'name',
          header: 'Kỳ',
          cell: ({ id, name }) => (
            <Link to="/bao-cao/cac-ky/$periodId" params={{ periodId: id }}>
              {capital(name)}
            </Link>
          ),
        },
        {
          id: 'window',
          header: 'Kỳ số liệu',
          cell: ({ windowStartOn, windowEndOn }) => `${formatDay(windowStartOn)} – ${formatDay(windowEndOn)}`,
        },
        { id: 'due', header: 'Hạn nộp', cell: ({ dueOn }) => formatDayWithWeekday(dueOn) },
        {
          id: 'lock',
          header: 'Khóa sổ',
          cell: ({ lockOn, locked }) => `${formatDay(lockOn)}${locked ? ' (đã khóa)' : ''}`,
        },
        { id: 'expected', header: 'Phải nộp', align: 'end', cell: ({ expected }) => formatNumber(expected) },
        { id: 'submitted', header: 'Đã nộp', align: 'end', cell: ({ submitted }) => formatNumber(submitted) },
        { id: 'waiting', header: 'Chờ xét', align: 'end', cell: ({ waiting }) => formatNumber(waiting) },
      ]}
    />
  );
}
