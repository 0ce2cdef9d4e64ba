import { Button } from '@mantine/core';
import { EVENT_TYPE_LABELS, EVENT_VIA_LABELS } from '@plan/shared/vocabulary/event-types';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table-columns.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { RowCard } from '../../ui/row-card.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { AuditFilters } from './audit-filters.js';
import { AuditPanel } from './audit-panel.js';
import { type AuditEvent, useAuditEvents, useAuditFile } from './queries.js';

const route = getRouteApi('/signed-in/quan-tri/nhat-ky');

/** Who did what and when, in the whole system. */
export function AuditPage() {
  return (
    <OnlyFor permission="audit.read" title="Nhật ký">
      <Audit />
    </OnlyFor>
  );
}

/** The sentence without its actor, who has a column of its own. */
const whatOf = ({ text, type }: AuditEvent): string => {
  const told = text.indexOf(': ');
  return told >= 0 ? text.slice(told + 2) : ((EVENT_TYPE_LABELS as Record<string, string>)[type] ?? type);
};

const whoOf = ({ actorLabel, onBehalfOfLabel }: AuditEvent): string =>
  onBehalfOfLabel ? `${actorLabel}, thay ${onBehalfOfLabel}` : actorLabel;

const COLUMNS: Column<AuditEvent>[] = [
  {
    id: 'at',
    header: 'Lúc',
    width: 152,
    fixed: true,
    cell: (event) => (
      <Link from="/quan-tri/nhat-ky" to="/quan-tri/nhat-ky" search={(before) => ({ ...before, mo: String(event.id) })}>
        {formatInstant(event.at)}
      </Link>
    ),
  },
  { id: 'who', header: 'Ai', width: 208, cell: whoOf, whole: whoOf },
  { id: 'what', header: 'Làm gì', width: 320, grow: 3, cell: whatOf, whole: whatOf },
  {
    id: 'agency',
    header: 'Cơ quan',
    width: 160,
    grow: 1,
    cell: (event) => event.agencyName ?? '',
    whole: (event) => event.agencyName ?? '',
  },
  { id: 'via', header: 'Qua', width: 128, cell: (event) => EVENT_VIA_LABELS[event.via] },
];

function Audit() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const events = useAuditEvents(search);
  const file = useAuditFile(search);
  const rows = events.data?.pages.flatMap((page) => page.items) ?? [];
  const open = search.mo ? rows.find(({ id }) => String(id) === search.mo) : undefined;
  const clear = () => void navigate({ search: ({ planId, asOf }) => ({ planId, asOf }) });
  return (
    <>
      <PageHeading
        title="Nhật ký"
        lead="Mọi thay đổi trong hệ thống: ai, lúc nào, làm gì, qua đâu. Không ai sửa hay xóa được."
        printed="Nhật ký hệ thống"
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={file.isPending}
            disabled={rows.length === 0}
            title={rows.length === 0 ? 'Không có dòng nào để tải.' : undefined}
            onClick={() => file.mutate()}
          >
            Tải bảng này (CSV)
          </Button>
        }
      />
      {file.isSuccess ? (
        <Notice tone="done" live>
          Đã tải tệp {file.data}, gồm mọi dòng khớp với điều kiện lọc.
        </Notice>
      ) : null}
      <FormProblem error={file.error} />
      <AuditFilters
        search={search}
        agencyHint={rows[0]}
        onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change, mo: undefined }) })}
        onClear={clear}
      />
      {events.isPending ? <Loading lines={10} /> : null}
      {events.error ? <Failed error={events.error} onRetry={() => void events.refetch()} /> : null}
      {events.data && rows.length === 0 ? (
        <Empty
          title="Không có việc nào khớp."
          action={
            <Button variant="default" onClick={clear}>
              Bỏ hết lọc
            </Button>
          }
        >
          Thử khoảng ngày rộng hơn, hoặc bỏ bớt điều kiện lọc.
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          label="Nhật ký hệ thống"
          columns={COLUMNS}
          rows={rows}
          rowId={(event) => String(event.id)}
          openId={search.mo}
          count={`${formatNumber(rows.length)}${events.hasNextPage ? ' việc mới nhất, kéo xuống để xem tiếp' : ' việc'}`}
          hasMore={events.hasNextPage}
          loadingMore={events.isFetchingNextPage}
          onMore={() => void events.fetchNextPage()}
          card={(event) => (
            <RowCard
              title={
                <Link
                  from="/quan-tri/nhat-ky"
                  to="/quan-tri/nhat-ky"
                  search={(before) => ({ ...before, mo: String(event.id) })}
                >
                  {whatOf(event)}
                </Link>
              }
            >
              {formatInstant(event.at)} · {whoOf(event)}
            </RowCard>
          )}
        />
      ) : null}
      <AuditPanel
        event={open}
        opened={search.mo !== undefined && events.data !== undefined}
        onClose={() => void navigate({ search: (before) => ({ ...before, mo: undefined }), replace: true })}
      />
    </>
  );
}
