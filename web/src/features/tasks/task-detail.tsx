import { Button } from '@mantine/core';
import { ASSIGNMENT_ROLE_LABELS, TASK_ORIGIN_LABELS } from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KIND_LABELS } from '@plan/shared/vocabulary/deadline-kinds';
import { useState } from 'react';
import { formatDay, formatDayWithWeekday } from '../../lib/dates.js';
import { Explanation } from '../../ui/explanation.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { DueDateForm } from './due-date-form.js';
import type { TaskDetail } from './queries.js';
import { TaskAssignments } from './task-assignments.js';
import { TaskHistory } from './task-history.js';

interface Props {
  task: TaskDetail;
  etag: string;
  asOf: string;
  /** The assignment that is open. */
  part?: string;
  /** At the side of a list: without the history, which the task's own page shows. */
  compact?: boolean;
}

/** A task: how it stands, the deadline explained, the words of the plan, each agency's part. */
export function TaskDetailView({ task, etag, asOf, part, compact }: Props) {
  const [settingDate, setSettingDate] = useState(false);
  const { deadline, firstDeadline } = task;
  const maySetDate = task.allowedActions.includes('set_due_date');

  return (
    <>
      <Section title="Tình trạng">
        <Facts>
          <Fact name="Tình trạng">
            <TimelinessChip
              timeliness={task.timeliness}
              deadlineKind={deadline.kind}
              dueOn={task.judgedDueOn}
              asOf={asOf}
            />{' '}
            tính đến ngày {formatDay(asOf)}
          </Fact>
          <Fact name="Hạn">{deadline.dueOn ? formatDayWithWeekday(deadline.dueOn) : 'Không có hạn cụ thể'}</Fact>
          <Fact name="Vì sao">
            <Explanation text={deadline.explanation} />
          </Fact>
          <Fact name="Hạn đầu tiên">
            {firstDeadline.dueOn && firstDeadline.dueOn !== deadline.dueOn
              ? formatDayWithWeekday(firstDeadline.dueOn)
              : null}
          </Fact>
          <Fact name="Gia hạn">
            {task.extendedTo ? `có cơ quan được gia hạn đến ${formatDayWithWeekday(task.extendedTo)}` : null}
          </Fact>
          {task.firstTimeliness !== task.timeliness ? (
            <Fact name="So với hạn đầu tiên">
              <TimelinessChip timeliness={task.firstTimeliness} deadlineKind={deadline.kind} />
            </Fact>
          ) : null}
          <Fact name="Đang xin gia hạn">
            {task.pendingExtensions > 0 ? `${task.pendingExtensions} cơ quan, chờ quyết định` : null}
          </Fact>
          <Fact name="Kết quả chung">
            {task.progress.total > 0
              ? `${task.progress.done}/${task.progress.total} cơ quan chủ trì đã hoàn thành`
              : 'Chưa có cơ quan chủ trì nào được phân công'}
          </Fact>
          <Fact name="Hoàn thành ngày">{task.completedOn ? formatDayWithWeekday(task.completedOn) : null}</Fact>
        </Facts>
        {deadline.unsure ? (
          <Notice tone="warning" title="Thời hạn này có thể hiểu theo cách khác">
            Xin đối chiếu với văn bản gốc: “{task.deadlineText}”.
          </Notice>
        ) : null}
        {maySetDate && !settingDate ? (
          <Button mt="sm" variant="default" onClick={() => setSettingDate(true)}>
            Đặt hạn theo văn bản
          </Button>
        ) : null}
        {settingDate ? <DueDateForm taskId={task.id} etag={etag} onClose={() => setSettingDate(false)} /> : null}
      </Section>
      <Section title="Theo văn bản của kế hoạch">
        <Facts>
          <Fact name="Đơn vị chủ trì">{task.leadText || 'Không ghi'}</Fact>
          <Fact name="Đơn vị phối hợp">{task.coordinateText || 'Không ghi'}</Fact>
          <Fact name="Kết quả, sản phẩm">
            {task.deliverables.length > 0 ? (
              <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                {task.deliverables.map((one) => (
                  <li key={one.id}>{one.text}</li>
                ))}
              </ul>
            ) : (
              'Không ghi'
            )}
          </Fact>
          <Fact name="Thời hạn">{task.deadlineText || 'Không ghi'}</Fact>
          <Fact name="Loại thời hạn">{DEADLINE_KIND_LABELS[deadline.kind]}</Fact>
          <Fact name="Nguồn">{TASK_ORIGIN_LABELS[task.origin]}</Fact>
        </Facts>
        {task.unresolvedSides.map((side) => (
          <Notice key={`${side.role} ${side.text}`} tone="warning" title="Phần chưa phân công được cho ai">
            {ASSIGNMENT_ROLE_LABELS[side.role]}: “{side.text}”.
          </Notice>
        ))}
      </Section>
      {task.dueDateChanges.length > 0 ? (
        <Section title="Các lần đổi hạn">
          <ul>
            {task.dueDateChanges.map((change) => (
              <li key={`${change.effectiveOn} ${change.assignmentId ?? ''} ${change.dueOn}`}>
                Từ ngày {formatDay(change.effectiveOn)}: hạn {formatDayWithWeekday(change.dueOn)} ({change.documentText}
                ). {change.reason}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <TaskAssignments task={task} asOf={asOf} part={part} />
      {compact ? null : <TaskHistory taskId={task.id} />}
    </>
  );
}
