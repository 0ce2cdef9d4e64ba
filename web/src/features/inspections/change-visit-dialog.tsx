import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core';
import { VISIT_STATE_LABELS, VISIT_STATES, type VisitState } from '@plan/shared/vocabulary/inspections';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatDay } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { useEdit } from '../../lib/stale-edit.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { useChangeVisit, type Visit, visitWithTag } from './queries.js';

interface Values {
  onDay: string | null;
  teamText: string;
  state: VisitState;
  conclusionText: string;
}

const valuesOf = ({ data, etag }: Tagged<Visit>): Tagged<Values> => ({
  etag,
  data: { onDay: data.onDay, teamText: data.teamText, state: data.state, conclusionText: data.conclusionText },
});

const FIELDS: Record<keyof Values, FieldWords> = {
  onDay: { label: 'Ngày kiểm tra', show: (value) => (typeof value === 'string' ? formatDay(value) : 'để trống') },
  teamText: { label: 'Thành phần đoàn' },
  state: { label: 'Trạng thái', show: (value) => VISIT_STATE_LABELS[value as VisitState] },
  conclusionText: { label: 'Kết luận' },
};

const SAVE = 'Lưu cuộc kiểm tra';

/** Changing a visit: its day and team, whether it was held, its conclusion. */
export function ChangeVisitDialog({
  visitId,
  opened,
  onClose,
}: {
  visitId: string;
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Sửa cuộc kiểm tra">
      <VisitOf id={visitId} onClose={onClose} />
    </Dialog>
  );
}

function VisitOf({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ ...visitWithTag(id), staleTime: 0 });
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return <VisitForm read={data} onClose={onClose} />;
}

function VisitForm({ read, onClose }: { read: Tagged<Visit>; onClose: () => void }) {
  const queryClient = useQueryClient();
  const change = useChangeVisit(read.data.id);
  const edit = useEdit(valuesOf(read));
  const { onDay, teamText, state, conclusionText } = edit.values;
  const problem = change.error ? asProblem(change.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!onDay || teamText.trim() === '') return;
    change.mutate(
      {
        etag: edit.etag,
        body: { onDay, teamText: teamText.trim(), state, conclusionText: conclusionText.trim() },
      },
      {
        onSuccess: onClose,
        onError: (error) =>
          void edit.meet(error, async () =>
            valuesOf(await queryClient.fetchQuery({ ...visitWithTag(read.data.id), staleTime: 0 })),
          ),
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <StaleNotice edit={edit} fields={FIELDS} save={SAVE} />
        <FormProblem error={change.error} merged />
        <NativeSelect
          label="Trạng thái"
          value={state}
          onChange={(event) => edit.set({ state: event.currentTarget.value as VisitState })}
          data={VISIT_STATES.map((one) => ({ value: one, label: VISIT_STATE_LABELS[one] }))}
        />
        <DateField
          label="Ngày kiểm tra"
          required
          value={onDay}
          onChange={(day) => edit.set({ onDay: day })}
          error={onDay ? problem?.messageFor('onDay') : 'Chọn ngày.'}
        />
        <Textarea
          label="Thành phần đoàn"
          required
          maxLength={500}
          autosize
          value={teamText}
          error={teamText.trim() === '' ? 'Nhập thành phần đoàn.' : undefined}
          onChange={(event) => edit.set({ teamText: event.currentTarget.value })}
        />
        <Textarea
          label={state === 'cancelled' ? 'Lý do không tiến hành' : 'Kết luận'}
          required={state === 'cancelled'}
          maxLength={5_000}
          autosize
          minRows={3}
          value={conclusionText}
          onChange={(event) => edit.set({ conclusionText: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={change.isPending}>
            {SAVE}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
