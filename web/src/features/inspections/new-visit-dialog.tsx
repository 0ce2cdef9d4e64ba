import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type InspectionDetail, usePlanVisit } from './queries.js';

interface Props {
  inspection: InspectionDetail;
  opened: boolean;
  onClose: () => void;
}

/** Adding an agency to an inspection. */
export function NewVisitDialog({ inspection, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Thêm cơ quan được kiểm tra">
      <NewVisitForm inspection={inspection} onClose={onClose} />
    </Dialog>
  );
}

function NewVisitForm({ inspection, onClose }: Omit<Props, 'opened'>) {
  const plan = usePlanVisit(inspection.id);
  const [agencyId, setAgencyId] = useState<string | null>(null);
  const [onDay, setOnDay] = useState<string | null>(inspection.fromOn);
  const [teamText, setTeamText] = useState('');
  const [tried, setTried] = useState(false);
  const problem = plan.error ? asProblem(plan.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!agencyId || !onDay || teamText.trim() === '') return;
    plan.mutate({ agencyId, onDay, teamText: teamText.trim() }, { onSuccess: onClose });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={plan.error} />
        <AgencyPicker
          label="Cơ quan được kiểm tra"
          required
          value={agencyId}
          onChange={setAgencyId}
          error={tried && !agencyId ? 'Chọn cơ quan.' : problem?.messageFor('agencyId')}
        />
        <DateField
          label="Ngày kiểm tra"
          description={`Trong khoảng ${formatDay(inspection.fromOn)} – ${formatDay(inspection.toOn)}.`}
          required
          value={onDay}
          onChange={setOnDay}
          error={tried && !onDay ? 'Chọn ngày.' : problem?.messageFor('onDay')}
        />
        <Textarea
          label="Thành phần đoàn"
          description="Ghi cơ quan và chức danh."
          required
          maxLength={500}
          autosize
          minRows={2}
          value={teamText}
          error={tried && teamText.trim() === '' ? 'Nhập thành phần đoàn.' : undefined}
          onChange={(event) => setTeamText(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={plan.isPending}>
            Thêm cơ quan
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
