import { Button } from '@mantine/core';
import { SCOPE_LABELS } from '@plan/shared/vocabulary/scopes';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatInstant } from '../../lib/dates.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { ApiClientPanel } from './api-client-panel.js';
import { NewApiClientDialog } from './new-api-client-dialog.js';
import { type ApiClient, apiClientsQuery } from './queries.js';

const route = getRouteApi('/signed-in/quan-tri/he-thong');

/** Other systems that may call, with their keys. */
export function ApiClientsPage() {
  return (
    <OnlyFor permission="api_clients.manage" title="Hệ thống kết nối">
      <Clients />
    </OnlyFor>
  );
}

function keyWords({ keys }: ApiClient): string {
  const active = keys.filter(({ state }) => state === 'active').length;
  return active === 0 ? 'Chưa có khóa dùng được' : `${active} khóa dùng được`;
}

function lastUse({ keys }: ApiClient): string {
  const last = keys
    .map(({ lastUsedAt }) => lastUsedAt ?? '')
    .sort()
    .at(-1);
  return last ? formatInstant(last) : 'Chưa lần nào';
}

function Clients() {
  const { mo } = route.useSearch();
  const navigate = route.useNavigate();
  const clients = useQuery(apiClientsQuery);
  const [adding, setAdding] = useState(false);
  const rows = clients.data?.items ?? [];
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      Thêm hệ thống
    </Button>
  );
  return (
    <>
      <PageHeading
        title="Hệ thống kết nối"
        lead="Các hệ thống khác đọc hoặc gửi dữ liệu bằng khóa API. Mỗi hệ thống chỉ làm được những việc đã chọn."
        printed="Hệ thống kết nối"
        actions={rows.length > 0 ? add : null}
      />
      {clients.isPending ? <Loading lines={4} /> : null}
      {clients.error ? <Failed error={clients.error} onRetry={() => void clients.refetch()} /> : null}
      {clients.data && rows.length === 0 ? (
        <Empty title="Chưa có hệ thống nào kết nối." action={add}>
          Thêm hệ thống, chọn việc được làm, rồi cấp khóa cho đơn vị vận hành hệ thống đó.
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <PlainTable
          caption="Các hệ thống kết nối"
          captionHidden
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'name',
              header: 'Tên hệ thống',
              width: '216px',
              cell: ({ id, name }) => (
                <Link from="/quan-tri/he-thong" to="/quan-tri/he-thong" search={(before) => ({ ...before, mo: id })}>
                  {name}
                </Link>
              ),
            },
            {
              id: 'scopes',
              header: 'Được làm',
              cell: ({ scopes }) => scopes.map((scope) => SCOPE_LABELS[scope]).join('; '),
            },
            { id: 'agency', header: 'Thay cơ quan', cell: ({ agencyName }) => agencyName ?? 'Không gắn cơ quan' },
            { id: 'keys', header: 'Khóa', width: '152px', cell: keyWords },
            { id: 'used', header: 'Dùng gần nhất', width: '168px', cell: lastUse },
            {
              id: 'state',
              header: 'Tình trạng',
              width: '112px',
              cell: ({ disabledAt }) => (disabledAt ? 'Đang tắt' : 'Đang bật'),
            },
          ]}
        />
      ) : null}
      <NewApiClientDialog
        opened={adding}
        onClose={() => setAdding(false)}
        onAdded={({ id }) => {
          setAdding(false);
          void navigate({ search: (before) => ({ ...before, mo: id }) });
        }}
      />
      <ApiClientPanel
        clientId={mo}
        onClose={() => void navigate({ search: (before) => ({ ...before, mo: undefined }), replace: true })}
      />
    </>
  );
}
