import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { usePlanInspection } from './queries.js';

interface Props {
  planId: string;
  opened: boolean;
  onClose: () => void;
}

/** Planning an inspection; its visits are added on its own page. */
export function NewInspectionDialog({ planId, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Lập đợt kiểm tra">
      <NewInspectionForm planId={planId} onClose={onClose} />
    </Dialog>
  );
}

function NewInspectionForm({ planId, onClose }: { planId: string; onClose: () => void }) {
  const navigate = useNavigate();
  const plan = usePlanInspection();
  const [title, setTitle] = useState('');
  const [basisText, setBasisText] = useState('');
  const [fromOn, setFromOn] = useState<string | null>(null);
  const [toOn, setToOn] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const problem = plan.error ? asProblem(plan.error) : null;
  const missing = (words: string, value: string | null): string | undefined =>
    tried && (value ?? '').trim() === '' ? words : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (title.trim() === '' || basisText.trim() === '' || !fromOn || !toOn) return;
    plan.mutate(
      { planId, title: title.trim(), basisText: basisText.trim(), fromOn, toOn },
      {
        onSuccess: ({ id }) => {
          onClose();
          void navigate({ to: '/don-doc/kiem-tra/$inspectionId', params: { inspectionId: id } });
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={plan.error} />
        <TextInput
          label="Tên đợt kiểm tra"
          required
          maxLength={300}
          value={title}
          error={missing('Nhập tên đợt kiểm tra.', title)}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label="Căn cứ"
          description="Số, ngày của kế hoạch hoặc quyết định kiểm tra."
          required
          maxLength={300}
          value={basisText}
          error={missing('Nhập số, ngày của văn bản.', basisText)}
          onChange={(event) => setBasisText(event.currentTarget.value)}
        />
        <Group align="flex-start" grow>
          <DateField
            label="Từ ngày"
            required
            value={fromOn}
            onChange={setFromOn}
            error={missing('Chọn ngày đầu.', fromOn)}
          />
          <DateField
            label="Đến hết ngày"
            required
            value={toOn}
            onChange={setToOn}
            error={missing('Chọn ngày cuối.', toOn) ?? problem?.messageFor('toOn')}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={plan.isPending}>
            Lập đợt kiểm tra
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
