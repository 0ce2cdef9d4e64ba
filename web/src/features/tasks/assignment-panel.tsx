import { Button, Group } from '@mantine/core';
import { EVIDENCE_STATE_LABELS } from '@plan/shared/vocabulary/assignments';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay, formatInstant } from '../../lib/dates.js';
import { useMay, useMe } from '../../lib/session.js';
import { Notice } from '../../ui/notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { CancelForm } from './cancel-form.js';
import { DecisionForm } from './decision-form.js';
import { EvidenceForm } from './evidence-form.js';
import {
  type AssignmentDetail,
  assignmentQuery,
  type Evidence,
  evidenceOfAssignment,
  type TaskDetail,
} from './queries.js';
import classes from './task-assignments.module.css';

interface Props {
  assignmentId: string;
  task: TaskDetail;
  asOf: string;
}

type Act = { kind: 'propose' } | { kind: 'cancel' } | { kind: 'decide'; evidence: Evidence };

/** One agency's part: its documents, and what the signed-in person may do now, as the API says. */
export function AssignmentPanel({ assignmentId, task, asOf }: Props) {
  const assignment = useQuery(assignmentQuery(assignmentId, asOf));
  const evidence = useQuery(evidenceOfAssignment(assignmentId));
  const me = useMe();
  const mayRaise = useMay('obstacles.raise');
  const [act, setAct] = useState<Act | null>(null);
  const [done, setDone] = useState<string | null>(null);
  if (assignment.error || evidence.error) {
    return (
      <div className={classes.panel}>
        <Failed
          error={assignment.error ?? evidence.error}
          onRetry={() => void Promise.all([assignment.refetch(), evidence.refetch()])}
        />
      </div>
    );
  }
  if (!assignment.data || !evidence.data) {
    return (
      <div className={classes.panel}>
        <Loading lines={2} />
      </div>
    );
  }
  const { data, etag } = assignment.data;
  const may = (action: (typeof data.allowedActions)[number]) => data.allowedActions.includes(action);
  const finish = (words: string) => {
    setAct(null);
    setDone(words);
  };
  const begin = (next: Act) => {
    setDone(null);
    setAct(next);
  };

  return (
    <div className={classes.panel}>
      {done ? (
        <Notice tone="done" live>
          {done}
        </Notice>
      ) : null}
      {data.cancelledOn ? (
        <p>
          Phân công đã hủy từ ngày {formatDay(data.cancelledOn)}. Lý do: {data.cancelReason ?? 'không ghi'}.
        </p>
      ) : null}
      <Dates assignment={data} asOf={asOf} />
      {evidence.data.items.length === 0 ? (
        <p>
          {data.role === 'coordinate'
            ? 'Cơ quan phối hợp không phải nộp tài liệu minh chứng; tình trạng theo cơ quan chủ trì.'
            : 'Chưa có tài liệu minh chứng nào.'}
        </p>
      ) : (
        <ul className={classes.evidence} aria-label="Tài liệu minh chứng">
          {evidence.data.items.map((one) => (
            <EvidenceItem
              key={one.id}
              evidence={one}
              task={task}
              mayDecide={
                (one.state === 'proposed' && (may('confirm') || may('refuse'))) ||
                (one.state === 'confirmed' && may('refuse'))
              }
              onDecide={() => begin({ kind: 'decide', evidence: one })}
            />
          ))}
        </ul>
      )}
      {act === null ? (
        <Group gap="xs" className="not-printed">
          {may('propose_evidence') ? (
            <Button onClick={() => begin({ kind: 'propose' })}>Nộp tài liệu minh chứng</Button>
          ) : null}
          {may('ask_extension') ? (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/don-doc/gia-han/xin" search={{ assignmentId }} {...props} />}
            >
              Xin gia hạn
            </Button>
          ) : null}
          {mayRaise && data.agencyId === me.agencyId && data.cancelledOn === null ? (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/vuong-mac/neu" search={{ assignmentId }} {...props} />}
            >
              Nêu vướng mắc
            </Button>
          ) : null}
          {may('cancel') ? (
            <Button variant="default" onClick={() => begin({ kind: 'cancel' })}>
              Hủy phân công này
            </Button>
          ) : null}
        </Group>
      ) : null}
      {act?.kind === 'propose' ? (
        <EvidenceForm
          assignmentId={assignmentId}
          task={task}
          onClose={() => setAct(null)}
          onDone={() =>
            finish('Đã nộp tài liệu minh chứng. Cơ quan thường trực sẽ xem và xác nhận; kết quả hiện ngay tại đây.')
          }
        />
      ) : null}
      {act?.kind === 'decide' ? (
        <DecisionForm
          // Not by the version: what the API refused stays in sight when the page has read anew.
          key={act.evidence.id}
          assignment={data}
          etag={etag}
          evidence={evidence.data.items.find(({ id }) => id === act.evidence.id) ?? act.evidence}
          onClose={() => setAct(null)}
          onDone={finish}
        />
      ) : null}
      {act?.kind === 'cancel' ? (
        <CancelForm assignment={data} etag={etag} onClose={() => setAct(null)} onDone={finish} />
      ) : null}
    </div>
  );
}

