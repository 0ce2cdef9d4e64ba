import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type Finding, useOrderRemedy, type Visit } from './queries.js';

interface Props {
  visit: Visit;
  /** Null: closed. */
  finding: Finding | null;
  onClose: () => void;
}

/** Ordering a remedy: it becomes a task of the agency, with a due date. */
export function NewRemedyDialog({ visit, finding, onClose }: Props) {
  return (
    <Dialog opened={finding !== null} onClose={onClose} title="Yêu cầu khắc phục">
      {finding ? <NewRemedyForm visit={visit} finding={finding} onClose={onClose} /> : null}
    </Dialog>
  );
}

function NewRemedyForm({ visit, finding, onClose }: { visit: Visit; finding: Finding; onClose: () => void }) {
  const order = useOrderRemedy(finding.id);
  const [text, setText] = useState('');
  const [agencyId, setAgencyId] = useState<string | null>(visit.agencyId);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const problem = order.error ? asProblem(order.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (text.trim() === '' || !dueOn || !agencyId) return;
    order.mutate({ text: text.trim(), dueOn, responsibleAgencyId: agencyId }, { onSuccess: onClose });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={order.error} />
        <Text>Theo kết quả: {finding.text}</Text>
        <Textarea
          label="Việc phải làm"
          required
          maxLength={1_000}
          autosize
          minRows={2}
          value={text}
          error={tried && text.trim() === '' ? 'Nhập việc phải làm.' : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <AgencyPicker
          label="Cơ quan thực hiện"
          required
          value={agencyId}
          onChange={setAgencyId}
          error={tried && !agencyId ? 'Chọn cơ quan.' : problem?.messageFor('responsibleAgencyId')}
        />
        <DateField
          label="Hạn khắc phục"
          description="Rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo. Hệ thống nhắc như mọi nhiệm vụ."
          required
          value={dueOn}
          onChange={setDueOn}
          error={tried && !dueOn ? 'Chọn hạn.' : problem?.messageFor('dueOn')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={order.isPending}>
            Giao việc khắc phục
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
