import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import type { ExtensionDecision } from '@plan/shared/vocabulary/extensions';
import { type FormEvent, useState } from 'react';
import { formatDay, formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { PlainTable } from '../../ui/plain-table.js';
import { type Extension, useDecideMany } from './queries.js';

interface Props {
  opened: boolean;
  chosen: readonly Extension[];
  onClose: () => void;
  onDone: (words: string) => void;
}

/** One decision on several requests: all of them or none. */
export function DecideManyDialog({ opened, chosen, onClose, onDone }: Props) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={`Quyết định ${formatNumber(chosen.length)} đề nghị gia hạn`}
    >
      {opened ? <Decide chosen={chosen} onClose={onClose} onDone={onDone} /> : null}
    </Dialog>
  );
}

function Decide({ chosen, onClose, onDone }: Omit<Props, 'opened'>) {
  const decide = useDecideMany();
  const [decision, setDecision] = useState<ExtensionDecision>('grant');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const granting = decision === 'grant';
  const count = formatNumber(chosen.length);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!granting && reason.trim() === '') return;
    decide.mutate(
      {
        items: chosen.map(({ id, version }) => ({ extensionId: id, version })),
        decision,
        reason: reason.trim() || null,
      },
      {
        onSuccess: () =>
          onDone(granting ? `Đã gia hạn theo ${count} đề nghị, tính từ hôm nay.` : `Đã trả lời ${count} đề nghị.`),
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem error={decide.error} />
        <PlainTable
          caption="Các đề nghị đã chọn"
          captionHidden
          rows={chosen}
          rowId={(one) => one.id}
          columns={[
            { id: 'agency', header: 'Cơ quan', cell: (one) => one.agencyName },
            {
              id: 'task',
              header: 'Nhiệm vụ',
              cell: (one) => `${one.assignment.taskNumber}. ${one.assignment.taskTitle}`,
            },
            {
              id: 'from',
              header: 'Hạn áp dụng',
              width: '120px',
              cell: (one) => (one.assignment.dueOn ? formatDay(one.assignment.dueOn) : ''),
            },
            {
              id: 'to',
              header: 'Hạn mới',
              width: '140px',
              cell: (one) => (one.dueOn ? formatDayWithWeekday(one.dueOn) : ''),
            },
          ]}
        />
        <Radio.Group
          label="Quyết định chung"
          value={decision}
          onChange={(value) => setDecision(value as ExtensionDecision)}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="grant" label="Đồng ý gia hạn đến ngày từng cơ quan xin" />
            <Radio value="refuse" label="Không gia hạn, nêu lý do" />
          </Stack>
        </Radio.Group>
        <Textarea
          label={granting ? 'Ý kiến (không bắt buộc)' : 'Lý do không gia hạn'}
          required={!granting}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={tried && !granting && reason.trim() === '' ? 'Nêu lý do để các cơ quan biết.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={decide.isPending} color={granting ? undefined : 'red.9'}>
            {granting ? `Đồng ý gia hạn ${count} đề nghị` : `Không gia hạn ${count} đề nghị`}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
