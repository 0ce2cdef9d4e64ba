import { Button, Group, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { today } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { useSetDueDate } from './queries.js';
import classes from './task-assignments.module.css';

/** Setting the due date of a task whose deadline stands in another document, citing that document. */
export function DueDateForm({ taskId, etag, onClose }: { taskId: string; etag: string; onClose: () => void }) {
  const set = useSetDueDate(taskId, etag);
  const [nominalDueOn, setNominalDueOn] = useState<string | null>(null);
  const [effectiveOn, setEffectiveOn] = useState<string | null>(null);
  const [documentText, setDocumentText] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const problem = set.error ? asProblem(set.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (nominalDueOn === null || documentText.trim() === '' || reason.trim() === '') return;
    set.mutate(
      {
        nominalDueOn,
        documentText: documentText.trim(),
        reason: reason.trim(),
        ...(effectiveOn ? { effectiveOn } : {}),
      },
      { onSuccess: onClose },
    );
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3}>Đặt hạn theo văn bản</Title>
        <FormProblem error={set.error} />
        <DateField
          label="Hạn ghi trong văn bản"
          description="Rơi vào ngày nghỉ thì hệ thống tự chuyển sang ngày làm việc tiếp theo."
          required
          w={300}
          value={nominalDueOn}
          error={tried && nominalDueOn === null ? 'Nhập hạn ghi trong văn bản.' : problem?.messageFor('nominalDueOn')}
          onChange={setNominalDueOn}
        />
        <TextInput
          label="Văn bản đặt hạn"
          description="Ví dụ: Công văn số 12/UBND-NC ngày 3/4/2023"
          required
          maxLength={300}
          value={documentText}
          error={tried && documentText.trim() === '' ? 'Nhập văn bản đặt hạn.' : problem?.messageFor('documentText')}
          onChange={(event) => setDocumentText(event.currentTarget.value)}
        />
        <DateField
          label="Áp dụng từ ngày"
          description="Ngày của văn bản. Để trống là từ hôm nay."
          clearable
          w={300}
          maxDay={today()}
          value={effectiveOn}
          error={problem?.messageFor('effectiveOn')}
          onChange={setEffectiveOn}
        />
        <Textarea
          label="Lý do"
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={tried && reason.trim() === '' ? 'Nhập lý do.' : problem?.messageFor('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={set.isPending}>
            Đặt hạn cho nhiệm vụ
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
