import { Button, Group, Radio, Stack, Textarea, Title } from '@mantine/core';
import type { ConfirmationDecision } from '@plan/shared/vocabulary/assignments';
import { type FormEvent, useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type AssignmentDetail, type Evidence, useDecide } from './queries.js';
import classes from './task-assignments.module.css';

interface Props {
  assignment: AssignmentDetail;
  etag: string;
  evidence: Evidence;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** The standing agency's decision on one document; refusing needs a reason. */
export function DecisionForm({ assignment, etag, evidence, onClose, onDone }: Props) {
  const decide = useDecide(assignment.id, etag);
  const mayConfirm = assignment.allowedActions.includes('confirm') && evidence.state === 'proposed';
  const [decision, setDecision] = useState<ConfirmationDecision>(mayConfirm ? 'confirm' : 'refuse');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const refusing = decision === 'refuse';

  if (evidence.state === 'refused') {
    return (
      <Stack gap="sm" className={classes.form}>
        <FormProblem error={decide.error} />
        <p>Văn bản số {evidence.number} đã bị từ chối, không còn gì để quyết định. Cơ quan có thể nộp văn bản khác.</p>
        <Group>
          <Button variant="default" onClick={onClose}>
            Đóng
          </Button>
        </Group>
      </Stack>
    );
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (refusing && reason.trim() === '') return;
    decide.mutate(
      { decision, reason: reason.trim() || null, evidenceId: evidence.id },
      {
        onSuccess: () =>
          onDone(
            refusing
              ? `Đã từ chối văn bản số ${evidence.number}; ${assignment.agencyName} thấy lý do ngay tại đây.`
              : `Đã xác nhận ${assignment.agencyName} hoàn thành ngày ${formatDay(evidence.issuedOn)}.`,
          ),
      },
    );
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3}>
          Văn bản số {evidence.number}, ngày {formatDay(evidence.issuedOn)}
        </Title>
        <FormProblem error={decide.error} />
        {mayConfirm ? (
          <Radio.Group label="Quyết định" value={decision} onChange={(v) => setDecision(v as ConfirmationDecision)}>
            <Stack gap="xs" mt="xs">
              <Radio value="confirm" label={`Xác nhận hoàn thành ngày ${formatDay(evidence.issuedOn)}`} />
              <Radio value="refuse" label="Không chấp nhận, nêu lý do" />
            </Stack>
          </Radio.Group>
        ) : (
          <p>Văn bản này đã được xác nhận. Rút lại xác nhận thì phân công trở về đang thực hiện.</p>
        )}
        <Textarea
          label={refusing ? 'Lý do' : 'Ghi chú (không bắt buộc)'}
          description={refusing ? 'Nói rõ cần bổ sung hoặc sửa gì.' : undefined}
          required={refusing}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={tried && refusing && reason.trim() === '' ? 'Nhập lý do không chấp nhận.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={decide.isPending} color={refusing ? 'red.9' : undefined}>
            {refusing ? 'Không chấp nhận văn bản này' : 'Xác nhận hoàn thành'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
