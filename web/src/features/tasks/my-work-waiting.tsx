import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { placeOf } from '../../lib/address-search.js';
import { reads } from '../../lib/api-client.js';
import { formatDay, formatInstant, formatNumber } from '../../lib/dates.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import classes from './my-work.module.css';
import { evidenceWaiting } from './queries.js';

/** How many requests for later dates wait for a decision; nothing when none does. */
export function WaitingExtensions({ planId }: { planId: string }) {
  const waiting = useQuery(
    reads.queryOptions('get', '/api/v1/extensions', {
      params: { query: { planId, state: ['pending'], limit: 200 } },
    }),
  );
  const count = waiting.data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Section title={`Đề nghị gia hạn chờ quyết định: ${formatNumber(count)}${waiting.data?.nextCursor ? '+' : ''}`}>
      <Button
        renderRoot={(props) => <Link to="/don-doc/gia-han" search={{ planId, state: ['pending'] }} {...props} />}
        variant="default"
        className="not-printed"
      >
        Xem và quyết định
      </Button>
    </Section>
  );
}

/** Documents that wait for the standing agency's decision, the longest waiting first. */
export function WaitingEvidence({ planId }: { planId: string }) {
  const waiting = useQuery(evidenceWaiting(planId));
  const items = waiting.data?.items ?? [];
  const more = waiting.data?.nextCursor ? '+' : '';
  return (
    <Section
      title={waiting.data ? `Minh chứng chờ xác nhận: ${formatNumber(items.length)}${more}` : 'Minh chứng chờ xác nhận'}
    >
      {waiting.isPending ? <Loading lines={3} /> : null}
      {waiting.error ? <Failed error={waiting.error} onRetry={() => void waiting.refetch()} /> : null}
      {waiting.data && items.length === 0 ? (
        <Empty title="Không có tài liệu nào chờ xác nhận.">
          Khi một cơ quan nộp tài liệu minh chứng, tài liệu hiện ở đây để xem xét.
        </Empty>
      ) : null}
      <ul className={classes.list}>
        {items.map((evidence) => (
          <li key={evidence.id} className={classes.item}>
            <div className={classes.words}>
              <p className={classes.title}>
                <Link
                  to="/nhiem-vu/$taskId"
                  params={{ taskId: evidence.taskId }}
                  search={{ phan: evidence.assignmentId }}
                >
                  {evidence.agencyName}: văn bản số {evidence.number}, ngày {formatDay(evidence.issuedOn)}
                </Link>
              </p>
              <p className={classes.due}>
                Nhiệm vụ {evidence.taskNumber}. {evidence.taskTitle}
              </p>
              <p className={classes.due}>Nộp lúc {formatInstant(evidence.proposedAt)}</p>
            </div>
            <Button
              component={Link}
              {...placeOf(`/nhiem-vu/${evidence.taskId}?phan=${evidence.assignmentId}`)}
              className="not-printed"
              aria-label={`Xem xét văn bản số ${evidence.number} của ${evidence.agencyName}`}
            >
              Xem xét
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
