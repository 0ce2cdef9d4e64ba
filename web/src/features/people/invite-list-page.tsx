import { Anchor, Button, FileInput, Stack } from '@mantine/core';
import { ROLE_LABELS } from '@plan/shared/vocabulary/roles';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { uploadFile } from '../../lib/upload.js';
import { CopyOnce } from '../../ui/copy-once.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import type { InvitedList } from './queries.js';

const TITLE = 'Mời theo danh sách Excel';
const LISTS = '/api/v1/invitations/lists';

/** Inviting many people by a spreadsheet: all of them or none, after a trial that makes nothing. */
export function InviteListPage() {
  return (
    <OnlyFor permission="people.edit" title={TITLE}>
      <InviteList />
    </OnlyFor>
  );
}

function InviteList() {
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const key = useRef(crypto.randomUUID());
  const check = useMutation({
    mutationFn: (chosen: File) =>
      uploadFile<InvitedList>(`${LISTS}?dryRun=true`, chosen, {
        onProgress: () => {},
        idempotencyKey: crypto.randomUUID(),
      }),
  });
  const running = useRef<Promise<InvitedList> | null>(null);
  const invite = useMutation({
    // A second press while the first is under way gets the answer of the first.
    mutationFn: (chosen: File) => {
      running.current ??= uploadFile<InvitedList>(LISTS, chosen, {
        onProgress: () => {},
        idempotencyKey: key.current,
      }).finally(() => {
        running.current = null;
      });
      return running.current;
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['people'] }),
  });
  const problem = asProblem(check.error ?? invite.error);
  const cells = check.error || invite.error ? problem.errors : [];

  return (
    <>
      <PageHeading
        title={TITLE}
        lead="Mời cùng lúc tới 500 người. Hệ thống xem thử trước; chỉ mời khi cả danh sách không còn lỗi."
        printed="Danh sách mời"
        actions={
          <Button
            variant="default"
            component="a"
            href="/api/v1/invitations/template.xlsx"
            download
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            Tải mẫu danh sách
          </Button>
        }
      />
      <p className="not-printed">
        <Anchor component={Link} to="/quan-tri/nguoi-dung">
          Về danh sách người dùng
        </Anchor>
      </p>
      {invite.data ? (
        <Invited list={invite.data} />
      ) : (
        <>
          <Section title="Chọn tệp và xem thử">
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                setTried(true);
                if (file) check.mutate(file);
              }}
            >
              <Stack maw={560}>
                <FileInput
                  label="Danh sách đã điền"
                  description="Tệp Excel (.xlsx) theo mẫu, tối đa 1 MB."
                  placeholder="Bấm để chọn tệp"
                  required
                  clearable
                  clearButtonProps={{ 'aria-label': 'Bỏ tệp đã chọn' }}
                  accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                  leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
                  value={file}
                  error={tried && !file ? 'Chọn tệp danh sách.' : undefined}
                  onChange={(chosen) => {
                    setFile(chosen);
                    key.current = crypto.randomUUID();
                    check.reset();
                    invite.reset();
                  }}
                />
                <Button
                  type="submit"
                  variant={check.data ? 'default' : 'filled'}
                  loading={check.isPending}
                  w="fit-content"
                >
                  Xem thử danh sách
                </Button>
              </Stack>
            </form>
          </Section>
          {cells.length > 0 ? (
            <Section title={`${formatNumber(cells.length)} chỗ cần sửa`}>
              <Notice tone="fault" live title="Chưa mời ai">
                Sửa các ô dưới đây trong tệp, lưu lại rồi chọn tệp lần nữa.
              </Notice>
              <PlainTable
                caption="Các ô cần sửa trong danh sách"
                captionHidden
                rows={cells}
                rowId={(fault) => `${fault.pointer} ${fault.message}`}
                columns={[
                  {
                    id: 'cell',
                    header: 'Ô',
                    width: '216px',
                    cell: ({ message }) => /^Ô ([^:]+):/.exec(message)?.[1] ?? 'Cả tệp',
                  },
                  {
                    id: 'what',
                    header: 'Cần sửa',
                    cell: ({ message }) => {
                      const words = message.replace(/^Ô [^:]+:\s*/, '');
                      return words.charAt(0).toUpperCase() + words.slice(1);
                    },
                  },
                ]}
              />
            </Section>
          ) : (
            <FormProblem error={check.error ?? invite.error} />
          )}
          {check.data && file ? (
            <Section
              title={`${formatNumber(check.data.items.length)} người sẽ được mời`}
              actions={
                <Button loading={invite.isPending} onClick={() => invite.mutate(file)}>
                  Mời {formatNumber(check.data.items.length)} người
                </Button>
              }
            >
              <Notice>Xem thử không có lỗi nào. Chưa ai được mời cho tới khi bấm nút mời.</Notice>
              <ListTable list={check.data} />
            </Section>
          ) : null}
        </>
      )}
    </>
  );
}

function ListTable({ list }: { list: InvitedList }) {
  return (
    <PlainTable
      caption="Những người trong danh sách"
      captionHidden
      rows={list.items}
      rowId={({ row }) => String(row)}
      columns={[
        { id: 'username', header: 'Tên đăng nhập', width: '176px', cell: (one) => one.username },
        { id: 'name', header: 'Tên hiển thị', cell: (one) => one.displayName },
        { id: 'agency', header: 'Cơ quan', cell: (one) => one.agencyName ?? 'Không gắn cơ quan' },
        { id: 'roles', header: 'Vai trò', cell: (one) => one.roles.map((role) => ROLE_LABELS[role]).join('; ') },
        ...(list.dryRun
          ? [{ id: 'row', header: 'Dòng', width: '64px', align: 'end' as const, cell: (one: Row) => one.row }]
          : [{ id: 'link', header: 'Đường dẫn dùng một lần', cell: (one: Row) => <code>{one.link}</code> }]),
      ]}
    />
  );
}

type Row = InvitedList['items'][number];

function Invited({ list }: { list: InvitedList }) {
  const withLinks = list.items.filter(({ link }) => link !== null);
  const expiresAt = list.items.find((one) => one.expiresAt !== null)?.expiresAt;
  return (
    <Section title={`Đã mời ${formatNumber(list.items.length)} người`}>
      <Notice tone="done" live title="Các đường dẫn chỉ hiện lần này">
        Sao chép hoặc in trước khi rời trang, rồi gửi cho từng người qua kênh nội bộ.
        {expiresAt ? ` Mỗi đường dẫn dùng một lần, đến ${formatInstant(expiresAt)}.` : ''}
      </Notice>
      {withLinks.length > 0 ? (
        <CopyOnce
          label="Tên đăng nhập và đường dẫn, dán được vào Excel"
          text={withLinks.map(({ username, link }) => `${username}\t${link}`).join('\n')}
          copy="Sao chép tất cả"
          print
        />
      ) : null}
      <ListTable list={list} />
    </Section>
  );
}
