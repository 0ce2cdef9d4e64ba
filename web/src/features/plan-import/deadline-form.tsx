import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { DEADLINE_KIND_LABELS, DEADLINE_KINDS, type DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { reads } from '../../lib/api-client.js';
import { DateField } from '../../ui/date-field.js';
import { Explanation } from '../../ui/explanation.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import classes from './preview.module.css';
import { type PlanImport, type PreviewTask, useSaveEdits } from './queries.js';

interface Props {
  task: PreviewTask;
  data: PlanImport;
  etag: string;
  onClose: () => void;
}

/**
 * Correcting a deadline: new words, which the API reads at once, or, where words do not do, the kind and the day that a
 * person says they mean.
 */
export function DeadlineForm({ task, data, etag, onClose }: Props) {
  const save = useSaveEdits(data.id, etag);
  const [text, setText] = useState(task.deadlineText);
  const [byHand, setByHand] = useState(false);
  const [kind, setKind] = useState<DeadlineKind>(task.deadline.kind);
  const [nominalDueOn, setNominalDueOn] = useState(task.deadline.nominalDueOn);
  const reading = useQuery({
    ...reads.queryOptions('get', '/api/v1/deadline-readings', {
      params: { query: { text, year: data.plan.year } },
    }),
    enabled: !byHand,
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const others = (data.edits.tasks ?? []).filter((edit) => edit.position !== task.position);
    const before = (data.edits.tasks ?? []).find((edit) => edit.position === task.position);
    const edit = {
      ...before,
      position: task.position,
      number: task.number ?? undefined,
      deadlineText: text,
      deadline: byHand ? { kind, startOn: null, nominalDueOn } : undefined,
    };
    save.mutate({ ...data.edits, tasks: [...others, edit] }, { onSuccess: onClose });
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <FormProblem error={save.error} />
      <TextInput
        label="Thời hạn ghi là"
        description="Ví dụ: Tháng 4/2023; Quý II/2023; Trước ngày 30/6/2023; Thường xuyên"
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {byHand ? (
        <>
          <NativeSelect
            label="Loại thời hạn"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as DeadlineKind)}
            data={DEADLINE_KINDS.map((one) => ({ value: one, label: DEADLINE_KIND_LABELS[one] }))}
          />
          <DateField
            label="Ngày đến hạn"
            description="Để trống với loại không có hạn."
            clearable
            w={260}
            value={nominalDueOn}
            onChange={setNominalDueOn}
          />
        </>
      ) : (
        <div aria-live="polite">
          {reading.data ? (
            <Notice tone={reading.data.unsure ? 'warning' : 'info'} title={DEADLINE_KIND_LABELS[reading.data.kind]}>
              <p>
                <Explanation text={reading.data.explanation} />
              </p>
            </Notice>
          ) : null}
        </div>
      )}
      <Group gap="xs">
        <Button type="submit" loading={save.isPending}>
          Lưu thời hạn
        </Button>
        <Button variant="default" onClick={() => setByHand((before) => !before)}>
          {byHand ? 'Để hệ thống đọc chữ' : 'Tự chọn loại và ngày'}
        </Button>
        <Button variant="default" onClick={onClose}>
          Thôi
        </Button>
      </Group>
    </form>
  );
}
