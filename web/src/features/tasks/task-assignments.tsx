import { Button } from '@mantine/core';
import { ASSIGNMENT_ROLE_LABELS, type AssignmentRole } from '@plan/shared/vocabulary/assignments';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDay, formatNumber } from '../../lib/dates.js';
import { useMe } from '../../lib/session.js';
import { Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { AssignmentPanel } from './assignment-panel.js';
import { DueDay, DueNotes } from './due-day.js';
import { type Assignment, type TaskDetail, useAssignments } from './queries.js';
import classes from './task-assignments.module.css';

interface Props {
  task: TaskDetail;
  asOf: string;
  /** The assignment that the address opens. */
  part?: string;
}

/** Each agency's part: leading ones in full, coordinating ones behind a button when they are many. */
export function TaskAssignments({ task, asOf, part }: Props) {
  return (
    <>
      <PartList task={task} asOf={asOf} part={part} side="lead" title="Cơ quan chủ trì" />
      <PartList task={task} asOf={asOf} part={part} side="coordinate" title="Cơ quan phối hợp" />
    </>
  );
}

const FEW = 12;

function PartList({ task, asOf, part, side: role, title }: Props & { side: AssignmentRole; title: string }) {
  const me = useMe();
  const parts = useAssignments(
    {
      taskId: task.id,
      planId: task.planId,
      asOf,
      role: [role],
      origin: [task.origin],
      q: undefined,
      groupId: undefined,
      agencyId: undefined,
      timeliness: undefined,
      overdueBand: undefined,
      firstTimeliness: undefined,
      deadlineKind: undefined,
      sort: 'agency',
    },
    true,
  );
  const rows = parts.data?.pages.flatMap((page) => page.items) ?? [];
  const own = rows.find((row) => row.agencyId === me.agencyId);
  const only = role === 'lead' && rows.length === 1 ? rows[0] : undefined;
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  // Until a person chooses: what the address names, else his own agency's part, else the only one.
  const open = chosen ?? rows.find((row) => row.id === part)?.id ?? (role === 'lead' ? own?.id : undefined) ?? only?.id;
  const ordered = own ? [own, ...rows.filter((row) => row !== own)] : rows;
  const shown = all || rows.length <= FEW ? ordered : ordered.slice(0, role === 'lead' ? FEW : own ? 1 : 0);

  return (
    <Section title={rows.length > 0 ? `${title}: ${formatNumber(rows.length)}${parts.hasNextPage ? '+' : ''}` : title}>
      {parts.isPending ? <Loading lines={2} /> : null}
      {parts.error ? <Failed error={parts.error} onRetry={() => void parts.refetch()} /> : null}
      {parts.data && rows.length === 0 ? <p>Không có cơ quan nào được phân công.</p> : null}
      <ul className={classes.list}>
        {shown.map((row) => (
          <PartItem
            key={row.id}
            row={row}
            task={task}
            asOf={asOf}
            own={row === own}
            open={row.id === open}
            onToggle={() => setChosen(row.id === open ? '' : row.id)}
          />
        ))}
      </ul>
      {shown.length < rows.length ? (
        <Button variant="default" onClick={() => setAll(true)} className="not-printed">
          Hiện đủ {formatNumber(rows.length)} cơ quan
        </Button>
      ) : null}
      {all && parts.hasNextPage ? (
        <Button variant="default" loading={parts.isFetchingNextPage} onClick={() => void parts.fetchNextPage()}>
          Xem thêm cơ quan
        </Button>
      ) : null}
    </Section>
  );
}

interface ItemProps {
  row: Assignment;
  task: TaskDetail;
  asOf: string;
  own: boolean;
  open: boolean;
  onToggle: () => void;
}

function PartItem({ row, task, asOf, own, open, onToggle }: ItemProps) {
  const Sign = open ? IconChevronDown : IconChevronRight;
  const isLead = row.role === 'lead';
  const head = (
    <>
      <span className={classes.name}>
        {row.agencyName}
        {own ? ' (cơ quan của tôi)' : ''}
      </span>
      <span className={classes.state}>
        {isLead ? (
          <>
            <TimelinessChip timeliness={row.timeliness} deadlineKind={row.deadlineKind} dueOn={row.dueOn} asOf={asOf} />
            {row.completedOn ? <span>ngày {formatDay(row.completedOn)}</span> : <DueDay dueOn={row.dueOn} />}
            <DueNotes pending={row.pendingExtension} />
            {row.urgingCount > 0 ? <span>đã đôn đốc {formatNumber(row.urgingCount)} lần</span> : null}
          </>
        ) : (
          ASSIGNMENT_ROLE_LABELS[row.role]
        )}
      </span>
    </>
  );
  return (
    <li className={classes.item}>
      <button type="button" className={classes.head} aria-expanded={open} onClick={onToggle}>
        <Sign size={18} aria-hidden />
        {head}
      </button>
      {open ? <AssignmentPanel assignmentId={row.id} task={task} asOf={asOf} /> : null}
    </li>
  );
}
