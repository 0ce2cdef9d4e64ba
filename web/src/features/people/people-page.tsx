import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { USER_STATE_LABELS, USER_STATES } from '@plan/shared/vocabulary/people';
import { ROLE_LABELS, ROLES } from '@plan/shared/vocabulary/roles';
import { IconFileSpreadsheet, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { useAgencyName } from '../../lib/directory.js';
import { useMe } from '../../lib/session.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { OneMenu } from '../../ui/choice-menu.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { type FilterWord, FilterWords } from '../../ui/filter-words.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { InviteDialog } from './invite-dialog.js';
import { OpenInvitations } from './open-invitations.js';
import { PersonPanel } from './person-panel.js';
import { stateWords } from './person-words.js';
import { type Person, usePeople } from './queries.js';

const route = getRouteApi('/signed-in/quan-tri/nguoi-dung');

/** Those who may sign in: everybody for an administrator, the officers of its own agency for a head. */
export function PeoplePage() {
  return (
    <OnlyFor permission="people.edit" title="Người dùng">
      <People />
    </OnlyFor>
  );
}

const roleWords = (person: Person) => person.roles.map((role) => ROLE_LABELS[role]).join('; ');

const nameLink = (person: Person) => (
  <Link from="/quan-tri/nguoi-dung" to="/quan-tri/nguoi-dung" search={(before) => ({ ...before, mo: person.id })}>
    {person.username}
  </Link>
);

const COLUMNS: Column<Person>[] = [
  { id: 'username', header: 'Tên đăng nhập', width: 144, cell: nameLink, whole: (one) => one.username, fixed: true },
  {
    id: 'displayName',
    header: 'Tên hiển thị',
    width: 184,
    grow: 1,
    cell: (one) => one.displayName,
    whole: (one) => one.displayName,
  },
  {
    id: 'agency',
    header: 'Cơ quan',
    width: 200,
    grow: 1,
    cell: (one) => one.agencyName ?? '',
    whole: (one) => one.agencyName ?? '',
  },
  { id: 'roles', header: 'Vai trò', width: 192, grow: 1, cell: roleWords, whole: roleWords },
  { id: 'state', header: 'Tình trạng', width: 208, cell: stateWords, whole: stateWords },
  {
    id: 'last',
    header: 'Đăng nhập gần nhất',
    width: 168,
    cell: (one) => (one.lastSignInAt ? formatInstant(one.lastSignInAt) : 'Chưa lần nào'),
  },
];

function People() {
  const isAdmin = useMe().roles.includes('admin');
  const { xem, mo } = route.useSearch();
  const navigate = route.useNavigate();
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <PageHeading
        title="Người dùng"
        lead={
          isAdmin
            ? 'Tài khoản của mọi cơ quan. Tài khoản không bị xóa, chỉ ngừng từ một ngày.'
            : 'Cán bộ của cơ quan bạn. Tài khoản không bị xóa, chỉ ngừng từ một ngày.'
        }
        printed="Danh sách người dùng"
        actions={
          <>
            <Button
              variant="default"
              component={Link}
              to="/quan-tri/nguoi-dung/moi-theo-danh-sach"
              leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            >
              Mời theo danh sách Excel
            </Button>
            <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
              Mời một người
            </Button>
          </>
        }
      />
      <SegmentedControl
        aria-label="Xem"
        mb="md"
        value={xem ?? 'tai-khoan'}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, xem: value === 'loi-moi' ? 'loi-moi' : undefined }) })
        }
        data={[
          { value: 'tai-khoan', label: 'Tài khoản' },
          { value: 'loi-moi', label: 'Lời mời đang chờ' },
        ]}
        transitionDuration={0}
      />
      {xem === 'loi-moi' ? (
        <OpenInvitations onInvite={() => setInviting(true)} />
      ) : (
        <AccountList onInvite={() => setInviting(true)} />
      )}
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
      <PersonPanel
        personId={mo}
        onClose={() => void navigate({ search: (before) => ({ ...before, mo: undefined }), replace: true })}
      />
    </>
  );
}

