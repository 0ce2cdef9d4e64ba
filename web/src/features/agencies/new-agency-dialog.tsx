import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { AGENCY_LEVEL_LABELS, AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { linesOf } from './lines.js';
import { useAddAgency } from './queries.js';

/** Adding an agency to the directory. */
export function NewAgencyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Thêm cơ quan">
      <NewAgencyForm onClose={onClose} />
    </Dialog>
  );
}

function NewAgencyForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const add = useAddAgency();
  const [name, setName] = useState('');
  const [level, setLevel] = useState<AgencyLevel>('department');
  const [parentId, setParentId] = useState<string | null>(null);
  const [identifier, setIdentifier] = useState('');
  const [aliases, setAliases] = useState('');
  const [tried, setTried] = useState(false);
  const problem = add.error ? asProblem(add.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '') return;
    add.mutate(
      { name: name.trim(), level, parentId, identifier: identifier.trim() || null, aliases: linesOf(aliases) },
      {
        onSuccess: (agency) => {
          onClose();
          void navigate({ to: '/co-quan/$agencyId', params: { agencyId: agency.id } });
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={add.error} />
        <TextInput
          label="Tên đầy đủ"
          required
          maxLength={300}
          value={name}
          error={tried && name.trim() === '' ? 'Nhập tên cơ quan.' : problem?.messageFor('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Cấp"
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value as AgencyLevel)}
          data={AGENCY_LEVELS.map((one) => ({ value: one, label: AGENCY_LEVEL_LABELS[one] }))}
        />
        <AgencyPicker
          label="Cơ quan cấp trên"
          description="Với cấp xã: chọn UBND cấp huyện."
          clearable
          value={parentId}
          onChange={setParentId}
        />
        <TextInput
          label="Mã định danh"
          maxLength={50}
          value={identifier}
          error={problem?.messageFor('identifier')}
          onChange={(event) => setIdentifier(event.currentTarget.value)}
        />
        <Textarea
          label="Tên gọi khác"
          description="Mỗi dòng một tên, như văn bản vẫn viết."
          autosize
          minRows={2}
          value={aliases}
          onChange={(event) => setAliases(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={add.isPending}>
            Thêm cơ quan
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
