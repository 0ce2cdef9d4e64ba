import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { SessionTable } from '../../ui/session-table.js';
import { Failed, Loading } from '../../ui/states.js';
import { sessionsQuery, useEndSession } from './queries.js';

/** Where one is signed in. */
export function SessionSection() {
  const sessions = useQuery(sessionsQuery);
  const end = useEndSession();
  const items = sessions.data?.items ?? [];
  return (
    <Section
      title="Nơi đang đăng nhập"
      lead="Thấy nơi lạ thì kết thúc phiên đó ngay và đổi mật khẩu."
      actions={
        items.length > 1 ? (
          <Button
            variant="default"
            loading={end.isPending && end.variables === 'others'}
            onClick={() => end.mutate('others')}
          >
            Kết thúc mọi phiên khác
          </Button>
        ) : null
      }
    >
      {sessions.isPending ? <Loading lines={2} /> : null}
      {sessions.error ? <Failed error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      {end.isSuccess ? (
        <Notice tone="done" live>
          {end.variables === 'others' ? 'Đã kết thúc mọi phiên khác.' : 'Đã kết thúc phiên.'}
        </Notice>
      ) : null}
      <FormProblem error={end.error} />
      {items.length > 0 ? (
        <SessionTable
          caption="Các phiên đăng nhập của tôi"
          sessions={items}
          ending={end.isPending ? end.variables : null}
          onEnd={({ id }) => end.mutate(id)}
        />
      ) : null}
    </Section>
  );
}
