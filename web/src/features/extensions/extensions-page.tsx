import { Button, Checkbox, Group } from '@mantine/core';
import { EXTENSION_STATE_LABELS } from '@plan/shared/vocabulary/extensions';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { today, usePlanChoice } from '../../lib/plan-choice.js';
import { useMay } from '../../lib/session.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { UrgingTabs } from '../../ui/urging-tabs.js';
import { DecideManyDialog } from './decide-many-dialog.js';
import { ExtensionFilters } from './extension-filters.js';
import { ExtensionPanel } from './extension-panel.js';
import type { ExtensionSearch } from './extension-search.js';
import { type Extension, useExtensions } from './queries.js';

const route = getRouteApi('/signed-in/don-doc/gia-han');

/** The register of requests for later due dates: who asks for what, and what was decided. */
export function ExtensionsPage() {
  const { plan, isPending, error, refetch } = usePlanChoice();
  return (
    <>
      <UrgingTabs />
      <PageHeading
        title="Gia hạn"
        lead="Đề nghị lùi hạn của cơ quan chủ trì. Trong khi chờ quyết định, hạn đang áp dụng vẫn tính."
        printed={plan ? `${plan.title}, theo ngày ${formatDay(today())}` : undefined}
      />
      {isPending ? <Loading lines={10} /> : null}
      {error ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !isPending && !error ? (
        <Empty title="Chưa có kế hoạch nào.">Khi có kế hoạch, đề nghị gia hạn của các cơ quan hiện ở đây.</Empty>
      ) : null}
      {plan ? <Register planId={plan.id} /> : null}
    </>
  );
}

const NOTHING: ExtensionSearch = { q: undefined, state: undefined, agencyId: undefined, assignmentId: undefined };
const decidable = (one: Extension) =>
  one.allowedActions.some(({ action, allowed }) => action !== 'withdraw' && allowed);
const openLink = (one: Extension, words: string) => (
  <Link
    from="/don-doc/gia-han"
    to="/don-doc/gia-han"
    search={(before) => ({ ...before, mo: one.id })}
    resetScroll={false}
  >
    {words}
  </Link>
);

function Register({ planId }: { planId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const decides = useMay('extensions.decide');
  const extensions = useExtensions(planId, search);
  const rows = extensions.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [deciding, setDeciding] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const chosen = rows.filter((one) => picked.includes(one.id) && decidable(one));
  const change = (next: Partial<ExtensionSearch>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace, resetScroll: false });
  const pick = (one: Extension) => (
    <Checkbox
      aria-label={`Chọn đề nghị số ${one.number} của ${one.agencyName}`}
      checked={picked.includes(one.id) && decidable(one)}
      disabled={!decidable(one)}
      onChange={(event) => {
        const { checked } = event.currentTarget;
        setPicked((before) => (checked ? [...before, one.id] : before.filter((other) => other !== one.id)));
      }}
    />
  );

  return (
    <>
      {done ? (
        <Notice tone="done" live>
          {done}
        </Notice>
      ) : null}
      <ExtensionFilters search={search} onChange={change} onClear={() => change(NOTHING)} />
      {decides && rows.some(decidable) ? (
        <Group gap="xs" mb="xs" className="not-printed">
          <Button
            disabled={chosen.length === 0}
            title={chosen.length === 0 ? 'Đánh dấu các đề nghị cần quyết định trước.' : undefined}
            onClick={() => setDeciding(true)}
          >
            {chosen.length === 0
              ? 'Quyết định các đề nghị đã chọn'
              : `Quyết định ${formatNumber(chosen.length)} đề nghị đã chọn`}
          </Button>
          <Button variant="default" onClick={() => setPicked(rows.filter(decidable).map(({ id }) => id))}>
            Chọn mọi đề nghị đang chờ
          </Button>
          {chosen.length > 0 ? (
            <Button variant="subtle" onClick={() => setPicked([])}>
              Bỏ chọn
            </Button>
          ) : null}
        </Group>
      ) : null}
      {extensions.isPending ? <Loading lines={8} /> : null}
      {extensions.error ? <Failed error={extensions.error} onRetry={() => void extensions.refetch()} /> : null}
      {extensions.data && rows.length === 0 ? <NothingFound search={search} onClear={() => change(NOTHING)} /> : null}
      {rows.length > 0 ? (
        <DataTable
          label="Đề nghị gia hạn"
          columns={decides ? [pickColumn(pick), ...COLUMNS] : COLUMNS}
          rows={rows}
          rowId={(one) => one.id}
          openId={search.mo}
          count={`${formatNumber(rows.length)} đề nghị${extensions.hasNextPage ? ' mới nhất, kéo xuống để xem tiếp' : ''}`}
          sort={search.sort ?? '-askedAt'}
          onSort={(sort) => change({ sort })}
          hasMore={extensions.hasNextPage}
          loadingMore={extensions.isFetchingNextPage}
          onMore={() => void extensions.fetchNextPage()}
          card={(one) => (
            <RowCard
              title={openLink(one, `${one.agencyName}: xin đến ${formatDay(one.newDueOn)}`)}
              mark={
                <Group gap="xs">
                  {decides && decidable(one) ? pick(one) : null}
                  <strong>{EXTENSION_STATE_LABELS[one.state]}</strong>
                  <Standing one={one} />
                </Group>
              }
            >
              <div>
                Đề nghị số {one.number}, nhiệm vụ {one.assignment.taskNumber}. {one.assignment.taskTitle}
              </div>
              <div>Hạn đang áp dụng: {one.assignment.dueOn ? formatDay(one.assignment.dueOn) : 'không có'}</div>
            </RowCard>
          )}
        />
      ) : null}
      <ExtensionPanel
        id={search.mo}
        onClose={() => change({ mo: undefined }, true)}
        onDone={(words) => {
          setDone(words);
          change({ mo: undefined }, true);
        }}
      />
      <DecideManyDialog
        opened={deciding}
        chosen={chosen}
        onClose={() => setDeciding(false)}
        onDone={(words) => {
          setDeciding(false);
          setPicked([]);
          setDone(words);
        }}
      />
    </>
  );
}

