import { Button, Group, Stack, Textarea, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { FormProblem } from '../../ui/form-problem.js';
import { type AssignmentDetail, useCancelAssignment } from './queries.js';
import classes from './task-assignments.module.css';

interface Props {
  assignment: AssignmentDetail;
  etag: string;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Cancelling one agency's part; it stays in the lists, struck through, with the reason. */
export function CancelForm({ assignment, etag, onClose, onDone }: Props) {
  const cancel = useCancelAssignment(assignment.id, etag);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '') return;
    cancel.mutate(
      { reason: reason.trim() },
      { onSuccess: () => onDone(`Đã hủy phân công của ${assignment.agencyName}.`) },
    );
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3}>Hủy phân công của {assignment.agencyName}</Title>
        <p>Phân công đã hủy không tính là quá hạn nữa, nhưng vẫn còn trong danh sách và lịch sử.</p>
        <FormProblem error={cancel.error} />
        <Textarea
          label="Lý do"
          description="Kèm số, ngày của văn bản cho phép hủy."
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={tried && reason.trim() === '' ? 'Nhập lý do hủy phân công.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" color="red.9" loading={cancel.isPending}>
            Hủy phân công
          </Button>
          <Button variant="default" onClick={onClose}>
            Giữ nguyên
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
