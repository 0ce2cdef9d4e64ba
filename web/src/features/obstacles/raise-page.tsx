import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core';
import {
  OBSTACLE_KIND_LABELS,
  OBSTACLE_KINDS,
  OBSTACLE_LEVEL_LABELS,
  OBSTACLE_LEVELS,
  type ObstacleKind,
  type ObstacleLevel,
} from '@plan/shared/vocabulary/obstacles';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { useMe } from '../../lib/session.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, Loading } from '../../ui/states.js';
import { ObstacleTabs } from './obstacle-tabs.js';
import { ownAssignments, reportLine, useRaise, useRaiseFromReport } from './queries.js';

const route = getRouteApi('/signed-in/vuong-mac/neu');

/** Raising an obstacle of one's own agency. */
export function RaisePage() {
  return (
    <OnlyFor permission="obstacles.raise" title="Nêu vướng mắc">
      <Raise />
    </OnlyFor>
  );
}

function Raise() {
  const me = useMe();
  const { plan, isPending } = usePlanChoice();
  return (
    <>
      <ObstacleTabs />
      <PageHeading
        title="Nêu vướng mắc"
        lead="Cơ quan thường trực nhận, trả lời hoặc chuyển cơ quan khác, trình Ban Chỉ đạo."
      />
      {isPending ? <Loading lines={8} /> : null}
      {plan && me.agencyId ? <RaiseStart planId={plan.id} agencyId={me.agencyId} /> : null}
      {!isPending && (!plan || !me.agencyId) ? (
        <Empty title={plan ? 'Tài khoản này không gắn với cơ quan nào.' : 'Chưa có kế hoạch nào.'}>
          {plan
            ? 'Xin nhờ quản trị hệ thống gắn tài khoản với cơ quan.'
            : 'Khi có kế hoạch, cơ quan nêu vướng mắc ở đây.'}
        </Empty>
      ) : null}
    </>
  );
}

/** From a line of a report the form begins with what the line says. */
function RaiseStart({ planId, agencyId }: { planId: string; agencyId: string }) {
  const { assignmentId, reportId } = route.useSearch();
  const line = useQuery({
    ...reportLine(reportId ?? '', assignmentId ?? ''),
    enabled: reportId !== undefined && assignmentId !== undefined,
  });
  if (line.isLoading) return <Loading lines={8} />;
  return <RaiseForm planId={planId} agencyId={agencyId} words={line.data?.obstacleText ?? ''} />;
}

function RaiseForm({ planId, agencyId, words }: { planId: string; agencyId: string; words: string }) {
  const { assignmentId: given, reportId } = route.useSearch();
  const navigate = route.useNavigate();
  const parts = useQuery(ownAssignments(planId, agencyId));
  const alone = useRaise();
  const fromReport = useRaiseFromReport(reportId ?? '');
  const raise = reportId ? fromReport : alone;
  const [assignmentId, setAssignmentId] = useState(given ?? '');
  const [kind, setKind] = useState<ObstacleKind | ''>('');
  const [text, setText] = useState(words);
  const [levelAble, setLevelAble] = useState<ObstacleLevel | ''>('');
  const [askedOfAgencyId, setAskedOf] = useState<string | null>(null);
  const [wantedBy, setWantedBy] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const problem = raise.error ? asProblem(raise.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (kind === '' || text.trim() === '') return;
    const open = (obstacleId: string) => void navigate({ to: '/vuong-mac/$obstacleId', params: { obstacleId } });
    const said = { kind, text: text.trim(), levelAble: levelAble || null, askedOfAgencyId, wantedBy };
    if (reportId && assignmentId) {
      fromReport.mutate({ ...said, assignmentId }, { onSuccess: ({ obstacleId }) => open(obstacleId) });
    } else {
      alone.mutate({ ...said, planId, assignmentId: assignmentId || null }, { onSuccess: ({ id }) => open(id) });
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={680}>
        <FormProblem error={raise.error} />
        <NativeSelect
          label="Vướng ở nhiệm vụ nào"
          value={assignmentId}
          onChange={(event) => setAssignmentId(event.currentTarget.value)}
          data={[
            { value: '', label: 'Cả kế hoạch, không riêng nhiệm vụ nào' },
            ...(parts.data?.items ?? []).map((part) => ({
              value: part.id,
              label: `${part.taskNumber ?? ''}. ${part.taskTitle}`,
            })),
          ]}
        />
        <NativeSelect
          label="Loại vướng mắc"
          required
          value={kind}
          error={tried && kind === '' ? 'Chọn loại vướng mắc.' : problem?.messageFor('kind')}
          onChange={(event) => setKind(event.currentTarget.value as ObstacleKind | '')}
          data={[
            { value: '', label: 'Chọn một loại' },
            ...OBSTACLE_KINDS.map((value) => ({ value, label: OBSTACLE_KIND_LABELS[value] })),
          ]}
        />
        <Textarea
          label="Nội dung vướng mắc và kiến nghị"
          description="Vướng ở đâu, đã làm gì, kiến nghị ai làm gì. Không ghi dữ liệu cá nhân của công dân."
          required
          autosize
          minRows={4}
          maxLength={5000}
          value={text}
          error={tried && text.trim() === '' ? 'Nhập nội dung vướng mắc.' : problem?.messageFor('text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          label="Cấp giải quyết được (nếu biết)"
          value={levelAble}
          onChange={(event) => setLevelAble(event.currentTarget.value as ObstacleLevel | '')}
          data={[
            { value: '', label: 'Chưa rõ' },
            ...OBSTACLE_LEVELS.map((value) => ({ value, label: OBSTACLE_LEVEL_LABELS[value] })),
          ]}
        />
        <AgencyPicker
          label="Đề nghị cơ quan nào giúp (nếu có)"
          clearable
          value={askedOfAgencyId}
          onChange={(id) => setAskedOf(id)}
        />
        <DateField
          label="Mong được giải quyết trước ngày"
          clearable
          w={300}
          value={wantedBy}
          error={problem?.messageFor('wantedBy')}
          onChange={setWantedBy}
        />
        <Group gap="xs">
          <Button type="submit" loading={raise.isPending}>
            Nêu vướng mắc này
          </Button>
          <Link to="/vuong-mac">Thôi, về danh sách</Link>
        </Group>
      </Stack>
    </form>
  );
}
