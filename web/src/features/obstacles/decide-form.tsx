import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type ObstacleDetail, useAct } from './queries.js';

interface Props {
  obstacle: ObstacleDetail;
  etag: string;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** The Steering Committee's conclusion: what is done, by whom, by when. */
export function DecideForm({ obstacle, etag, onClose, onDone }: Props) {
  const send = useAct(obstacle.id, etag);
  const [conclusion, setConclusion] = useState('');
  const [responsibleAgencyId, setResponsible] = useState<string | null>(obstacle.askedOfAgencyId);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  // Stays until the next try: gone on leaving the field, the button below would slip from under the pointer.
  const [dayMissing, setDayMissing] = useState(false);
  const problem = send.error ? asProblem(send.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    setDayMissing(dueOn === null);
    if (conclusion.trim() === '' || responsibleAgencyId === null || dueOn === null) return;
    send.mutate(
      { path: 'decisions', body: { conclusion: conclusion.trim(), responsibleAgencyId, dueOn } },
      { onSuccess: () => onDone('Đã kết luận; việc được giao và theo dõi hạn như các nhiệm vụ khác.') },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={680}>
        <FormProblem error={send.error} />
        <Textarea
          label="Kết luận, việc phải làm"
          description="Câu này thành tên nhiệm vụ của cơ quan chịu trách nhiệm."
          required
          autosize
          minRows={3}
          maxLength={5000}
          value={conclusion}
          error={tried && conclusion.trim() === '' ? 'Nhập kết luận.' : problem?.messageFor('conclusion')}
          onChange={(event) => setConclusion(event.currentTarget.value)}
        />
        <AgencyPicker
          label="Cơ quan chịu trách nhiệm"
          required
          value={responsibleAgencyId}
          error={
            tried && responsibleAgencyId === null ? 'Chọn một cơ quan.' : problem?.messageFor('responsibleAgencyId')
          }
          onChange={(id) => setResponsible(id)}
        />
        <DateField
          label="Hạn thực hiện"
          description="Rơi vào ngày nghỉ thì hệ thống chuyển theo cài đặt của kế hoạch."
          required
          w={300}
          value={dueOn}
          error={dayMissing ? 'Nhập hạn thực hiện.' : problem?.messageFor('dueOn')}
          onChange={setDueOn}
        />
        <Group gap="xs">
          <Button type="submit" loading={send.isPending}>
            Ghi kết luận và giao việc
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
