import { Button } from '@mantine/core';
import { OBSTACLE_KIND_LABELS, OBSTACLE_STATE_LABELS } from '@plan/shared/vocabulary/obstacles';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { PageHeading } from '../../ui/page-heading.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { ObstacleFilters } from './obstacle-filters.js';
import type { ObstacleSearch } from './obstacle-search.js';
import { ObstacleTabs } from './obstacle-tabs.js';
import { type Obstacle, useObstacles } from './queries.js';

const route = getRouteApi('/signed-in/vuong-mac');

/** The register of obstacles: who is held up by what, with whom it lies. */
export function ObstaclesPage() {
  const { plan, isPending, error, refetch } = usePlanChoice();
  const raises = useMay('obstacles.raise');
  return (
    <>
      <ObstacleTabs />
      <PageHeading
        title="Khó khăn, vướng mắc"
        lead="Cơ quan nêu, cơ quan thường trực trả lời hoặc chuyển, Ban Chỉ đạo kết luận."
        printed={plan?.title}
        actions={
          raises && plan ? (
            <Button renderRoot={(props) => <Link to="/vuong-mac/neu" {...props} />}>Nêu vướng mắc</Button>
          ) : null
        }
      />
      {isPending ? <Loading lines={10} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? (
        <Empty title="Chưa có kế hoạch nào.">Khi có kế hoạch, vướng mắc của các cơ quan hiện ở đây.</Empty>
      ) : null}
      {plan ? <Register planId={plan.id} /> : null}
    </>
  );
}

const NOTHING: ObstacleSearch = {
  q: undefined,
  state: undefined,
  kind: undefined,
  agencyId: undefined,
  assignmentId: undefined,
};

function Register({ planId }: { planId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const obstacles = useObstacles(planId, search);
  const rows = obstacles.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.keys(NOTHING).some((key) => search[key as keyof ObstacleSearch] !== undefined);
  const change = (next: Partial<ObstacleSearch>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  return (
    <>
      <ObstacleFilters search={search} onChange={change} onClear={() => change(NOTHING)} />
      {obstacles.isPending ? <Loading lines={8} /> : null}
      {obstacles.error ? <Failed error={obstacles.error} onRetry={() => void obstacles.refetch()} /> : null}
      {obstacles.data && rows.length === 0 && filtered ? (
        <Empty
          title="Không có vướng mắc nào khớp với điều kiện lọc."
          action={
            <Button variant="default" onClick={() => change(NOTHING)}>
              Bỏ hết lọc
            </Button>
          }
        >
          Bỏ bớt từng điều kiện ở trên.
        </Empty>
      ) : null}
      {obstacles.data && rows.length === 0 && !filtered ? (
        <Empty title="Chưa có vướng mắc nào.">
          Khi một cơ quan gặp khó khăn không tự giải quyết được, cơ quan nêu ở đây để được trả lời hoặc kết luận.
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          label="Khó khăn, vướng mắc"
          columns={COLUMNS}
          rows={rows}
          rowId={(one) => one.id}
          count={`${formatNumber(rows.length)} vướng mắc${obstacles.hasNextPage ? ' mới nhất, kéo xuống để xem tiếp' : ''}`}
          sort={search.sort ?? '-raisedAt'}
          onSort={(sort) => change({ sort })}
          hasMore={obstacles.hasNextPage}
          loadingMore={obstacles.isFetchingNextPage}
          onMore={() => void obstacles.fetchNextPage()}
          card={(one) => (
            <RowCard title={link(one, `Số ${one.number}: ${one.text}`)} mark={<strong>{stateWords(one)}</strong>}>
              <div>
                {one.agencyName} · {OBSTACLE_KIND_LABELS[one.kind]} · nêu {formatInstant(one.raisedAt)}
              </div>
              {one.wantedBy ? <div>Mong giải quyết trước {formatDay(one.wantedBy)}</div> : null}
            </RowCard>
          )}
        />
      ) : null}
    </>
  );
}

const link = (one: Obstacle, words: string) => (
  <Link to="/vuong-mac/$obstacleId" params={{ obstacleId: one.id }}>
    {words}
  </Link>
);

/** With whom it lies, or which one it follows. */
export function stateWords(one: Obstacle): string {
  const word = OBSTACLE_STATE_LABELS[one.state];
  if (one.main) return `${word} vào số ${one.main.number} (${OBSTACLE_STATE_LABELS[one.main.state].toLowerCase()})`;
  if (one.state === 'with_agency') return `Đã chuyển ${one.forwardedToAgencyName}`;
  return word;
}

const COLUMNS: Column<Obstacle>[] = [
  {
    id: 'number',
    header: 'Số',
    width: 72,
    fixed: true,
    cell: (one) => link(one, `Số ${one.number}`),
    sort: 'raisedAt',
  },
  { id: 'text', header: 'Vướng mắc', width: 264, grow: 3, cell: (one) => one.text, whole: (one) => one.text },
  {
    id: 'agency',
    header: 'Cơ quan nêu',
    width: 160,
    grow: 1,
    cell: (one) => one.agencyName,
    whole: (one) => one.agencyName,
    sort: 'agency',
  },
  { id: 'kind', header: 'Loại', width: 184, cell: (one) => OBSTACLE_KIND_LABELS[one.kind] },
  {
    id: 'task',
    header: 'Nhiệm vụ',
    width: 112,
    cell: (one) => (one.taskNumber === null ? 'cả kế hoạch' : `số ${one.taskNumber}`),
    whole: (one) => one.taskTitle ?? '',
  },
  {
    id: 'wantedBy',
    header: 'Mong trước',
    width: 112,
    cell: (one) => (one.wantedBy ? formatDay(one.wantedBy) : ''),
    sort: 'wantedBy',
  },
  { id: 'state', header: 'Tình trạng', width: 208, cell: stateWords, whole: stateWords },
];
