import { Button, Checkbox } from '@mantine/core';
import { NOTICE_KIND_LABELS } from '@plan/shared/vocabulary/notices';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { FormProblem } from '../../ui/form-problem.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { DigestParts } from './digest-parts.js';
import classes from './notices.module.css';
import { PageLink } from './page-link.js';
import { type Notice, useMarkRead, useNotices } from './queries.js';

const route = getRouteApi('/signed-in/thong-bao');

/** What the system has told the person, the unread first. */
export function NoticesPage() {
  const { moi } = route.useSearch();
  const navigate = route.useNavigate();
  const notices = useNotices(moi !== undefined);
  const mark = useMarkRead();
  const rows = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = notices.data?.pages[0]?.unreadCount ?? 0;
  return (
    <>
      <PageHeading
        title="Thông báo"
        lead={
          <>
            Mỗi ngày một bản tóm tắt việc còn phải làm; báo cáo bị trả lại và các quyết định được báo ngay. Đổi giờ nhận
            và cách nhận ở trang <Link to="/tai-khoan">Tài khoản của tôi</Link>.
          </>
        }
        actions={
          <Button
            variant="default"
            disabled={unread === 0}
            title={unread === 0 ? 'Không còn thông báo nào chưa đọc.' : undefined}
            loading={mark.isPending && mark.variables.length === 0}
            onClick={() => mark.mutate([])}
          >
            Đánh dấu đã đọc tất cả
          </Button>
        }
      />
      <FormProblem error={mark.error} />
      <div className={classes.tools}>
        <p role="status" className={classes.count}>
          {notices.data ? (unread > 0 ? `${formatNumber(unread)} thông báo chưa đọc` : 'Đã đọc hết') : null}
        </p>
        <Checkbox
          label="Chỉ hiện thông báo chưa đọc"
          checked={moi !== undefined}
          onChange={(event) => {
            const only = event.currentTarget.checked ? '1' : undefined;
            void navigate({ search: (before) => ({ ...before, moi: only }), replace: true });
          }}
        />
      </div>
      {notices.isPending ? <Loading /> : null}
      {notices.error ? <Failed error={notices.error} onRetry={() => void notices.refetch()} /> : null}
      {notices.data && rows.length === 0 ? (
        <Empty title={moi === undefined ? 'Chưa có thông báo nào.' : 'Không còn thông báo chưa đọc.'}>
          Khi có việc đến hạn, báo cáo bị trả lại hoặc có quyết định, thông báo sẽ hiện ở đây.
        </Empty>
      ) : null}
      <ul className={classes.list} aria-label="Các thông báo">
        {rows.map((notice) => (
          <li key={notice.id}>
            <NoticeCard notice={notice} onRead={() => mark.mutate([notice.id])} marking={mark.isPending} />
          </li>
        ))}
      </ul>
      {notices.hasNextPage ? (
        <Button
          mt="md"
          variant="default"
          loading={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          Xem thông báo trước đó
        </Button>
      ) : null}
    </>
  );
}

function NoticeCard({ notice, onRead, marking }: { notice: Notice; onRead: () => void; marking: boolean }) {
  const { kind, title, body, link, onBehalfOf, createdAt, readAt, digest } = notice;
  return (
    <article className={classes.notice} data-unread={readAt === null || undefined}>
      <p className={classes.head}>
        <span className={classes.kind}>{NOTICE_KIND_LABELS[kind]}</span>
        <span>{formatInstant(createdAt)}</span>
        {readAt === null ? <strong>Chưa đọc</strong> : null}
      </p>
      <h2 className={classes.title}>
        {digest ? (
          title
        ) : (
          <PageLink to={link} onOpen={readAt === null ? onRead : undefined}>
            {title}
          </PageLink>
        )}
      </h2>
      {onBehalfOf ? <p>Bạn nhận thay {onBehalfOf}, đang vắng mặt.</p> : null}
      {body ? <p>{body}</p> : null}
      {digest ? <DigestParts digest={digest} open={readAt === null} /> : null}
      {readAt === null ? (
        <Button
          className="not-printed"
          variant="default"
          size="compact-sm"
          disabled={marking}
          onClick={onRead}
          aria-label={`Đánh dấu đã đọc: ${title}`}
        >
          Đánh dấu đã đọc
        </Button>
      ) : null}
    </article>
  );
}
