import { Button, Group, Select, Stack, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { today } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { candidatesQuery, type Deputy, useGiveDeputy } from './queries.js';

interface Props {
  opened: boolean;
  onClose: () => void;
  onGiven: (deputy: Deputy) => void;
}

/** Making a colleague one's deputy for a period. */
export function GiveDeputyDialog({ opened, onClose, onGiven }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Ủy quyền cho người khác">
      <GiveDeputyForm onClose={onClose} onGiven={onGiven} />
    </Dialog>
  );
}

function GiveDeputyForm({ onClose, onGiven }: Omit<Props, 'opened'>) {
  const give = useGiveDeputy();
  const [deputyUserId, setDeputyUserId] = useState<string | null>(null);
  const [fromOn, setFromOn] = useState<string | null>(today());
  const [toOn, setToOn] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [words, setWords] = useState('');
  const [typed] = useDebouncedValue(words, 200);
  const candidates = useQuery({ ...candidatesQuery(typed), placeholderData: keepPreviousData });
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const found = (candidates.data?.items ?? []).map(({ userId, displayName, username }) => ({
    value: userId,
    label: `${displayName} (${username})`,
  }));
  const problem = give.error ? asProblem(give.error) : null;
  const backwards = fromOn !== null && toOn !== null && toOn < fromOn;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!deputyUserId || !fromOn || !toOn || backwards || reason.trim() === '') return;
    give.mutate({ deputyUserId, fromOn, toOn, reason: reason.trim() }, { onSuccess: onGiven });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={give.error} />
        <Select
          label="Người được ủy quyền"
          description="Đồng nghiệp cùng cơ quan."
          placeholder="Gõ tên để tìm"
          required
          searchable
          data={chosen && !found.some(({ value }) => value === chosen.value) ? [chosen, ...found] : found}
          filter={({ options }) => options}
          value={deputyUserId}
          onChange={(id, option) => {
            setDeputyUserId(id);
            setChosen(option ? { value: option.value, label: option.label } : null);
          }}
          onSearchChange={(text) => setWords(text === chosen?.label ? '' : text)}
          nothingFoundMessage={candidates.isFetching ? 'Đang tìm…' : 'Không có ai khớp trong cơ quan của bạn.'}
          error={tried && !deputyUserId ? 'Chọn người được ủy quyền.' : problem?.messageFor('deputyUserId')}
        />
        <Group align="flex-start" grow>
          <DateField
            label="Từ ngày"
            required
            value={fromOn}
            onChange={setFromOn}
            error={tried && !fromOn ? 'Nhập ngày bắt đầu.' : problem?.messageFor('fromOn')}
          />
          <DateField
            label="Đến hết ngày"
            required
            value={toOn}
            onChange={setToOn}
            error={
              tried && !toOn
                ? 'Nhập ngày cuối.'
                : backwards
                  ? 'Ngày cuối phải từ ngày bắt đầu trở đi.'
                  : problem?.messageFor('toOn')
            }
          />
        </Group>
        <Textarea
          label="Lý do"
          description="Ví dụ: đi công tác; nghỉ phép; theo giấy ủy quyền số 12/GUQ ngày 03/05/2023."
          required
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={tried && reason.trim() === '' ? 'Ghi lý do ủy quyền.' : problem?.messageFor('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={give.isPending}>
            Ủy quyền
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
