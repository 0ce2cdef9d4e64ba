import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { dayInVietnam, formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { RowCard } from '../../ui/row-card.js';
import { shortPeriod } from './period-words.js';
import { ReportStateChip, ReportTimingChip } from './report-chips.js';
import classes from './review.module.css';
import type { ReportRow } from './review-queries.js';
import type { ReviewSearch } from './review-search.js';

interface Props {
  rows: readonly ReportRow[];
  search: ReviewSearch;
  onChange: (change: Partial<ReviewSearch>) => void;
  /** Rows open as a page of their own. */
  narrow: boolean;
  /** Ids of the rows that are ticked; null for who decides nothing. */
  chosen: ReadonlySet<string> | null;
  onToggle: (id: string) => void;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

const receivedWords = (row: ReportRow): string => {
  if (row.submittedAt === null) return `Hạn ${formatDay(row.dueOn)}`;
  // What was handed in elsewhere counts from its true day, not from the moment it was typed in.
  const elsewhere = row.submittedOn !== null && row.submittedOn !== dayInVietnam(new Date(row.submittedAt));
  return elsewhere ? `${formatDay(row.submittedOn as string)}, nhập hộ` : formatInstant(row.submittedAt);
};

/** One row a report. */
export function ReviewTable(props: Props) {
  const { rows, search, onChange, narrow, chosen, onToggle } = props;
  const link = (row: ReportRow) =>
    narrow ? (
      <Link
        from="/bao-cao/xet"
        to="/bao-cao/xet/$reportId"
        params={{ reportId: row.id }}
        search={(before) => ({ ...before })}
      >
        {row.agencyName}
      </Link>
    ) : (
      <Link from="/bao-cao/xet" to="/bao-cao/xet" search={(before) => ({ ...before, mo: row.id })} resetScroll={false}>
        {row.agencyName}
      </Link>
    );
  const tick = (row: ReportRow) =>
    chosen ? (
      <Checkbox
        size="sm"
        aria-label={`Chọn báo cáo của ${row.agencyName}, kỳ ${shortPeriod(row.periodLabel)}`}
        checked={chosen.has(row.id)}
        onChange={() => onToggle(row.id)}
      />
    ) : null;
  const columns: Column<ReportRow>[] = [
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 264,
      grow: 3,
      cell: (row) => (
        <span className={classes.first}>
          {tick(row)}
          {link(row)}
        </span>
      ),
      whole: (row) => row.agencyName,
      sort: 'agency',
      fixed: true,
    },
    { id: 'period', header: 'Kỳ', width: 84, cell: (row) => shortPeriod(row.periodLabel), sort: 'dueOn' },
    { id: 'received', header: 'Nhận lúc', width: 148, cell: receivedWords, sort: 'submittedAt' },
    { id: 'timing', header: 'Thời hạn', width: 108, cell: (row) => <ReportTimingChip {...row} /> },
    {
      id: 'updated',
      header: 'Có cập nhật',
      width: 96,
      align: 'end',
      cell: (row) => `${formatNumber(row.updatedCount)}/${formatNumber(row.entryCount)}`,
    },
    {
      id: 'unchanged',
      header: 'Giữ nguyên',
      width: 92,
      align: 'end',
      cell: (row) => formatNumber(row.unchangedCount),
    },
    {
      id: 'warnings',
      header: 'Mâu thuẫn',
      width: 92,
      align: 'end',
      cell: (row) =>
        row.warningCount > 0 ? <strong className={classes.doubt}>{formatNumber(row.warningCount)}</strong> : '0',
    },
    {
      id: 'state',
      header: 'Tình trạng',
      width: 152,
      grow: 1,
      cell: (row) => <StateWords row={row} />,
      whole: (row) =>
        row.reviewStartedAt ? `Bắt đầu xét lúc ${formatInstant(row.reviewStartedAt)}` : (row.correctionReason ?? ''),
    },
  ];
  return (
    <DataTable
      label="Danh sách báo cáo"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      openId={search.mo}
      count={
        props.hasMore
          ? `${formatNumber(rows.length)} báo cáo đầu tiên, kéo xuống để xem tiếp`
          : `${formatNumber(rows.length)} báo cáo`
      }
      hidden={search.an ?? []}
      onHidden={(an) => onChange({ an })}
      sort={search.sort ?? 'submittedAt'}
      onSort={(sort) => onChange({ sort })}
      hasMore={props.hasMore}
      loadingMore={props.loadingMore}
      onMore={props.onMore}
      card={(row) => (
        <RowCard
          title={
            <span className={classes.first}>
              {tick(row)}
              {link(row)}
            </span>
          }
          mark={
            <span className={classes.marks}>
              <StateWords row={row} />
              <ReportTimingChip {...row} />
            </span>
          }
        >
          <div>
            Kỳ {shortPeriod(row.periodLabel)} · {row.submittedAt ? `nhận ${receivedWords(row)}` : receivedWords(row)}
          </div>
          <div>
            Cập nhật {row.updatedCount}/{row.entryCount} · giữ nguyên {row.unchangedCount} · mâu thuẫn{' '}
            {row.warningCount}
          </div>
        </RowCard>
      )}
    />
  );
}

function StateWords({ row }: { row: ReportRow }) {
  return (
    <span className={classes.marks}>
      <ReportStateChip state={row.state} taken={row.reviewStartedAt !== null} />
      {row.correctionReason ? <span>đính chính</span> : null}
    </span>
  );
}
