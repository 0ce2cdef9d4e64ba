import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dueWords, formatDay, formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { OneMenu } from '../../ui/choice-menu.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { type OwedRow, owedQuery, periodsQuery } from './period-queries.js';
import type { PeriodsSearch } from './period-search.js';
import { capital, shortPeriod } from './period-words.js';
import { ReportStateChip } from './report-chips.js';

interface Props {
  planId: string;
  search: PeriodsSearch;
  onChange: (change: Partial<PeriodsSearch>) => void;
}

/** Who owes a report right now, the longest owed first. */
export function PeriodOwed({ planId, search, onChange }: Props) {
  const owed = useQuery(owedQuery(planId));
  const periods = useQuery(periodsQuery(planId));
  if (owed.error) return <Failed error={owed.error} onRetry={() => void owed.refetch()} />;
  if (!owed.data) return <Loading lines={12} />;
  const { asOf, items } = owed.data;
  const rows = items.filter(({ periodId }) => !search.periodId || periodId === search.periodId);
  const agencies = new Set(rows.map(({ agencyId }) => agencyId)).size;
  const link = (row: OwedRow) => (
    <Link to="/bao-cao/xet/$reportId" params={{ reportId: row.reportId }}>
      {row.agencyName}
    </Link>
  );
  const columns: Column<OwedRow>[] = [
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 260,
      grow: 2,
      cell: link,
      whole: ({ agencyName }) => agencyName,
      fixed: true,
    },
    { id: 'period', header: 'Kỳ', width: 88, cell: ({ periodLabel }) => shortPeriod(periodLabel) },
    { id: 'due', header: 'Hạn nộp', width: 184, cell: ({ dueOn }) => formatDayWithWeekday(dueOn) },
    { id: 'late', header: 'Còn hay quá hạn', width: 156, cell: ({ dueOn }) => dueWords(dueOn, asOf) },
    { id: 'state', header: 'Tình trạng', width: 136, cell: ({ state }) => <ReportStateChip state={state} /> },
    { id: 'open', header: 'Còn nộp được', width: 212, grow: 1, cell: openWords },
  ];
  const words: FilterWord[] = search.periodId
    ? [
        {
          id: 'period',
          words: `Kỳ: ${periods.data?.items.find(({ id }) => id === search.periodId)?.name ?? '…'}`,
          remove: () => onChange({ periodId: undefined }),
        },
      ]
    : [];
  return (
    <>
      <Group gap="xs" mb="xs" className="not-printed">
        <OneMenu
          name="Kỳ"
          choices={(periods.data?.items ?? []).map(({ id, name }) => ({
            value: id,
            label: capital(name),
          }))}
          chosen={search.periodId}
          onChoose={(periodId) => onChange({ periodId })}
        />
      </Group>
      <FilterWords words={words} onRemoveAll={() => onChange({ periodId: undefined })} />
      {rows.length === 0 ? (
        <Empty title="Không cơ quan nào nợ báo cáo.">Mọi báo cáo của các kỳ đã mở đều đã nộp.</Empty>
      ) : (
        <DataTable
          label="Cơ quan đang nợ báo cáo"
          columns={columns}
          rows={rows}
          rowId={({ reportId }) => reportId}
          count={`${formatNumber(agencies)} cơ quan nợ ${formatNumber(rows.length)} báo cáo, tính đến ${formatDay(asOf)}`}
          card={(row) => (
            <RowCard title={link(row)} mark={<ReportStateChip state={row.state} />}>
              <div>
                Kỳ {shortPeriod(row.periodLabel)}, hạn {formatDay(row.dueOn)}: {dueWords(row.dueOn, asOf)}
              </div>
              <div>{openWords(row)}</div>
            </RowCard>
          )}
        />
      )}
    </>
  );
}

const openWords = ({ open, lastDayOn }: OwedRow): string =>
  open ? `Đến hết ${formatDay(lastDayOn)}` : `Đã khóa sổ ${formatDay(lastDayOn)}`;
