import { useMediaQuery } from '@mantine/hooks';
import { ASSIGNMENT_ROLE_LABELS } from '@plan/shared/vocabulary/assignments';
import { Link } from '@tanstack/react-router';
import { formatDay } from '../../lib/dates.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { RowCard } from '../../ui/row-card.js';
import { Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { DueDay, DueNotes } from './due-day.js';
import { countWords, NothingFound } from './list-states.js';
import { type Assignment, filterOf, useAssignments } from './queries.js';
import type { TaskSearch } from './task-search.js';
import { withoutFilters } from './task-table.js';

interface Props {
  planId: string;
  asOf: string;
  search: TaskSearch;
  onChange: (change: Partial<TaskSearch>) => void;
}

/** One row an agency's part in a task. */
export function AssignmentTable({ planId, asOf, search, onChange }: Props) {
  const narrow = useMediaQuery('(max-width: 899px)', window.innerWidth < 900, { getInitialValueInEffect: false });
  const parts = useAssignments(filterOf(search, planId, asOf), true);
  const rows = parts.data?.pages.flatMap((page) => page.items) ?? [];

  const link = (part: Assignment) =>
    narrow ? (
      <Link to="/nhiem-vu/$taskId" params={{ taskId: part.taskId }} search={{ phan: part.id }}>
        {part.agencyName}
      </Link>
    ) : (
      <Link from="/nhiem-vu" to="/nhiem-vu" search={(before) => ({ ...before, mo: part.taskId })} resetScroll={false}>
        {part.agencyName}
      </Link>
    );

  const columns: Column<Assignment>[] = [
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 240,
      grow: 2,
      cell: link,
      whole: (part) => part.agencyName,
      sort: 'agency',
      fixed: true,
    },
    { id: 'role', header: 'Vai trò', width: 88, cell: (part) => ASSIGNMENT_ROLE_LABELS[part.role] },
    { id: 'number', header: 'STT', width: 56, cell: (part) => part.taskNumber ?? '', sort: 'number', align: 'end' },
    {
      id: 'title',
      header: 'Nhiệm vụ',
      width: 240,
      grow: 3,
      cell: (part) => part.taskTitle,
      whole: (part) => part.taskTitle,
    },
    {
      id: 'state',
      header: 'Tình trạng',
      width: 180,
      cell: (part) => (
        <TimelinessChip timeliness={part.timeliness} deadlineKind={part.deadlineKind} dueOn={part.dueOn} asOf={asOf} />
      ),
      sort: 'timeliness',
    },
    {
      id: 'due',
      header: 'Hạn',
      width: rows.some((part) => part.pendingExtension) ? 224 : 116,
      cell: (part) => (
        <>
          <DueDay dueOn={part.dueOn} />
          <DueNotes pending={part.pendingExtension} />
        </>
      ),
      whole: (part) => `${part.dueOn ? formatDay(part.dueOn) : ''}${part.pendingExtension ? '; đang xin gia hạn' : ''}`,
      sort: 'dueOn',
    },
    {
      id: 'first',
      header: 'So với hạn đầu',
      width: 156,
      cell: (part) => <TimelinessChip timeliness={part.firstTimeliness} deadlineKind={part.deadlineKind} />,
    },
    {
      id: 'completed',
      header: 'Ngày hoàn thành',
      width: 136,
      cell: (part) => (part.completedOn ? formatDay(part.completedOn) : ''),
    },
  ];

  if (parts.isPending) return <Loading lines={12} />;
  if (parts.error && rows.length === 0) return <Failed error={parts.error} onRetry={() => void parts.refetch()} />;
  if (rows.length === 0) return <NothingFound noun="phân công" onRemoveAll={() => onChange(withoutFilters(search))} />;
  return (
    <DataTable
      label="Danh sách phân công"
      columns={columns}
      rows={rows}
      rowId={(part) => part.id}
      count={countWords(rows.length, parts.hasNextPage, 'phân công')}
      hidden={search.an ?? ['first']}
      onHidden={(hidden) => onChange({ an: hidden.length > 0 ? hidden : ['khong'] })}
      sort={search.sort ?? 'number'}
      onSort={(sort) => onChange({ sort })}
      hasMore={parts.hasNextPage}
      loadingMore={parts.isFetchingNextPage}
      onMore={() => void parts.fetchNextPage()}
      card={(part) => (
        <RowCard
          title={link(part)}
          mark={
            <TimelinessChip
              timeliness={part.timeliness}
              deadlineKind={part.deadlineKind}
              dueOn={part.dueOn}
              asOf={asOf}
            />
          }
        >
          <div>
            {ASSIGNMENT_ROLE_LABELS[part.role]}, nhiệm vụ {part.taskNumber}. {part.taskTitle}
          </div>
          <DueDay dueOn={part.dueOn} long />
          <DueNotes pending={part.pendingExtension} />
        </RowCard>
      )}
    />
  );
}
