import { Button, Group, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatInstant } from '../../lib/dates.js';
import { CopyOnce } from '../../ui/copy-once.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Empty } from '../../ui/states.js';
import { IssueKeyForm } from './issue-key-form.js';
import { KEY_STATE_LABELS, readCommand, tokenCommand } from './key-words.js';
import { type ApiClient, type ApiKey, type IssuedApiKey, useRevokeKey } from './queries.js';

/** The keys of one system: issued, replaced with an overlap, revoked. */
export function ApiKeys({ read }: { read: Tagged<ApiClient> }) {
  const client = read.data;
  const revoke = useRevokeKey(client.id);
  const [issued, setIssued] = useState<IssuedApiKey | null>(null);
  const [issuing, setIssuing] = useState<{ replaces: ApiKey | null } | null>(null);
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const done = (key: IssuedApiKey) => {
    setIssuing(null);
    setIssued(key);
  };
  const first = (
    <Button onClick={() => setIssuing({ replaces: null })} disabled={client.disabledAt !== null}>
      {client.keys.length === 0 ? 'Cấp khóa đầu tiên' : 'Cấp thêm khóa'}
    </Button>
  );
  return (
    <section aria-label="Khóa API">
      <Group justify="space-between" mb="xs">
        <Title order={3}>Khóa API</Title>
        {client.keys.length > 0 && issuing === null ? first : null}
      </Group>
      {client.disabledAt ? <Notice>Hệ thống đang tắt: bật lại trước khi cấp khóa.</Notice> : null}
      {issued ? <IssuedKey client={client} issued={issued} /> : null}
      {issuing ? (
        <IssueKeyForm
          key={issuing.replaces?.id ?? 'new'}
          clientId={client.id}
          replaces={issuing.replaces}
          onIssued={done}
          onClose={() => setIssuing(null)}
        />
      ) : null}
      {revoke.isSuccess ? (
        <Notice tone="done" live>
          Đã thu hồi khóa; từ yêu cầu sau khóa không mở được gì.
        </Notice>
      ) : null}
      <FormProblem error={revoke.error} />
      {asked ? (
        <Stack gap="xs" mb="md">
          <Notice tone="warning" live title={`Thu hồi khóa ${asked.prefix}?`}>
            Hệ thống đang dùng khóa này sẽ bị từ chối ngay. Muốn đổi khóa mà không gián đoạn thì chọn “Thay khóa”.
          </Notice>
          <Group gap="xs">
            <Button
              loading={revoke.isPending}
              onClick={() => revoke.mutate({ keyId: asked.id, etag: read.etag }, { onSuccess: () => setAsked(null) })}
            >
              Thu hồi khóa {asked.prefix}
            </Button>
            <Button variant="default" onClick={() => setAsked(null)}>
              Thôi
            </Button>
          </Group>
        </Stack>
      ) : null}
      {client.keys.length === 0 && issuing === null ? (
        <Empty title="Chưa có khóa nào." action={first}>
          Khóa hiện đúng một lần khi cấp; hệ thống chỉ giữ dấu vết để đối chiếu.
        </Empty>
      ) : null}
      {client.keys.length > 0 ? (
        <PlainTable
          caption={`Các khóa của ${client.name}`}
          captionHidden
          rows={client.keys}
          rowId={({ id }) => id}
          columns={[
            { id: 'prefix', header: 'Khóa', width: '112px', cell: ({ prefix }) => <code>{prefix}</code> },
            {
              id: 'state',
              header: 'Tình trạng',
              cell: (key) => (
                <>
                  {KEY_STATE_LABELS[key.state]}
                  <div>{key.revokedAt ? formatInstant(key.revokedAt) : `Hết hạn ${formatInstant(key.expiresAt)}`}</div>
                </>
              ),
            },
            {
              id: 'used',
              header: 'Dùng gần nhất',
              cell: ({ lastUsedAt }) => (lastUsedAt ? formatInstant(lastUsedAt) : 'Chưa lần nào'),
            },
            {
              id: 'act',
              header: 'Thao tác',
              width: '176px',
              cell: (key) =>
                key.state === 'active' ? (
                  <Group gap={6}>
                    <Button
                      variant="default"
                      size="compact-sm"
                      onClick={() => {
                        setIssued(null);
                        setIssuing({ replaces: key });
                      }}
                      aria-label={`Thay khóa ${key.prefix}`}
                    >
                      Thay khóa
                    </Button>
                    <Button
                      variant="default"
                      size="compact-sm"
                      onClick={() => setAsked(key)}
                      aria-label={`Thu hồi khóa ${key.prefix}`}
                    >
                      Thu hồi
                    </Button>
                  </Group>
                ) : (
                  'Không còn'
                ),
            },
          ]}
        />
      ) : null}
    </section>
  );
}

/** A new key, shown this once, with a command that works as it stands. */
function IssuedKey({ client, issued }: { client: ApiClient; issued: IssuedApiKey }) {
  const origin = window.location.origin;
  const read = readCommand(origin, issued.key, client.scopes);
  return (
    <>
      <Notice tone="done" live title="Khóa mới, chỉ hiện lần này">
        Giao khóa cho đơn vị vận hành qua kênh an toàn. Khóa dùng được đến {formatInstant(issued.expiresAt)}.
      </Notice>
      <CopyOnce label="Khóa" text={issued.key} copy="Sao chép khóa" />
      {read ? <CopyOnce label="Lệnh thử đọc dữ liệu" text={read} copy="Sao chép lệnh thử" /> : null}
      <CopyOnce
        label="Lệnh đổi khóa lấy mã truy cập 15 phút"
        text={tokenCommand(origin, client.id, issued.key)}
        copy="Sao chép lệnh đổi mã"
      />
    </>
  );
}