/** What a later date changes: the first one stays in sight, and a request that waits hides nothing. */
function Dates({ assignment, asOf }: { assignment: AssignmentDetail; asOf: string }) {
  const { pendingExtension, firstDueOn, dueOn, role } = assignment;
  const moved = role === 'lead' && firstDueOn !== null && dueOn !== firstDueOn;
  return (
    <>
      {pendingExtension ? (
        <Notice>
          Đang xin gia hạn, chờ quyết định; hạn hiện nay vẫn áp dụng.{' '}
          <Link to="/don-doc/gia-han" search={{ assignmentId: assignment.id }} className="not-printed">
            Xem đề nghị
          </Link>
        </Notice>
      ) : null}
      {moved ? (
        <p>
          Hạn đầu tiên {formatDay(firstDueOn)}; so với hạn đó:{' '}
          <TimelinessChip timeliness={assignment.firstTimeliness} dueOn={firstDueOn} asOf={asOf} />
        </p>
      ) : null}
    </>
  );
}

interface ItemProps {
  evidence: Evidence;
  task: TaskDetail;
  mayDecide: boolean;
  onDecide: () => void;
}

function EvidenceItem({ evidence, task, mayDecide, onDecide }: ItemProps) {
  const deliverable = task.deliverables.find((one) => one.id === evidence.deliverableId);
  return (
    <li className={classes.document}>
      <p>
        <strong>
          Số {evidence.number}, ngày {formatDay(evidence.issuedOn)}
        </strong>{' '}
        · {EVIDENCE_STATE_LABELS[evidence.state]}
        {evidence.selfConfirmed ? ' (tự xác nhận)' : ''}
      </p>
      <p>{evidence.abstract}</p>
      {deliverable ? <p>Kết quả: {deliverable.text}</p> : null}
      <p>
        Nộp {evidence.proposedByName ? `bởi ${evidence.proposedByName}, ` : ''}lúc {formatInstant(evidence.proposedAt)}
        {evidence.decidedAt
          ? `. ${EVIDENCE_STATE_LABELS[evidence.state]}${evidence.decidedByName ? ` bởi ${evidence.decidedByName}` : ''}, lúc ${formatInstant(evidence.decidedAt)}`
          : ''}
        {evidence.decisionReason ? `. Lý do: ${evidence.decisionReason}` : ''}
      </p>
      {evidence.warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      {mayDecide ? (
        <Button size="compact-md" className="not-printed" onClick={onDecide}>
          {evidence.state === 'proposed' ? 'Xem xét, xác nhận' : 'Rút lại xác nhận'}
        </Button>
      ) : null}
    </li>
  );
}
