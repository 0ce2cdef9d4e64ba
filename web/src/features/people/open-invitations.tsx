import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { Dialog } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { type Invitation, useOpenInvitations } from './queries.js';
import { TakeBackInvitation } from './take-back-invitation.js';

const personLink = ({ username, userId }: Invitation) => (
  <Link from="/quan-tri/nguoi-dung" to="/quan-tri/nguoi-dung" search={(before) => ({ ...before, mo: userId })}>
    {username}
  </Link>
);

/** One-time links that were given out and not used yet; each can be taken back. */
export function OpenInvitations({ onInvite }: { onInvite: () => void }) {
  const invitations = useOpenInvitations();
  const rows = invitations.data?.pages.flatMap((page) => page.items) ?? [];
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  const button = (one: Invitation) => (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => {
        setSaid(null);
        setAsked(one.id);
      }}
      aria-label={`Thu hồi lời mời ${one.displayName} (${one.username})`}
    >
      Thu hồi
    </Button>
  );
  const columns: Column<Invitation>[] = [
    {
      id: 'username',
      header: 'Tên đăng nhập',
      width: 144,
      cell: personLink,
      whole: (one) => one.username,
      fixed: true,
    },
    {
      id: 'displayName',
      header: 'Tên hiển thị',
      width: 168,
      grow: 1,
      cell: (one) => one.displayName,
      whole: (one) => one.displayName,
    },
    {
      id: 'agency',
      header: 'Cơ quan',
      width: 184,
      grow: 1,
      cell: (one) => one.agencyName ?? '',
      whole: (one) => one.agencyName ?? '',
    },
    {
      id: 'invitedBy',
      header: 'Người mời',
      width: 160,
      grow: 1,
      cell: (one) => one.invitedBy ?? '',
      whole: (one) => one.invitedBy ?? '',
    },
    { id: 'created', header: 'Mời lúc', width: 144, cell: (one) => formatInstant(one.createdAt) },
    { id: 'expires', header: 'Nhận được đến', width: 144, cell: (one) => formatInstant(one.expiresAt) },
    { id: 'act', header: 'Thao tác', width: 96, cell: button, fixed: true },
  ];

  return (
    <>
      {said ? (
        <Notice tone="done" live>
          {said}
        </Notice>
      ) : null}
      {/* Over the list: the row that was pressed may stand far below. */}
      <Dialog opened={asked !== null} onClose={() => setAsked(null)} title="Thu hồi lời mời">
        {asked ? (
          <TakeBackInvitation
            key={asked}
            invitationId={asked}
            onClose={() => setAsked(null)}
            onDone={(words) => {
              setAsked(null);
              setSaid(words);
            }}
          />
        ) : null}
      </Dialog>
      {invitations.isPending ? <Loading lines={4} /> : null}
      {invitations.error ? <Failed error={invitations.error} onRetry={() => void invitations.refetch()} /> : null}
      {invitations.data && rows.length === 0 ? (
        <Empty title="Không có lời mời nào đang chờ." action={<Button onClick={onInvite}>Mời một người</Button>}>
          Lời mời chờ 24 giờ. Ai chưa kịp nhận thì mở tài khoản của người đó và gửi lại.
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          label="Lời mời đang chờ"
          columns={columns}
          rows={rows}
          rowId={(one) => one.id}
          count={`${formatNumber(rows.length)}${invitations.hasNextPage ? ' lời mời đầu tiên, kéo xuống để xem tiếp' : ' lời mời'}`}
          hasMore={invitations.hasNextPage}
          loadingMore={invitations.isFetchingNextPage}
          onMore={() => void invitations.fetchNextPage()}
          card={(one) => (
            <RowCard title={personLink(one)} mark={button(one)}>
              {one.displayName}
              {one.agencyName ? ` · ${one.agencyName}` : ''}
              <br />
              Nhận được đến {formatInstant(one.expiresAt)}
            </RowCard>
          )}
        />
      ) : null}
    </>
  );
}
