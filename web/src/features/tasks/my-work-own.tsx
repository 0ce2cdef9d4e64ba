import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatNumber } from '../../lib/dates.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { DueDay } from './due-cell.js';
import classes from './my-work.module.css';
import { useAssignments } from './queries.js';

interface Props {
  planId: string;
  agencyId: string;
  asOf: string;
}

const OPEN = ['overdue', 'due_soon', 'on_track', 'no_deadline'] as const;

/** The open tasks that one's own agency leads, the most urgent first. */
export function OwnAssignments({ planId, agencyId, asOf }: Props) {
  const parts = useAssignments(
    {
      planId,
      asOf,
      agencyId: [agencyId],
      role: ['lead'],
      sort: 'dueOn',
      origin: ['annex', 'section_iv'],
      q: undefined,
      groupId: undefined,
      timeliness: undefined,
      deadlineKind: undefined,
    },
    true,
  );
  const all = parts.data?.pages.flatMap((page) => page.items) ?? [];
  const open = all.filter((part) => (OPEN as readonly string[]).includes(part.timeliness));
  const overdue = open.filter((part) => part.timeliness === 'overdue').length;
  return (
    <Section
      title={
        parts.data ? `Việc cơ quan tôi chủ trì, chưa xong: ${formatNumber(open.length)}` : 'Việc cơ quan tôi chủ trì'
      }
      lead={overdue > 0 ? `Trong đó ${formatNumber(overdue)} việc đã quá hạn.` : undefined}
      actions={
        <Link to="/nhiem-vu" search={{ xem: 'phan-cong', agencyId }}>
          Xem mọi việc của cơ quan, cả phối hợp
        </Link>
      }
    >
      {parts.isPending ? <Loading lines={6} /> : null}
      {parts.error ? <Failed error={parts.error} onRetry={() => void parts.refetch()} /> : null}
      {parts.data && open.length === 0 ? (
        <Empty title={all.length > 0 ? 'Mọi việc cơ quan chủ trì đã xong.' : 'Cơ quan không chủ trì nhiệm vụ nào.'}>
          {all.length > 0
            ? 'Tài liệu đã nộp và ngày hoàn thành xem ở trang Nhiệm vụ.'
            : 'Việc phối hợp xem ở trang Nhiệm vụ.'}
        </Empty>
      ) : null}
      <ul className={classes.list}>
        {open.map((part) => (
          <li key={part.id} className={classes.item}>
            <div className={classes.words}>
              <p className={classes.title}>
                <Link to="/nhiem-vu/$taskId" params={{ taskId: part.taskId }} search={{ phan: part.id }}>
                  {part.taskNumber}. {part.taskTitle}
                </Link>
              </p>
              <p className={classes.due}>
                <TimelinessChip timeliness={part.timeliness} deadlineKind={part.deadlineKind} />{' '}
                <DueDay dueOn={part.dueOn} timeliness={part.timeliness} asOf={asOf} long />
              </p>
            </div>
            <Button
              component={Link}
              to={`/nhiem-vu/${part.taskId}?phan=${part.id}`}
              variant={part.timeliness === 'overdue' || part.timeliness === 'due_soon' ? 'filled' : 'default'}
              className="not-printed"
              aria-label={`Nộp minh chứng cho nhiệm vụ ${part.taskNumber}`}
            >
              Nộp minh chứng
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
