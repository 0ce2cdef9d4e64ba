import { Button, Group, NativeSelect, Select, Stack, Textarea } from '@mantine/core';
import { FINDING_KIND_LABELS, FINDING_KINDS, type FindingKind } from '@plan/shared/vocabulary/inspections';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { useRecordFinding, type Visit } from './queries.js';

interface Props {
  visit: Visit;
  planId: string;
  opened: boolean;
  onClose: () => void;
}

/** Recording what a visit found. */
export function NewFindingDialog({ visit, planId, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Ghi kết quả: ${visit.agencyName}`}>
      <NewFindingForm visit={visit} planId={planId} onClose={onClose} />
    </Dialog>
  );
}

function NewFindingForm({ visit, planId, onClose }: Omit<Props, 'opened'>) {
  const record = useRecordFinding(visit.id);
  const [kind, setKind] = useState<FindingKind>('shortcoming');
  const [text, setText] = useState('');
  const [taskId, setTaskId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const tasks = useQuery({
    queryKey: ['tasks-of-plan', planId],
    queryFn: ({ signal }) => dataOf(api.GET('/api/v1/tasks', { signal, params: { query: { planId, limit: 200 } } })),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (text.trim() === '') return;
    record.mutate({ kind, text: text.trim(), taskId }, { onSuccess: onClose });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={record.error} />
        <NativeSelect
          label="Loại"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as FindingKind)}
          data={FINDING_KINDS.map((one) => ({ value: one, label: FINDING_KIND_LABELS[one] }))}
        />
        <Textarea
          label="Nội dung"
          description="Ghi xong không sửa lại được; cần đính chính thì ghi thêm một kết quả khác."
          required
          maxLength={5_000}
          autosize
          minRows={3}
          value={text}
          error={tried && text.trim() === '' ? 'Nhập nội dung.' : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          label="Về nhiệm vụ"
          description="Để trống khi nói chung về cơ quan."
          searchable
          clearable
          value={taskId}
          onChange={setTaskId}
          nothingFoundMessage="Không có nhiệm vụ nào như vậy"
          data={(tasks.data?.items ?? []).map(({ id, number, title }) => ({
            value: id,
            label: `${number ?? ''}. ${title}`,
          }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={record.isPending}>
            Ghi kết quả
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
