import { Button, Radio, Stack, Textarea, Title } from '@mantine/core';
import type { ExtensionDecision } from '@plan/shared/vocabulary/extensions';
import { type FormEvent, useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type ExtensionDetail, useDecide } from './queries.js';

interface Props {
  extension: ExtensionDetail;
  etag: string;
  onDone: (words: string) => void;
}

/** Granting, also to another day than was asked for, or refusing with a reason. */
export function DecideForm({ extension, etag, onDone }: Props) {
  const decide = useDecide(extension.id, etag);
  const grant = extension.allowedActions.find(({ action }) => action === 'grant');
  const [decision, setDecision] = useState<ExtensionDecision>(grant?.allowed ? 'grant' : 'refuse');
  const [newDueOn, setNewDueOn] = useState<string | null>(extension.newDueOn);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const granting = decision === 'grant';
  const problem = decide.error ? asProblem(decide.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (granting ? newDueOn === null : reason.trim() === '') return;
    decide.mutate(
      { decision, reason: reason.trim() || null, ...(granting ? { newDueOn } : {}) },
      {
        onSuccess: (decided) =>
          onDone(
            granting && decided.dueOn
              ? `Đã gia hạn cho ${extension.agencyName} đến ngày ${formatDay(decided.dueOn)}, tính từ hôm nay.`
              : `Đã trả lời không gia hạn; ${extension.agencyName} thấy lý do ở đề nghị số ${extension.number}.`,
          ),
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={3}>Quyết định</Title>
        <FormProblem error={decide.error} />
        <Radio.Group
          label="Quyết định gia hạn"
          value={decision}
          onChange={(value) => setDecision(value as ExtensionDecision)}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="grant"
              label="Đồng ý gia hạn"
              disabled={!grant?.allowed}
              description={grant?.allowed ? undefined : grant?.reason}
            />
            <Radio value="refuse" label="Không gia hạn, nêu lý do" />
          </Stack>
        </Radio.Group>
        {granting ? (
          <DateField
            label="Hạn mới"
            description="Có thể cho ngày khác với ngày xin. Rơi vào ngày nghỉ thì hệ thống chuyển theo cài đặt của kế hoạch."
            required
            w={320}
            value={newDueOn}
            error={tried && newDueOn === null ? 'Nhập hạn mới.' : problem?.messageFor('newDueOn')}
            onChange={setNewDueOn}
          />
        ) : null}
        <Textarea
          label={granting ? 'Ý kiến (không bắt buộc)' : 'Lý do không gia hạn'}
          required={!granting}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={
            tried && !granting && reason.trim() === '' ? 'Nêu lý do để cơ quan biết.' : problem?.messageFor('reason')
          }
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" w="fit-content" loading={decide.isPending} color={granting ? undefined : 'red.9'}>
          {granting ? 'Đồng ý gia hạn' : 'Không gia hạn'}
        </Button>
      </Stack>
    </form>
  );
}
