import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatDay, formatNumber } from '../../lib/dates.js';
import type { AgencyGroup } from '../../lib/directory.js';
import { asProblem } from '../../lib/problem.js';
import { useMay } from '../../lib/session.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { FormProblem } from '../../ui/form-problem.js';
import { HistoryLink } from '../../ui/history-link.js';
import { Notice } from '../../ui/notice.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { groupWithTag, type MemberInput, useSetMembers } from './queries.js';

const route = getRouteApi('/signed-in/co-quan/nhom/$groupId');

/** One collective name with its members by date. */
export function GroupPage() {
  const { groupId } = route.useParams();
  const group = useQuery(groupWithTag(groupId));
  const isAdmin = useMay('agencies.edit');
  if (!group.data) {
    return (
      <>
        <PageHeading title="Tên gọi chung" />
        {group.error ? <Failed error={group.error} onRetry={() => void group.refetch()} /> : <Loading />}
      </>
    );
  }
  const { data, etag } = group.data;
  return (
    <>
      <PageHeading
        title={data.name}
        lead={data.aliases.length > 0 ? `Văn bản còn viết: ${data.aliases.join('; ')}` : undefined}
        printed={`Thành viên của “${data.name}”`}
        actions={<HistoryLink subjectId={data.id} />}
      />
      {isAdmin ? <AddMember group={data} etag={etag} /> : null}
      <Members group={data} etag={etag} canEdit={isAdmin} />
    </>
  );
}

const asInput = (group: AgencyGroup): MemberInput[] =>
  group.members.map(({ agencyId, validFrom, validTo }) => ({ agencyId, validFrom, validTo }));

interface Stale {
  fresh: Tagged<AgencyGroup>;
  words: string;
}

const namesNotIn = (one: AgencyGroup, other: AgencyGroup): string[] =>
  one.members
    .filter(({ agencyId }) => !other.members.some((member) => member.agencyId === agencyId))
    .map(({ agencyName }) => agencyName);

/** What another person did to the members meanwhile, in words. */
function changesInWords(opened: AgencyGroup, fresh: AgencyGroup): string {
  const added = namesNotIn(fresh, opened);
  const removed = namesNotIn(opened, fresh);
  const words = [
    added.length > 0 ? `đã thêm ${added.join('; ')}` : '',
    removed.length > 0 ? `đã đưa ra khỏi nhóm ${removed.join('; ')}` : '',
  ].filter((part) => part !== '');
  return words.length > 0 ? `Người kia ${words.join(', và ')}.` : 'Người kia đã sửa thời gian của thành viên.';
}

/** Changes the members of the group as they stand; when somebody was faster, says what they did and asks. */
function useMemberChange(group: AgencyGroup, etag: string) {
  const queryClient = useQueryClient();
  const save = useSetMembers(group.id);
  const [stale, setStale] = useState<(Stale & { again: () => void }) | null>(null);

  function change(apply: (members: MemberInput[]) => MemberInput[], done?: () => void): void {
    const send = (read: Tagged<AgencyGroup>): void => {
      setStale(null);
      save.mutate(
        { members: apply(asInput(read.data)), etag: read.etag },
        {
          onSuccess: done,
          onError: (error) => {
            if (asProblem(error).status !== 412) return;
            void queryClient
              .fetchQuery({ ...groupWithTag(group.id), staleTime: 0 })
              .then((fresh) =>
                setStale({ fresh, words: changesInWords(read.data, fresh.data), again: () => send(fresh) }),
              );
          },
        },
      );
    };
    send({ data: group, etag });
  }

  const notice = stale ? (
    <Notice tone="warning" title="Người khác vừa sửa nhóm này, thay đổi của bạn chưa được lưu" live>
      <p>{stale.words}</p>
      <Group mt="sm" gap="xs">
        <Button onClick={stale.again}>Giữ của tôi, làm tiếp trên danh sách mới</Button>
        <Button variant="default" onClick={() => setStale(null)}>
          Lấy của người kia
        </Button>
      </Group>
    </Notice>
  ) : null;
  return { save, change, notice };
}

function AddMember({ group, etag }: { group: AgencyGroup; etag: string }) {
  const [agencyId, setAgencyId] = useState<string | null>(null);
  const { save, change, notice } = useMemberChange(group, etag);
  const already = group.members.some((member) => member.agencyId === agencyId);
  return (
    <Section
      title="Thêm thành viên"
      lead="Kế hoạch đã xác nhận không tự đổi theo; thay đổi chỉ dùng cho kế hoạch nhập sau này."
    >
      {notice}
      <FormProblem error={save.error} merged />
      <Group align="flex-end">
        <AgencyPicker
          label="Cơ quan"
          clearable
          value={agencyId}
          onChange={setAgencyId}
          w={360}
          error={already ? 'Cơ quan này đã là thành viên.' : undefined}
        />
        <Button
          disabled={agencyId === null || already}
          loading={save.isPending}
          onClick={() =>
            agencyId &&
            change(
              (members) => [
                ...members.filter((member) => member.agencyId !== agencyId),
                { agencyId, validFrom: null, validTo: null },
              ],
              () => setAgencyId(null),
            )
          }
        >
          Thêm vào nhóm
        </Button>
      </Group>
    </Section>
  );
}

function Members({ group, etag, canEdit }: { group: AgencyGroup; etag: string; canEdit: boolean }) {
  const { save, change, notice } = useMemberChange(group, etag);
  if (group.members.length === 0) {
    return (
      <Empty title="Tên gọi chung này chưa có thành viên.">
        Nhiệm vụ giao cho tên này chưa sinh phân công nào. Quản trị hệ thống thêm thành viên trước khi nhập kế hoạch.
      </Empty>
    );
  }
  return (
    <Section title={`${formatNumber(group.members.length)} thành viên`}>
      {save.isSuccess ? (
        <Notice tone="done" live>
          Đã lưu danh sách thành viên.
        </Notice>
      ) : null}
      {notice}
      <FormProblem error={save.error} merged />
      <PlainTable
        caption={`Thành viên của ${group.name}`}
        captionHidden
        rows={group.members}
        rowId={(member) => `${member.agencyId} ${member.validFrom ?? ''}`}
        columns={[
          {
            id: 'name',
            header: 'Cơ quan',
            cell: (member) => (
              <Link to="/co-quan/$agencyId" params={{ agencyId: member.agencyId }}>
                {member.agencyName}
              </Link>
            ),
          },
          {
            id: 'from',
            header: 'Từ ngày',
            width: '136px',
            cell: (member) => (member.validFrom ? formatDay(member.validFrom) : 'Từ đầu'),
          },
          {
            id: 'to',
            header: 'Đến hết ngày',
            width: '136px',
            cell: (member) => (member.validTo ? formatDay(member.validTo) : 'Đến nay'),
          },
          ...(canEdit
            ? [
                {
                  id: 'act',
                  header: 'Thao tác',
                  width: '136px',
                  cell: (member: AgencyGroup['members'][number]) => (
                    <Button
                      variant="default"
                      size="compact-sm"
                      loading={save.isPending}
                      onClick={() => change((members) => members.filter((other) => other.agencyId !== member.agencyId))}
                    >
                      Đưa ra khỏi nhóm
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
