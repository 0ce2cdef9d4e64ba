import { Button } from '@mantine/core';
import type { TaskOrigin } from '@plan/shared/vocabulary/assignments';
import { Link } from '@tanstack/react-router';
import { placeOf } from '../../lib/address-search.js';
import { formatNumber } from '../../lib/dates.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { DueDay, DueNotes } from './due-day.js';
import classes from './my-work.module.css';
import { useAssignments } from './queries.js';

interface Props {
  planId: string;
  agencyId: string;
  asOf: string;
}

const OPEN = ['overdue', 'due_soon', 'on_track', 'no_deadline'] as const;

/** The open tasks that one's own agency leads, the most urgent first. */
export function OwnAssignments(props: Props) {
  return (
    <>
      <OwnOf {...props} origin="annex" />
      <OwnOf {...props} origin="obstacle" />
      <OwnOf {...props} origin="section_iv" />
      <OwnOf {...props} origin="inspection" />
    </>
  );
}

const TITLES: Record<TaskOrigin, string> = {
  annex: 'Việc cơ quan tôi chủ trì, chưa xong',
  obstacle: 'Việc giao theo kết luận về vướng mắc, chưa xong',
  section_iv: 'Việc giao ngoài phụ lục, chưa xong',
  inspection: 'Việc khắc phục sau kiểm tra, chưa xong',
};

/** The duties outside the annex have their own numbers, and so their own list; none: no list. */
function OwnOf({ planId, agencyId, asOf, origin }: Props & { origin: TaskOrigin }) {
  const parts = useAssignments(
    {
      planId,
      asOf,
      agencyId: [agencyId],
      role: ['lead'],
      sort: 'dueOn',
      origin: [origin],
      q: undefined,
      groupId: undefined,
      timeliness: undefined,
      overdueBand: undefined,
      firstTimeliness: undefined,
      deadlineKind: undefined,
    },
    true,
  );
  const all = parts.data?.pages.flatMap((page) => page.items) ?? [];
  const open = all.filter((part) => (OPEN as readonly string[]).includes(part.timeliness));
  const overdue = open.filter((part) => part.timeliness === 'overdue').length;
  if (origin !== 'annex' && open.length === 0) return null;
  return (
    <Section
      title={parts.data ? `${TITLES[origin]}: ${formatNumber(open.length)}` : TITLES[origin]}
      lead={overdue > 0 ? `Trong đó ${formatNumber(overdue)} việc đã quá hạn.` : undefined}
      actions={
        origin === 'annex' ? (
          <Link to="/nhiem-vu" search={{ xem: 'phan-cong', agencyId }}>
            Xem mọi việc của cơ quan, cả phối hợp
          </Link>
        ) : null
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
                <TimelinessChip
                  timeliness={part.timeliness}
                  deadlineKind={part.deadlineKind}
                  dueOn={part.dueOn}
                  asOf={asOf}
                />{' '}
                <DueDay dueOn={part.dueOn} long />
                <DueNotes pending={part.pendingExtension} />
              </p>
            </div>
            <Button
              component={Link}
              {...placeOf(`/nhiem-vu/${part.taskId}?phan=${part.id}`)}
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
