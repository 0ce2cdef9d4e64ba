import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { formatDayWithWeekday } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { UrgingTabs } from '../../ui/urging-tabs.js';
import { assignmentToday, useAsk } from './queries.js';

const route = getRouteApi('/signed-in/don-doc/gia-han/xin');

/** Asking for a later date of one assignment of one's own agency. */
export function AskPage() {
  const { assignmentId } = route.useSearch();
  return (
    <>
      <UrgingTabs />
      <PageHeading title="Xin gia hạn" lead="Gửi được cả trước và sau khi đến hạn." />
      {assignmentId ? (
        <Ask assignmentId={assignmentId} />
      ) : (
        <Empty title="Chưa chọn phân công nào." action={<Link to="/nhiem-vu">Mở trang Nhiệm vụ</Link>}>
          Mở nhiệm vụ, mở phần của cơ quan mình, rồi bấm “Xin gia hạn”.
        </Empty>
      )}
    </>
  );
}

function Ask({ assignmentId }: { assignmentId: string }) {
  const assignment = useQuery(assignmentToday(assignmentId));
  const ask = useAsk(assignmentId);
  const navigate = route.useNavigate();
  const [newDueOn, setNewDueOn] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const problem = ask.error ? asProblem(ask.error) : null;
  if (assignment.error) return <Failed error={assignment.error} onRetry={() => void assignment.refetch()} />;
  if (!assignment.data) return <Loading lines={6} />;
  const part = assignment.data;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (newDueOn === null || reason.trim() === '') return;
    ask.mutate(
      { newDueOn, reason: reason.trim() },
      { onSuccess: ({ id, planId }) => void navigate({ to: '/don-doc/gia-han', search: { planId, mo: id } }) },
    );
  }

  return (
    <>
      <Section title={`Nhiệm vụ ${part.taskNumber ?? ''}. ${part.taskTitle}`}>
        <Facts>
          <Fact name="Cơ quan chủ trì">{part.agencyName}</Fact>
          <Fact name="Hạn đang áp dụng">{part.dueOn ? formatDayWithWeekday(part.dueOn) : 'Không có hạn cụ thể'}</Fact>
          <Fact name="Hạn đầu tiên">
            {part.firstDueOn && part.firstDueOn !== part.dueOn ? formatDayWithWeekday(part.firstDueOn) : null}
          </Fact>
          <Fact name="Hiện nay">
            <TimelinessChip
              timeliness={part.timeliness}
              deadlineKind={part.deadlineKind}
              dueOn={part.dueOn}
              asOf={today()}
            />
          </Fact>
        </Facts>
      </Section>
      {part.allowedActions.includes('ask_extension') || ask.isPending ? (
        <form onSubmit={submit} noValidate>
          <Stack gap="sm" maw={640}>
            <FormProblem error={ask.error} />
            <DateField
              label="Xin gia hạn đến ngày"
              description="Phải sau hạn đang áp dụng. Rơi vào ngày nghỉ thì hệ thống chuyển sang ngày làm việc tiếp theo."
              required
              w={320}
              value={newDueOn}
              error={tried && newDueOn === null ? 'Nhập ngày xin gia hạn đến.' : problem?.messageFor('newDueOn')}
              onChange={setNewDueOn}
            />
            <Textarea
              label="Lý do"
              description="Nói rõ vướng ở đâu, đã làm gì, cần thêm bao lâu. Nếu có văn bản, ghi số và ngày."
              required
              autosize
              minRows={3}
              maxLength={2000}
              value={reason}
              error={tried && reason.trim() === '' ? 'Nhập lý do xin gia hạn.' : problem?.messageFor('reason')}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <p>Trong khi chờ quyết định, hạn đang áp dụng vẫn tính; danh sách ghi rõ là đang xin gia hạn.</p>
            <Group gap="xs">
              <Button type="submit" loading={ask.isPending}>
                Gửi đề nghị gia hạn
              </Button>
              <Link to="/nhiem-vu/$taskId" params={{ taskId: part.taskId }} search={{ phan: part.id }}>
                Thôi, về nhiệm vụ
              </Link>
            </Group>
          </Stack>
        </form>
      ) : (
        <NotAskable pending={part.pendingExtension} assignmentId={assignmentId} planId={part.planId} />
      )}
    </>
  );
}

function NotAskable({ pending, assignmentId, planId }: { pending: boolean; assignmentId: string; planId: string }) {
  if (pending) {
    return (
      <Empty
        title="Phân công này đã có một đề nghị gia hạn đang chờ."
        action={
          <Link to="/don-doc/gia-han" search={{ planId, assignmentId }}>
            Xem đề nghị đang chờ
          </Link>
        }
      >
        Hãy chờ quyết định, hoặc rút đề nghị đó rồi gửi lại.
      </Empty>
    );
  }
  return (
    <Empty title="Bạn không xin gia hạn được cho phân công này.">
      Chỉ cơ quan chủ trì xin gia hạn cho phân công còn mở và có hạn của chính mình.
    </Empty>
  );
}
