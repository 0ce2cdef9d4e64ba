import { Button, Checkbox, Group, NumberInput, Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { usePlanChoice } from '../../lib/plan-choice.js';
import { useEdit } from '../../lib/stale-edit.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { OnlyFor } from '../../ui/only-for.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Section } from '../../ui/section.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { LadderPreviewTables } from './ladder-preview.js';
import { type Ladder, type Plan, planQuery, useSaveLadder, useTryLadder } from './queries.js';
import classes from './reminders.module.css';

const route = getRouteApi('/signed-in/ke-hoach/$planId/nhac-viec');

/** When reminders of a plan are sent and who is told, with a look at whom that would be on a day. */
export function LadderPage() {
  return (
    <OnlyFor permission="plans.edit" title="Bậc nhắc việc">
      <Page />
    </OnlyFor>
  );
}

function Page() {
  const { planId } = route.useParams();
  const plan = useQuery(planQuery(planId));
  return (
    <>
      <PageHeading
        title="Bậc nhắc việc"
        lead={
          <Link to="/ke-hoach/$planId" params={{ planId }}>
            {plan.data ? `Về kế hoạch năm ${plan.data.data.year}` : 'Về kế hoạch'}
          </Link>
        }
      />
      {plan.error ? <Failed error={plan.error} onRetry={() => void plan.refetch()} /> : null}
      {plan.isPending ? <Loading lines={10} /> : null}
      {plan.data ? <LadderForm key={planId} plan={plan.data} /> : null}
    </>
  );
}

const FIELDS: Record<keyof Ladder, FieldWords> = {
  dueIn7: { label: 'Nhắc trước 7 ngày' },
  dueIn3: { label: 'Nhắc trước 3 ngày' },
  dueIn1: { label: 'Nhắc trước 1 ngày' },
  repeatDays: { label: 'Nhắc lại sau số ngày' },
  headFromDay: { label: 'Báo thủ trưởng cơ quan từ ngày quá hạn thứ' },
  standingFromDay: { label: 'Báo cơ quan thường trực từ ngày quá hạn thứ' },
  steeringFromDay: { label: 'Báo Ban Chỉ đạo từ ngày quá hạn thứ' },
  monthly: { label: 'Nhắc hằng tháng việc không có hạn' },
};
const BEFORE = ['dueIn7', 'dueIn3', 'dueIn1'] as const;
const CLIMB = ['headFromDay', 'standingFromDay', 'steeringFromDay'] as const;

const ladderOf = ({ data, etag }: Tagged<Plan>): Tagged<Ladder> => ({ data: data.settings.ladder, etag });

function LadderForm({ plan }: { plan: Tagged<Plan> }) {
  const { id } = plan.data;
  const queryClient = useQueryClient();
  const { asOf } = usePlanChoice();
  const [day, setDay] = useState<string | null>(asOf);
  const [saved, setSaved] = useState(false);
  const edit = useEdit<Ladder>(ladderOf(plan));
  const save = useSaveLadder(id);
  const preview = useTryLadder(id);
  const set = (change: Partial<Ladder>) => {
    setSaved(false);
    edit.set(change);
  };
  const number = (field: 'repeatDays' | (typeof CLIMB)[number], max: number) => (
    <NumberInput
      key={field}
      label={FIELDS[field].label}
      min={1}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      w={400}
      maw="100%"
      value={edit.values[field]}
      onChange={(value) => {
        if (typeof value === 'number') set({ [field]: value });
      }}
    />
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    setSaved(false);
    save.mutate(
      { ladder: edit.values, etag: edit.etag },
      {
        onSuccess: (answer) => {
          edit.saved(ladderOf(answer));
          setSaved(true);
        },
        onError: (error) =>
          void edit.meet(error, async () => ladderOf(await queryClient.fetchQuery({ ...planQuery(id), staleTime: 0 }))),
      },
    );
  }

  return (
    <>
      <form onSubmit={submit} noValidate>
        <Stack maw={640}>
          <StaleNotice edit={edit} fields={FIELDS} save="Lưu bậc nhắc việc" />
          <FormProblem error={save.error} merged />
          {saved ? (
            <Notice tone="done" live>
              Đã lưu bậc nhắc việc. Hệ thống dùng từ lượt nhắc tiếp theo.
            </Notice>
          ) : null}
          <Checkbox.Group
            label="Trước hạn, nhắc cán bộ của cơ quan"
            value={BEFORE.filter((field) => edit.values[field])}
            onChange={(chosen) => set(Object.fromEntries(BEFORE.map((field) => [field, chosen.includes(field)])))}
          >
            <Group mt="xs">
              {BEFORE.map((field) => (
                <Checkbox key={field} value={field} label={FIELDS[field].label} />
              ))}
            </Group>
          </Checkbox.Group>
          {number('repeatDays', 31)}
          {CLIMB.map((field) => number(field, 365))}
          <Checkbox
            label="Nhắc hằng tháng việc không có hạn"
            description="Nhiệm vụ thường xuyên quá một tháng chưa báo cáo; nhiệm vụ theo lộ trình hoặc chưa rõ hạn mà chưa ai đặt hạn."
            checked={edit.values.monthly}
            onChange={(event) => set({ monthly: event.currentTarget.checked })}
          />
          <Button type="submit" w="fit-content" loading={save.isPending}>
            Lưu bậc nhắc việc
          </Button>
        </Stack>
      </form>
      <div className={classes.apart}>
        <Section
          title="Thử: ai sẽ được nhắc"
          lead="Tính theo các số đang chọn ở trên, kể cả khi chưa lưu. Không gửi gì."
        >
          <Group align="flex-end" mb="md">
            <DateField label="Vào ngày" required w={220} value={day} onChange={setDay} />
            <Button
              variant="default"
              disabled={day === null}
              loading={preview.isPending}
              onClick={() => preview.mutate({ day: day ?? '', ladder: edit.values })}
            >
              Xem ai được nhắc
            </Button>
          </Group>
          <FormProblem error={preview.error} />
          {preview.data ? <LadderPreviewTables preview={preview.data} /> : null}
        </Section>
      </div>
    </>
  );
}
