import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { AGENCY_LEVEL_LABELS, AGENCY_LEVELS } from '@plan/shared/vocabulary/agency-levels';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { type Agency, groupsQuery } from '../../lib/directory.js';
import { useMay } from '../../lib/session.js';
import { OneMenu } from '../../ui/choice-menu.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { NewAgencyDialog } from './new-agency-dialog.js';
import { useAgencies } from './queries.js';

const route = getRouteApi('/signed-in/co-quan');

function validity(agency: Agency): string {
  if (agency.validTo) return `Đến hết ngày ${formatDay(agency.validTo)}`;
  return agency.validFrom ? `Từ ngày ${formatDay(agency.validFrom)}` : 'Đang hoạt động';
}

const nameLink = (agency: Agency) => (
  <Link to="/co-quan/$agencyId" params={{ agencyId: agency.id }}>
    {agency.name}
  </Link>
);

const COLUMNS: Column<Agency>[] = [
  {
    id: 'name',
    header: 'Tên cơ quan',
    width: 280,
    grow: 2,
    cell: nameLink,
    whole: (agency) => agency.name,
    fixed: true,
  },
  { id: 'level', header: 'Cấp', width: 264, cell: (agency) => AGENCY_LEVEL_LABELS[agency.level] },
  {
    id: 'aliases',
    header: 'Tên gọi khác',
    width: 200,
    grow: 1,
    cell: (agency) => agency.aliases.join('; '),
    whole: (agency) => agency.aliases.join('; '),
  },
  { id: 'identifier', header: 'Mã', width: 96, cell: (agency) => agency.identifier ?? '' },
  { id: 'valid', header: 'Hiệu lực', width: 184, cell: validity },
];

/** The directory: agencies by level, and the collective names that plans use. */
export function AgenciesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useMay('agencies.edit');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeading
        title="Cơ quan"
        lead="Danh bạ cơ quan, đơn vị và các tên gọi chung mà kế hoạch dùng."
        printed="Danh bạ cơ quan"
        actions={
          isAdmin ? (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
              Thêm cơ quan
            </Button>
          ) : null
        }
      />
      <SegmentedControl
        aria-label="Xem danh bạ theo"
        mb="md"
        value={search.xem ?? 'co-quan'}
        onChange={(value) =>
          navigate({ search: (before) => ({ ...before, xem: value === 'nhom' ? 'nhom' : undefined }) })
        }
        data={[
          { value: 'co-quan', label: 'Từng cơ quan' },
          { value: 'nhom', label: 'Tên gọi chung' },
        ]}
        transitionDuration={0}
      />
      {search.xem === 'nhom' ? <GroupList /> : <AgencyList />}
      <NewAgencyDialog opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function AgencyList() {
  const { q, level } = route.useSearch();
  const navigate = route.useNavigate();
  const agencies = useAgencies({ q, level });
  const rows = agencies.data?.pages.flatMap((page) => page.items) ?? [];
  const [words, setWords] = useState(q ?? '');
  const seek = useDebouncedCallback(
    (text: string) => navigate({ search: (before) => ({ ...before, q: text.trim() || undefined }), replace: true }),
    250,
  );
  const clearWords = () => {
    setWords('');
    seek('');
  };
  const filters: FilterWord[] = [
    ...(q ? [{ id: 'q', words: `Tên có: ${q}`, remove: clearWords }] : []),
    ...(level
      ? [
          {
            id: 'level',
            words: `Cấp: ${AGENCY_LEVEL_LABELS[level]}`,
            remove: () => void navigate({ search: (before) => ({ ...before, level: undefined }) }),
          },
        ]
      : []),
  ];
  const clear = () => {
    setWords('');
    void navigate({ search: (before) => ({ ...before, q: undefined, level: undefined }) });
  };

  return (
    <>
      <Group gap="xs" mb="sm" className="not-printed" align="flex-end">
        <TextInput
          label="Tìm theo tên"
          placeholder="Ví dụ: so y te"
          type="search"
          w={{ base: '100%', xs: 320 }}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            seek(event.currentTarget.value);
          }}
        />
        <OneMenu
          name="Cấp"
          choices={AGENCY_LEVELS.map((value) => ({ value, label: AGENCY_LEVEL_LABELS[value] }))}
          chosen={level}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, level: next }) })}
        />
      </Group>
      <FilterWords words={filters} onRemoveAll={clear} />
      {agencies.isPending ? <Loading lines={10} /> : null}
      {agencies.error ? <Failed error={agencies.error} onRetry={() => void agencies.refetch()} /> : null}
      {agencies.data && rows.length === 0 ? (
        <Empty
          title="Không có cơ quan nào khớp."
          action={
            <Button variant="default" onClick={clear}>
              Bỏ hết lọc
            </Button>
          }
        >
          Thử gõ ngắn hơn, hoặc bỏ bớt điều kiện lọc.
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          label="Danh bạ cơ quan"
          columns={COLUMNS}
          rows={rows}
          rowId={(agency) => agency.id}
          count={`${formatNumber(rows.length)}${agencies.hasNextPage ? ' cơ quan đầu tiên, kéo xuống để xem tiếp' : ' cơ quan'}`}
          hasMore={agencies.hasNextPage}
          loadingMore={agencies.isFetchingNextPage}
          onMore={() => void agencies.fetchNextPage()}
          card={(agency) => (
            <RowCard title={nameLink(agency)}>
              {AGENCY_LEVEL_LABELS[agency.level]} · {validity(agency)}
            </RowCard>
          )}
        />
      ) : null}
    </>
  );
}

function GroupList() {
  const groups = useQuery(groupsQuery());
  if (groups.isPending) return <Loading />;
  if (groups.error) return <Failed error={groups.error} onRetry={() => void groups.refetch()} />;
  return (
    <PlainTable
      caption="Tên gọi chung và số thành viên"
      captionHidden
      rows={groups.data.items}
      rowId={(group) => group.id}
      columns={[
        {
          id: 'name',
          header: 'Tên gọi chung',
          cell: (group) => (
            <Link to="/co-quan/nhom/$groupId" params={{ groupId: group.id }}>
              {group.name}
            </Link>
          ),
        },
        { id: 'aliases', header: 'Cách viết khác', cell: (group) => group.aliases.join('; ') || 'Không có' },
        {
          id: 'members',
          header: 'Số thành viên',
          align: 'end',
          width: '184px',
          cell: (group) => (group.members.length > 0 ? formatNumber(group.members.length) : 'Chưa có thành viên'),
        },
      ]}
    />
  );
}
