import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Agency } from '../../lib/directory.js';
import { asProblem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Section } from '../../ui/section.js';
import { linesOf } from './lines.js';
import { useChangeAgency } from './queries.js';

/** Changing an agency: names, place, and its end with who takes over. */
export function EditAgency({ agency, etag, onClose }: { agency: Agency; etag: string; onClose: () => void }) {
  const change = useChangeAgency(agency.id, etag);
  const [name, setName] = useState(agency.name);
  const [aliases, setAliases] = useState(agency.aliases.join('\n'));
  const [identifier, setIdentifier] = useState(agency.identifier ?? '');
  const [parentId, setParentId] = useState(agency.parentId);
  const [validTo, setValidTo] = useState(agency.validTo);
  const [successorId, setSuccessorId] = useState(agency.successorIds[0] ?? null);
  const problem = change.error ? asProblem(change.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate(
      {
        name: name.trim(),
        aliases: linesOf(aliases),
        identifier: identifier.trim() || null,
        parentId,
        validTo,
        // A split has several successors; only a changed choice is sent, so that the others stay.
        ...(successorId === (agency.successorIds[0] ?? null) ? {} : { successorIds: successorId ? [successorId] : [] }),
      },
      { onSuccess: onClose },
    );
  }

  return (
    <Section title="Sửa thông tin cơ quan">
      <form onSubmit={submit} noValidate>
        <Stack maw={560}>
          <FormProblem error={change.error} />
          <TextInput
            label="Tên đầy đủ"
            required
            maxLength={300}
            value={name}
            error={name.trim() === '' ? 'Nhập tên cơ quan.' : problem?.messageFor('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label="Tên gọi khác"
            description="Mỗi dòng một tên, như văn bản vẫn viết."
            autosize
            minRows={2}
            value={aliases}
            onChange={(event) => setAliases(event.currentTarget.value)}
          />
          <TextInput
            label="Mã định danh"
            maxLength={50}
            value={identifier}
            error={problem?.messageFor('identifier')}
            onChange={(event) => setIdentifier(event.currentTarget.value)}
          />
          <AgencyPicker label="Cơ quan cấp trên" clearable value={parentId} onChange={setParentId} />
          <DateField
            label="Hoạt động đến hết ngày"
            description="Để trống khi cơ quan vẫn hoạt động. Cơ quan không bị xóa, chỉ kết thúc."
            clearable
            value={validTo}
            onChange={setValidTo}
            w={260}
          />
          {validTo ? (
            <AgencyPicker label="Cơ quan kế thừa" clearable value={successorId} onChange={setSuccessorId} />
          ) : null}
          <Group>
            <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
              Lưu thông tin cơ quan
            </Button>
            <Button variant="default" onClick={onClose}>
              Thôi
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