function NothingFound({ search, onClear }: { search: ExtensionSearch; onClear: () => void }) {
  const filtered = Object.keys(NOTHING).some((key) => search[key as keyof ExtensionSearch] !== undefined);
  if (!filtered) {
    return (
      <Empty title="Chưa có đề nghị gia hạn nào.">
        Cơ quan chủ trì gửi đề nghị ở trang nhiệm vụ: mở phần của cơ quan mình, bấm “Xin gia hạn”.
      </Empty>
    );
  }
  return (
    <Empty
      title="Không có đề nghị nào khớp với điều kiện lọc."
      action={
        <Button variant="default" onClick={onClear}>
          Bỏ hết lọc
        </Button>
      }
    >
      Bỏ bớt từng điều kiện ở trên.
    </Empty>
  );
}

function Standing({ one: { assignment } }: { one: Extension }) {
  return (
    <TimelinessChip
      timeliness={assignment.timeliness}
      deadlineKind={assignment.deadlineKind}
      dueOn={assignment.dueOn}
      asOf={today()}
    />
  );
}

const pickColumn = (cell: (one: Extension) => React.ReactNode): Column<Extension> => ({
  id: 'pick',
  header: 'Chọn',
  width: 64,
  fixed: true,
  cell,
});

const taskWords = ({ assignment }: Extension) => `${assignment.taskNumber ?? ''}. ${assignment.taskTitle}`;

const COLUMNS: Column<Extension>[] = [
  {
    id: 'number',
    header: 'Đề nghị',
    width: 104,
    fixed: true,
    cell: (one) => openLink(one, `Số ${one.number}`),
    sort: 'askedAt',
  },
  {
    id: 'agency',
    header: 'Cơ quan',
    width: 160,
    grow: 1,
    cell: (one) => one.agencyName,
    whole: (one) => one.agencyName,
    sort: 'agency',
  },
  { id: 'task', header: 'Nhiệm vụ', width: 200, grow: 3, cell: taskWords, whole: taskWords, sort: 'taskNumber' },
  { id: 'newDueOn', header: 'Xin đến', width: 112, cell: (one) => formatDay(one.newDueOn), sort: 'newDueOn' },
  {
    id: 'dueOn',
    header: 'Hạn áp dụng',
    width: 120,
    cell: ({ assignment }) => (assignment.dueOn ? formatDay(assignment.dueOn) : ''),
  },
  { id: 'standing', header: 'Hiện nay', width: 200, cell: (one) => <Standing one={one} /> },
  { id: 'state', header: 'Kết quả', width: 136, cell: (one) => EXTENSION_STATE_LABELS[one.state] },
];
