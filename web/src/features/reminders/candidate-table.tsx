import { Checkbox } from '@mantine/core';
import { URGING_CANDIDATE_KIND_LABELS } from '@plan/shared/vocabulary/urgings';
import { Link } from '@tanstack/react-router';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { RowCard } from '../../ui/row-card.js';
import type { Candidate } from './queries.js';
import classes from './reminders.module.css';

interface Props {
  rows: readonly Candidate[];
  count: string;
  sort: string;
  onSort: (sort: string) => void;
  chosen: ReadonlyMap<string, Candidate>;
  onChoose: (row: Candidate, ticked: boolean) => void;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

const titleOf = ({ taskNumber, title }: Candidate): string => (taskNumber === null ? title : `${taskNumber}. ${title}`);

export const lateWords = ({ kind, daysLate, lastReportedOn }: Candidate): string => {
  if (kind !== 'silent') return `quá hạn ${formatNumber(daysLate)} ngày`;
  return lastReportedOn ? `báo cáo gần nhất ${formatDay(lastReportedOn)}` : 'chưa báo cáo lần nào';
};

export const urgedWords = ({ urgingCount, lastUrgedOn, unanswered }: Candidate): string => {
  if (urgingCount === 0 || !lastUrgedOn) return 'Chưa đôn đốc';
  return `${urgingCount} lần, gần nhất ${formatDay(lastUrgedOn)}${unanswered ? ', chưa trả lời' : ', đã trả lời'}`;
};

/** What can be urged, each with a box to choose it by. */
export function CandidateTable({ rows, chosen, onChoose, ...props }: Props) {
  const box = (row: Candidate) => (
    <Checkbox
      aria-label={`Chọn: ${row.agencyName}, ${titleOf(row)}`}
      checked={chosen.has(row.id)}
      onChange={(event) => onChoose(row, event.currentTarget.checked)}
    />
  );
  const link = (row: Candidate) =>
    row.taskId ? (
      // In a tab of its own: what was ticked here stays ticked.
      <Link
        to="/nhiem-vu/$taskId"
        params={{ taskId: row.taskId }}
        search={{ phan: row.assignmentId ?? undefined }}
        target="_blank"
      >
        {titleOf(row)}
      </Link>
    ) : (
      row.title
    );
  const columns: Column<Candidate>[] = [
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 248,
      grow: 1,
      sort: 'agency',
      fixed: true,
      whole: ({ agencyName }) => agencyName,
      cell: (row) => (
        <span className={classes.picked}>
          {box(row)}
          <span>{row.agencyName}</span>
        </span>
      ),
    },
    { id: 'title', header: 'Nhiệm vụ, báo cáo', width: 280, grow: 3, cell: link, whole: titleOf },
    {
      id: 'due',
      header: 'Hạn',
      width: 104,
      sort: 'dueOn',
      cell: ({ dueOn }) => (dueOn ? formatDay(dueOn) : 'Không có'),
    },
    { id: 'late', header: 'Chậm', width: 204, sort: 'daysLate', cell: lateWords, whole: lateWords },
    { id: 'urged', header: 'Đã đôn đốc', width: 232, sort: 'urgingCount', cell: urgedWords, whole: urgedWords },
  ];
  return (
    <DataTable
      label="Việc cần đôn đốc"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      {...props}
      card={(row) => (
        <span className={classes.picked}>
          {box(row)}
          <RowCard title={row.agencyName}>
            <div>{link(row)}</div>
            <div>
              {URGING_CANDIDATE_KIND_LABELS[row.kind]}, {lateWords(row)}
            </div>
            <div>{urgedWords(row)}</div>
          </RowCard>
        </span>
      )}
    />
  );
}
