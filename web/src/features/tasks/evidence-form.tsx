import { Button, Group, NativeSelect, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { today } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type TaskDetail, useProposeEvidence } from './queries.js';
import classes from './task-assignments.module.css';

interface Props {
  assignmentId: string;
  task: TaskDetail;
  onClose: () => void;
  onDone: () => void;
}

/** Handing in the issued document that proves completion. */
export function EvidenceForm({ assignmentId, task, onClose, onDone }: Props) {
  const propose = useProposeEvidence(assignmentId);
  const [number, setNumber] = useState('');
  const [issuedOn, setIssuedOn] = useState<string | null>(null);
  const [abstract, setAbstract] = useState('');
  const [deliverableId, setDeliverableId] = useState('');
  const [tried, setTried] = useState(false);
  const problem = propose.error ? asProblem(propose.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (number.trim() === '' || abstract.trim() === '' || issuedOn === null) return;
    propose.mutate(
      { number: number.trim(), issuedOn, abstract: abstract.trim(), deliverableId: deliverableId || null },
      { onSuccess: onDone },
    );
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3}>Nộp tài liệu minh chứng</Title>
        <FormProblem error={propose.error} />
        <TextInput
          label="Số, ký hiệu văn bản"
          description="Ví dụ: 15-CT/TU"
          required
          maxLength={100}
          data-autofocus
          value={number}
          error={tried && number.trim() === '' ? 'Nhập số, ký hiệu của văn bản.' : problem?.messageFor('number')}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <DateField
          label="Ngày ban hành"
          description="Khi được xác nhận, ngày này là ngày hoàn thành nhiệm vụ."
          required
          w={260}
          maxDay={today()}
          value={issuedOn}
          error={tried && issuedOn === null ? 'Nhập ngày ban hành của văn bản.' : problem?.messageFor('issuedOn')}
          onChange={setIssuedOn}
        />
        <Textarea
          label="Trích yếu"
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={abstract}
          error={tried && abstract.trim() === '' ? 'Nhập trích yếu của văn bản.' : problem?.messageFor('abstract')}
          onChange={(event) => setAbstract(event.currentTarget.value)}
        />
        {task.deliverables.length > 1 ? (
          <NativeSelect
            label="Là kết quả, sản phẩm nào"
            value={deliverableId}
            onChange={(event) => setDeliverableId(event.currentTarget.value)}
            data={[
              { value: '', label: 'Cả nhiệm vụ' },
              ...task.deliverables.map((one) => ({ value: one.id, label: one.text })),
            ]}
          />
        ) : null}
        <Group gap="xs">
          <Button type="submit" loading={propose.isPending}>
            Nộp để xác nhận hoàn thành
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
