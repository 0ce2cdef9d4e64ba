import { Button, Group, Stack } from '@mantine/core';
import { SCOPE_LABELS, type Scope } from '@plan/shared/vocabulary/scopes';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { useAgencyName } from '../../lib/directory.js';
import { asProblem } from '../../lib/problem.js';
import { useEdit } from '../../lib/stale-edit.js';
import { SidePanel } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { HistoryLink } from '../../ui/history-link.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts } from '../../ui/section.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { ApiKeys } from './api-keys.js';
import { ClientFields, type ClientValues, clientFaults } from './client-fields.js';
import { type ApiClient, apiClientQuery, useChangeClient } from './queries.js';

/** One system at the side of the list. */
export function ApiClientPanel({ clientId, onClose }: { clientId: string | undefined; onClose: () => void }) {
  const client = useQuery({ ...apiClientQuery(clientId ?? ''), enabled: clientId !== undefined });
  const read = clientId ? client.data : undefined;
  return (
    <SidePanel opened={clientId !== undefined} onClose={onClose} title={read ? read.data.name : 'Hệ thống kết nối'}>
      {clientId && client.isPending ? <Loading /> : null}
      {client.error ? <Failed error={client.error} onRetry={() => void client.refetch()} /> : null}
      {read ? <ClientView key={read.data.id} read={read} /> : null}
    </SidePanel>
  );
}

function ClientView({ read }: { read: Tagged<ApiClient> }) {
  const client = read.data;
  const change = useChangeClient(client.id);
  const [editing, setEditing] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const isOff = client.disabledAt !== null;
  return (
    <Stack gap="lg">
      {said ? (
        <Notice tone="done" live>
          {said}
        </Notice>
      ) : null}
      {editing ? (
        <EditClient
          read={read}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            setSaid('Đã lưu; có hiệu lực ngay.');
          }}
        />
      ) : (
        <>
          <div>
            <HistoryLink subjectId={client.id} />
          </div>
          <Facts>
            <Fact name="Được làm">
              {client.scopes.map((scope) => (
                <div key={scope}>{SCOPE_LABELS[scope]}</div>
              ))}
            </Fact>
            <Fact name="Làm thay cơ quan">{client.agencyName ?? 'Không gắn cơ quan'}</Fact>
            <Fact name="Yêu cầu mỗi phút">
              {client.requestsPerMinute === null ? 'Theo mức chung' : formatNumber(client.requestsPerMinute)}
            </Fact>
            <Fact name="Tình trạng">
              {client.disabledAt ? `Đang tắt, từ ${formatInstant(client.disabledAt)}` : 'Đang bật'}
            </Fact>
            <Fact name="Thêm lúc">{formatInstant(client.createdAt)}</Fact>
          </Facts>
          <FormProblem error={change.error} />
          <Group gap="xs">
            <Button variant="default" onClick={() => setEditing(true)}>
              Sửa thông tin
            </Button>
            <Button
              variant="default"
              loading={change.isPending}
              onClick={() =>
                change.mutate(
                  { etag: read.etag, body: { disabled: !isOff } },
                  {
                    onSuccess: () =>
                      setSaid(isOff ? 'Đã bật lại.' : 'Đã tắt: mọi khóa của hệ thống này ngừng dùng được.'),
                  },
                )
              }
            >
              {isOff ? 'Bật lại hệ thống này' : 'Tắt hệ thống này'}
            </Button>
          </Group>
        </>
      )}
      <ApiKeys read={read} />
    </Stack>
  );
}

const valuesOf = ({ data, etag }: Tagged<ApiClient>): Tagged<ClientValues> => ({
  etag,
  data: {
    name: data.name,
    scopes: data.scopes,
    agencyId: data.agencyId,
    requestsPerMinute: data.requestsPerMinute,
  },
});

function AgencyName({ id }: { id: string | undefined }) {
  const name = useAgencyName(id);
  return id === undefined ? 'không gắn cơ quan' : (name ?? '…');
}

const FIELDS: Record<keyof ClientValues, FieldWords> = {
  name: { label: 'Tên hệ thống' },
  scopes: { label: 'Được làm', show: (scopes) => (scopes as Scope[]).map((one) => SCOPE_LABELS[one]).join('; ') },
  agencyId: { label: 'Làm thay cơ quan', show: (id) => <AgencyName id={typeof id === 'string' ? id : undefined} /> },
  requestsPerMinute: { label: 'Số yêu cầu tối đa trong một phút' },
};
const SAVE = 'Lưu thông tin';

function EditClient({ read, onClose, onSaved }: { read: Tagged<ApiClient>; onClose: () => void; onSaved: () => void }) {
  const queryClient = useQueryClient();
  const { id } = read.data;
  const change = useChangeClient(id);
  const edit = useEdit(valuesOf(read));
  const [tried, setTried] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(clientFaults(edit.values)).some((fault) => fault !== null)) return;
    change.mutate(
      { etag: edit.etag, body: { ...edit.values, name: edit.values.name.trim() } },
      {
        onSuccess: onSaved,
        onError: (error) =>
          void edit.meet(error, async () =>
            valuesOf(await queryClient.fetchQuery({ ...apiClientQuery(id), staleTime: 0 })),
          ),
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate aria-label="Sửa hệ thống kết nối">
      <Stack>
        <StaleNotice edit={edit} fields={FIELDS} save={SAVE} />
        <FormProblem error={change.error} merged />
        <ClientFields
          values={edit.values}
          onChange={edit.set}
          tried={tried}
          problem={change.error ? asProblem(change.error) : null}
        />
        <Group gap="xs">
          <Button type="submit" loading={change.isPending}>
            {SAVE}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
