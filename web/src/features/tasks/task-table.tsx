import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../../lib/api-client.js';
import { formatDay } from '../../lib/dates.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { RowCard } from '../../ui/row-card.js';
import { Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { DueDay, DueNotes } from './due-day.js';
import { countWords, NothingFound } from './list-states.js';
import { filterOf, type Task, useTasks } from './queries.js';
import type { TaskSearch } from './task-search.js';

interface Props {
  planId: string;
  asOf: string;
  search: TaskSearch;
  onChange: (change: Partial<TaskSearch>) => void;
}

const KEEP_VIEW: (keyof TaskSearch)[] = ['xem', 'an', 'sort'];

/** Takes every filter away and keeps how the list looks. */
export function withoutFilters(search: TaskSearch): Partial<TaskSearch> {
  return Object.fromEntries(
    (Object.keys(search) as (keyof TaskSearch)[])
      .filter((key) => !KEEP_VIEW.includes(key) && key !== 'mo')
      .map((key) => [key, undefined]),
  );
}

/** One row a task. */
export function TaskTable({ planId, asOf, search, onChange }: Props) {
  const narrow = useMediaQuery('(max-width: 899px)', window.innerWidth < 900, { getInitialValueInEffect: false });
  const groups = useQuery(reads.queryOptions('get', '/api/v1/plans/{id}/groups', { params: { path: { id: planId } } }));
  const tasks = useTasks(filterOf(search, planId, asOf), true);
  const rows = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  const groupOf = (task: Task) => groups.data?.items.find((group) => group.id === task.groupId);

  const link = (task: Task) =>
    narrow ? (
      <Link to="/nhiem-vu/$taskId" params={{ taskId: task.id }}>
        {task.title}
      </Link>
    ) : (
      <Link from="/nhiem-vu" to="/nhiem-vu" search={(before) => ({ ...before, mo: task.id })} resetScroll={false}>
        {task.title}
      </Link>
    );

  const columns: Column<Task>[] = [
    {
      id: 'number',
      header: 'STT',
      width: 60,
      cell: (task) => task.number ?? '',
      sort: 'number',
      align: 'end',
      fixed: true,
    },
    {
      id: 'title',
      header: 'Nội dung nhiệm vụ',
      width: 280,
      grow: 4,
      cell: link,
      whole: (task) => task.title,
      sort: 'title',
      fixed: true,
    },
    {
      id: 'lead',
      header: 'Chủ trì',
      width: 150,
      grow: 1,
      cell: (task) => task.leadText,
      whole: (task) => task.leadText,
    },
    {
      id: 'state',
      header: 'Tình trạng',
      width: 180,
      cell: (task) => (
        <TimelinessChip
          timeliness={task.timeliness}
          deadlineKind={task.deadline.kind}
          dueOn={task.judgedDueOn}
          asOf={asOf}
        />
      ),
      sort: 'timeliness',
    },
    {
      id: 'due',
      header: 'Hạn',
      // Room for the words beside the date only where a row has some.
      width: rows.some((task) => task.extendedTo || task.pendingExtensions > 0) ? 240 : 116,
      cell: (task) => (
        <>
          <DueDay dueOn={task.deadline.dueOn} />
          <DueNotes pending={task.pendingExtensions > 0} extendedTo={task.extendedTo} />
        </>
      ),
      whole: (task) =>
        [
          task.deadline.dueOn ? formatDay(task.deadline.dueOn) : '',
          task.extendedTo ? `gia hạn đến ${formatDay(task.extendedTo)}` : '',
          task.pendingExtensions > 0 ? 'đang xin gia hạn' : '',
        ]
          .filter(Boolean)
          .join('; '),
      sort: 'dueOn',
    },
    {
      id: 'first',
      header: 'So với hạn đầu',
      width: 156,
      cell: (task) => <TimelinessChip timeliness={task.firstTimeliness} deadlineKind={task.deadline.kind} />,
    },
    {
      id: 'progress',
      header: 'Xong',
      width: 124,
      cell: (task) => `${task.progress.done}/${task.progress.total} cơ quan`,
      align: 'end',
    },
    {
      id: 'group',
      header: 'Nhóm',
      width: 64,
      cell: (task) => groupOf(task)?.numeral ?? '',
      whole: (task) => groupOf(task)?.title ?? '',
    },
    {
      id: 'coordinate',
      header: 'Phối hợp',
      width: 160,
      grow: 1,
      cell: (task) => task.coordinateText,
      whole: (task) => task.coordinateText,
    },
    {
      id: 'deadlineText',
      header: 'Thời hạn theo văn bản',
      width: 184,
      grow: 1,
      cell: (task) => task.deadlineText,
      whole: (task) => task.deadlineText,
    },
  ];

  if (tasks.isPending) return <Loading lines={12} />;
  if (tasks.error && rows.length === 0) return <Failed error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (rows.length === 0) return <NothingFound noun="nhiệm vụ" onRemoveAll={() => onChange(withoutFilters(search))} />;
  return (
    <DataTable
      label="Danh sách nhiệm vụ"
      columns={columns}
      rows={rows}
      rowId={(task) => task.id}
      openId={search.mo}
      count={countWords(rows.length, tasks.hasNextPage, 'nhiệm vụ')}
      hidden={search.an ?? ['coordinate', 'deadlineText', 'first']}
      onHidden={(hidden) => onChange({ an: hidden.length > 0 ? hidden : ['khong'] })}
      sort={search.sort ?? 'number'}
      onSort={(sort) => onChange({ sort })}
      hasMore={tasks.hasNextPage}
      loadingMore={tasks.isFetchingNextPage}
      onMore={() => void tasks.fetchNextPage()}
      card={(task) => (
        <RowCard
          title={
            <>
              {task.number}. {link(task)}
            </>
          }
          mark={
            <TimelinessChip
              timeliness={task.timeliness}
              deadlineKind={task.deadline.kind}
              dueOn={task.judgedDueOn}
              asOf={asOf}
            />
          }
        >
          <div>Chủ trì: {task.leadText}</div>
          <DueDay dueOn={task.deadline.dueOn} long />
          <DueNotes pending={task.pendingExtensions > 0} extendedTo={task.extendedTo} />
        </RowCard>
      )}
    />
  );
}
