import { Button } from '@mantine/core';
import { CALENDAR_FEED_KIND_LABELS, type CalendarFeedKind } from '@plan/shared/vocabulary/notices';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '../../lib/dates.js';
import { useMe } from '../../lib/session.js';
import { CopyOnce } from '../../ui/copy-once.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { type CalendarFeed, feedsQuery, useOpenFeed, useRevokeFeed } from './queries.js';

const WORDS: Record<CalendarFeedKind, { make: string; renew: string }> = {
  person: { make: 'Tạo địa chỉ lịch của tôi', renew: 'Tạo lại địa chỉ lịch của tôi' },
  agency: { make: 'Tạo địa chỉ lịch của cơ quan', renew: 'Tạo lại địa chỉ lịch của cơ quan' },
};

/** Secret addresses under which a calendar program reads due dates. */
export function CalendarSection() {
  const me = useMe();
  const feeds = useQuery(feedsQuery);
  const open = useOpenFeed();
  const revoke = useRevokeFeed();
  const items = feeds.data?.items ?? [];
  const kinds: CalendarFeedKind[] = me.roles.includes('agency_head') ? ['person', 'agency'] : ['person'];
  return (
    <Section
      title="Lịch hạn công việc"
      lead="Thêm địa chỉ này vào Outlook, Google Lịch hoặc lịch trên điện thoại để thấy hạn nhiệm vụ và hạn báo cáo. Ai có địa chỉ đều xem được, nên đừng chuyển cho người khác."
      actions={kinds.map((kind) => (
        <Button
          key={kind}
          variant="default"
          loading={open.isPending && open.variables === kind}
          onClick={() => open.mutate(kind)}
        >
          {items.some((feed) => feed.kind === kind) ? WORDS[kind].renew : WORDS[kind].make}
        </Button>
      ))}
    >
      <FormProblem error={open.error ?? revoke.error} />
      {open.data ? (
        <>
          <Notice tone="done" live>
            Đã tạo địa chỉ mới; địa chỉ trước đó (nếu có) không còn dùng được. Địa chỉ chỉ hiện một lần này.
          </Notice>
          <CopyOnce
            label={`Địa chỉ: ${CALENDAR_FEED_KIND_LABELS[open.data.kind]}`}
            text={open.data.url}
            copy="Sao chép địa chỉ"
          />
        </>
      ) : null}
      {revoke.isSuccess ? (
        <Notice tone="done" live>
          Đã thu hồi địa chỉ lịch.
        </Notice>
      ) : null}
      {feeds.isPending ? <Loading lines={2} /> : null}
      {feeds.error ? <Failed error={feeds.error} onRetry={() => void feeds.refetch()} /> : null}
      {feeds.data && items.length === 0 ? (
        <Empty title="Chưa có địa chỉ lịch nào.">Bấm nút ở trên để tạo; hạn sẽ tự cập nhật trong lịch.</Empty>
      ) : null}
      {items.length > 0 ? <FeedTable feeds={items} revoke={revoke} /> : null}
    </Section>
  );
}

function FeedTable({ feeds, revoke }: { feeds: readonly CalendarFeed[]; revoke: ReturnType<typeof useRevokeFeed> }) {
  return (
    <PlainTable
      caption="Các địa chỉ lịch đang dùng"
      captionHidden
      rows={feeds}
      rowId={({ id }) => id}
      columns={[
        {
          id: 'kind',
          header: 'Lịch',
          cell: ({ kind, name }) =>
            kind === 'agency' ? `${CALENDAR_FEED_KIND_LABELS[kind]}: ${name}` : CALENDAR_FEED_KIND_LABELS[kind],
        },
        { id: 'made', header: 'Tạo lúc', width: '168px', cell: ({ createdAt }) => formatInstant(createdAt) },
        {
          id: 'read',
          header: 'Đọc gần nhất',
          width: '168px',
          cell: ({ lastReadAt }) => (lastReadAt ? formatInstant(lastReadAt) : 'Chưa lần nào'),
        },
        {
          id: 'act',
          header: 'Thao tác',
          width: '144px',
          cell: (feed) => (
            <Button
              variant="default"
              size="compact-sm"
              loading={revoke.isPending && revoke.variables?.id === feed.id}
              onClick={() => revoke.mutate(feed)}
              aria-label={`Thu hồi địa chỉ: ${CALENDAR_FEED_KIND_LABELS[feed.kind]}`}
            >
              Thu hồi
            </Button>
          ),
        },
      ]}
    />
  );
}
