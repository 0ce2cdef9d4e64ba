import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatDay } from '../../lib/dates.js';
import { type Agency, useAgencyName } from '../../lib/directory.js';
import { asProblem } from '../../lib/problem.js';
import { useEdit } from '../../lib/stale-edit.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Section } from '../../ui/section.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { linesOf } from './lines.js';
import { agencyWithTag, useChangeAgency } from './queries.js';

/** What the form edits of an agency. */
interface Values {
  name: string;
  /** One name a line, as typed. */
  aliases: string;
  identifier: string;
  parentId: string | null;
  validTo: string | null;
  successorId: string | null;
}

const valuesOf = ({ data, etag }: Tagged<Agency>): Tagged<Values> => ({
  etag,
  data: {
    name: data.name,
    aliases: data.aliases.join('\n'),
    identifier: data.identifier ?? '',
    parentId: data.parentId,
    validTo: data.validTo,
    successorId: data.successorIds[0] ?? null,
  },
});

const agencyName = (id: unknown) => <AgencyName id={typeof id === 'string' ? id : undefined} />;

function AgencyName({ id }: { id: string | undefined }) {
  const name = useAgencyName(id);
  return id === undefined ? 'không có' : (name ?? '…');
}

const FIELDS: Record<keyof Values, FieldWords> = {
  name: { label: 'Tên đầy đủ' },
  aliases: { label: 'Tên gọi khác', show: (value) => linesOf(String(value)).join('; ') || 'để trống' },
  identifier: { label: 'Mã định danh' },
  parentId: { label: 'Cơ quan cấp trên', show: agencyName },
  validTo: {
    label: 'Hoạt động đến hết ngày',
    show: (value) => (typeof value === 'string' ? formatDay(value) : 'vẫn hoạt động'),
  },
  successorId: { label: 'Cơ quan kế thừa', show: agencyName },
};

const SAVE = 'Lưu thông tin cơ quan';

/** Changing an agency: names, place, and its end with who takes over. */
export function EditAgency({ agency, etag, onClose }: { agency: Agency; etag: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const change = useChangeAgency(agency.id);
  const edit = useEdit(valuesOf({ data: agency, etag }));
  const { name, aliases, identifier, parentId, validTo, successorId } = edit.values;
  const problem = change.error ? asProblem(change.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate(
      {
        etag: edit.etag,
        body: {
          name: name.trim(),
          aliases: linesOf(aliases),
          identifier: identifier.trim() || null,
          parentId,
          validTo,
          // A split has several successors; only a changed choice is sent, so that the others stay.
          ...(edit.changed('successorId') ? { successorIds: successorId ? [successorId] : [] } : {}),
        },
      },
      {
        onSuccess: onClose,
        onError: (error) =>
          void edit.meet(error, async () =>
            valuesOf(await queryClient.fetchQuery({ ...agencyWithTag(agency.id), staleTime: 0 })),
          ),
      },
    );
  }

  return (
    <Section title="Sửa thông tin cơ quan">
      <form onSubmit={submit} noValidate>
        <Stack maw={560}>
          <StaleNotice edit={edit} fields={FIELDS} save={SAVE} />
          <FormProblem error={change.error} merged />
          <TextInput
            label="Tên đầy đủ"
            required
            maxLength={300}
            value={name}
            error={name.trim() === '' ? 'Nhập tên cơ quan.' : problem?.messageFor('name')}
            onChange={(event) => edit.set({ name: event.currentTarget.value })}
          />
          <Textarea
            label="Tên gọi khác"
            description="Mỗi dòng một tên, như văn bản vẫn viết."
            autosize
            minRows={2}
            value={aliases}
            onChange={(event) => edit.set({ aliases: event.currentTarget.value })}
          />
          <TextInput
            label="Mã định danh"
            maxLength={50}
            value={identifier}
            error={problem?.messageFor('identifier')}
            onChange={(event) => edit.set({ identifier: event.currentTarget.value })}
          />
          <AgencyPicker
            label="Cơ quan cấp trên"
            clearable
            value={parentId}
            onChange={(id) => edit.set({ parentId: id })}
          />
          <DateField
            label="Hoạt động đến hết ngày"
            description="Để trống khi cơ quan vẫn hoạt động. Cơ quan không bị xóa, chỉ kết thúc."
            clearable
            value={validTo}
            onChange={(day) => edit.set({ validTo: day })}
            w={260}
          />
          {validTo ? (
            <AgencyPicker
              label="Cơ quan kế thừa"
              clearable
              value={successorId}
              onChange={(id) => edit.set({ successorId: id })}
            />
          ) : null}
          <Group>
            <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
              {SAVE}
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