function AccountList({ onInvite }: { onInvite: () => void }) {
  const isAdmin = useMe().roles.includes('admin');
  const search = route.useSearch();
  const { q, role, state, agencyId, mo } = search;
  const navigate = route.useNavigate();
  const people = usePeople(search);
  const rows = people.data?.pages.flatMap((page) => page.items) ?? [];
  const [words, setWords] = useState(q ?? '');
  const agencyName = useAgencyName(agencyId);
  const seek = useDebouncedCallback(
    (text: string) => navigate({ search: (before) => ({ ...before, q: text.trim() || undefined }), replace: true }),
    250,
  );
  const without = (field: 'role' | 'state' | 'agencyId') => () =>
    void navigate({ search: (before) => ({ ...before, [field]: undefined }) });
  const filters: FilterWord[] = [];
  if (q) {
    filters.push({
      id: 'q',
      words: `Tên có: ${q}`,
      remove: () => {
        setWords('');
        seek('');
      },
    });
  }
  if (role) filters.push({ id: 'role', words: `Vai trò: ${ROLE_LABELS[role]}`, remove: without('role') });
  if (state) filters.push({ id: 'state', words: `Tình trạng: ${USER_STATE_LABELS[state]}`, remove: without('state') });
  if (agencyId) {
    filters.push({ id: 'agency', words: `Cơ quan: ${agencyName ?? '…'}`, remove: without('agencyId') });
  }
  const clear = () => {
    setWords('');
    void navigate({ search: ({ planId, asOf }) => ({ planId, asOf }) });
  };

  return (
    <>
      <Group gap="xs" mb="sm" className="not-printed" align="flex-end">
        <TextInput
          label="Tìm theo tên"
          placeholder="Tên hoặc thư điện tử"
          type="search"
          w={{ base: '100%', xs: 320 }}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            seek(event.currentTarget.value);
          }}
        />
        {isAdmin ? (
          <AgencyPicker
            label="Cơ quan"
            clearable
            value={agencyId ?? null}
            onChange={(id) => void navigate({ search: (before) => ({ ...before, agencyId: id ?? undefined }) })}
            w={264}
          />
        ) : null}
        <OneMenu
          name="Vai trò"
          choices={ROLES.map((value) => ({ value, label: ROLE_LABELS[value] }))}
          chosen={role}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, role: next }) })}
        />
        <OneMenu
          name="Tình trạng"
          choices={USER_STATES.map((value) => ({ value, label: USER_STATE_LABELS[value] }))}
          chosen={state}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, state: next }) })}
        />
      </Group>
      <FilterWords words={filters} onRemoveAll={clear} />
      {people.isPending ? <Loading lines={8} /> : null}
      {people.error ? <Failed error={people.error} onRetry={() => void people.refetch()} /> : null}
      {people.data && rows.length === 0 ? (
        filters.length > 0 ? (
          <Empty
            title="Không có ai khớp."
            action={
              <Button variant="default" onClick={clear}>
                Bỏ hết lọc
              </Button>
            }
          >
            Thử gõ ngắn hơn, hoặc bỏ bớt điều kiện lọc.
          </Empty>
        ) : (
          <Empty title="Chưa có ai." action={<Button onClick={onInvite}>Mời một người</Button>}>
            Mời từng người, hoặc mời nhiều người bằng một danh sách Excel.
          </Empty>
        )
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          label="Danh sách người dùng"
          columns={COLUMNS}
          rows={rows}
          rowId={(one) => one.id}
          openId={mo}
          count={`${formatNumber(rows.length)}${people.hasNextPage ? ' người đầu tiên, kéo xuống để xem tiếp' : ' người'}`}
          hasMore={people.hasNextPage}
          loadingMore={people.isFetchingNextPage}
          onMore={() => void people.fetchNextPage()}
          card={(one) => (
            <RowCard title={nameLink(one)}>
              {one.displayName}
              {one.agencyName ? ` · ${one.agencyName}` : ''}
              <br />
              {roleWords(one)} · {stateWords(one)}
            </RowCard>
          )}
        />
      ) : null}
    </>
  );
}
