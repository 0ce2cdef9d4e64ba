import { Button, TextInput } from '@mantine/core';
import {
  MAIL_FAILURE_LABELS,
  MAIL_REFUSAL_WAY_LABELS,
  MAIL_STATE_LABELS,
  MAIL_STATES,
  type MailState,
} from '@plan/shared/vocabulary/mail';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { formatInstant, formatNumber } from '../../lib/dates.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import classes from './mails.module.css';
import { type Mail, refusalsQuery, useMails, useRetryMail } from './queries.js';

const route = getRouteApi('/signed-in/quan-tri/thu-gui-di');

/** Outgoing mail: what waits, what went, what could not go, and addresses that take no mail. */
export function MailsPage() {
  return (
    <OnlyFor permission="mails.manage" title="Thư gửi đi">
      <Mails />
    </OnlyFor>
  );
}

function Mails() {
  const search = route.useSearch();
  const mails = useMails(search);
  const retry = useRetryMail();
  const first = mails.data?.pages[0];
  const rows = mails.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeading
        title="Thư gửi đi"
        lead="Thư nhắc việc mà hệ thống gửi cho cán bộ. Nội dung thư chỉ người nhận đọc."
        printed="Thư gửi đi"
      />
      {first && !first.configured ? (
        <Notice tone="warning" title="Chưa cấu hình thư">
          <p>
            Hệ thống chưa có máy chủ thư, nên thư được giữ lại và chưa gửi; không thư nào mất. Đặt SMTP_URL (hoặc
            SMTP_HOST) và MAIL_FROM rồi khởi động lại. Thông báo trên trang vẫn hoạt động.
          </p>
        </Notice>
      ) : null}
      {first?.configured ? <p className={classes.sender}>Thư được gửi từ {first.sender}.</p> : null}
      {retry.isSuccess ? (
        <Notice tone="done" live>
          Thư gửi {retry.data.to} đã được xếp lại để gửi.
        </Notice>
      ) : null}
      <FormProblem error={retry.error} />
      {first ? <Filters counts={first.counts} /> : null}
      {mails.isPending ? <Loading /> : null}
      {mails.error ? <Failed error={mails.error} onRetry={() => void mails.refetch()} /> : null}
      {mails.data && rows.length === 0 ? (
        <Empty title="Không có thư nào.">
          {search.state || search.q ? 'Thử bỏ điều kiện lọc.' : 'Thư đầu tiên sẽ hiện ở đây khi có việc cần nhắc.'}
        </Empty>
      ) : null}
      {rows.length > 0 ? <MailTable mails={rows} retry={retry} /> : null}
      {mails.hasNextPage ? (
        <Button mt="md" variant="default" loading={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
          Xem thư trước đó
        </Button>
      ) : null}
      <Refusals />
    </>
  );
}

function Filters({ counts }: { counts: Record<MailState, number> }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [words, setWords] = useState(search.q ?? '');
  const all = MAIL_STATES.reduce((sum, state) => sum + counts[state], 0);
  function find(event: FormEvent): void {
    event.preventDefault();
    void navigate({ search: (before) => ({ ...before, q: words.trim() || undefined }) });
  }
  const link = (state: MailState | undefined, label: string, count: number) => (
    <li key={label}>
      <Link
        from="/quan-tri/thu-gui-di"
        to="/quan-tri/thu-gui-di"
        search={(before) => ({ ...before, state })}
        className={classes.state}
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      >
        {label} ({formatNumber(count)})
      </Link>
    </li>
  );
  return (
    <div className={classes.filters}>
      <nav aria-label="Lọc thư theo tình trạng">
        <ul className={classes.states}>
          {link(undefined, 'Tất cả', all)}
          {MAIL_STATES.map((state) => link(state, MAIL_STATE_LABELS[state], counts[state]))}
        </ul>
      </nav>
      <form onSubmit={find} className={classes.find}>
        <TextInput
          label="Tìm theo địa chỉ hoặc tiêu đề"
          type="search"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Tìm
        </Button>
      </form>
    </div>
  );
}

/** Where a mail stands, and what to do about it. */
function standingOf({ state, sentAt, nextAt, attempts, failure, failureText }: Mail) {
  const when = sentAt ? `, ${formatInstant(sentAt)}` : '';
  return (
    <>
      <span data-mail-state={state} className={classes.standing}>
        {MAIL_STATE_LABELS[state]}
        {state === 'sent' ? when : ''}
      </span>
      {failure ? <span className={classes.why}>{MAIL_FAILURE_LABELS[failure]}</span> : null}
      {failureText && state !== 'sent' ? (
        <span className={classes.reply}>Máy chủ thư trả lời: {failureText}</span>
      ) : null}
      {state === 'waiting' && attempts > 0 && nextAt ? (
        <span className={classes.why}>
          Đã thử {formatNumber(attempts)} lần, thử lại lúc {formatInstant(nextAt)}
        </span>
      ) : null}
    </>
  );
}

function MailTable({ mails, retry }: { mails: readonly Mail[]; retry: ReturnType<typeof useRetryMail> }) {
  return (
    <PlainTable
      caption="Thư gửi đi, mới nhất trước"
      captionHidden
      rows={mails}
      rowId={({ id }) => id}
      columns={[
        { id: 'made', header: 'Lập lúc', width: '160px', cell: ({ createdAt }) => formatInstant(createdAt) },
        { id: 'to', header: 'Người nhận', width: '240px', cell: ({ to }) => <span className={classes.to}>{to}</span> },
        { id: 'subject', header: 'Tiêu đề', cell: ({ subject }) => subject },
        { id: 'state', header: 'Tình trạng', cell: standingOf },
        {
          id: 'act',
          header: 'Thao tác',
          width: '120px',
          cell: ({ id, to, canRetry }) =>
            canRetry ? (
              <Button
                variant="default"
                size="compact-sm"
                loading={retry.isPending && retry.variables === id}
                onClick={() => retry.mutate(id)}
                aria-label={`Gửi lại thư cho ${to}`}
              >
                Gửi lại
              </Button>
            ) : (
              'Không cần'
            ),
        },
      ]}
    />
  );
}

function Refusals() {
  const refusals = useQuery(refusalsQuery);
  const items = refusals.data?.items ?? [];
  if (refusals.error) return <Failed error={refusals.error} onRetry={() => void refusals.refetch()} />;
  if (items.length === 0) return null;
  return (
    <div className={classes.refused}>
      <Section
        title="Địa chỉ không nhận được thư"
        lead="Hệ thống không gửi thêm thư đến các địa chỉ này. Sửa địa chỉ trong tài khoản, hoặc gửi lại một thư để thử lần nữa."
      >
        <PlainTable
          caption="Địa chỉ không nhận được thư"
          captionHidden
          rows={items}
          rowId={({ address }) => address}
          columns={[
            {
              id: 'address',
              header: 'Địa chỉ',
              cell: ({ address }) => (
                <Link to="/quan-tri/nguoi-dung" search={{ q: address }} className={classes.to}>
                  {address}
                </Link>
              ),
            },
            { id: 'at', header: 'Từ lúc', width: '168px', cell: ({ at }) => formatInstant(at) },
            { id: 'way', header: 'Cách biết', width: '200px', cell: ({ way }) => MAIL_REFUSAL_WAY_LABELS[way] },
            { id: 'reason', header: 'Máy chủ thư trả lời', cell: ({ reason }) => reason },
          ]}
        />
      </Section>
    </div>
  );
}
