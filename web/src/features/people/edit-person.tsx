import { Button, Group, Stack, TextInput } from '@mantine/core';
import { ROLE_LABELS, type Role } from '@plan/shared/vocabulary/roles';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { useAgencyName } from '../../lib/directory.js';
import { asProblem } from '../../lib/problem.js';
import { useMay } from '../../lib/session.js';
import { useEdit } from '../../lib/stale-edit.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type FieldWords, StaleNotice } from '../../ui/stale-notice.js';
import { type Person, personQuery, useChangePerson } from './queries.js';
import { RoleChoice } from './role-choice.js';

interface Values {
  displayName: string;
  email: string;
  agencyId: string | null;
  roles: Role[];
}

const valuesOf = ({ data, etag }: Tagged<Person>): Tagged<Values> => ({
  etag,
  data: { displayName: data.displayName, email: data.email ?? '', agencyId: data.agencyId, roles: data.roles },
});

function AgencyName({ id }: { id: string | undefined }) {
  const name = useAgencyName(id);
  return id === undefined ? 'không gắn cơ quan' : (name ?? '…');
}

const FIELDS: Record<keyof Values, FieldWords> = {
  displayName: { label: 'Tên hiển thị' },
  email: { label: 'Thư điện tử công vụ' },
  agencyId: { label: 'Cơ quan', show: (id) => <AgencyName id={typeof id === 'string' ? id : undefined} /> },
  roles: { label: 'Vai trò', show: (roles) => (roles as Role[]).map((role) => ROLE_LABELS[role]).join('; ') },
};

const SAVE = 'Lưu thông tin';

interface Props {
  read: Tagged<Person>;
  onClose: () => void;
  onSaved: () => void;
}

/** Changing a person: name and contact; for an administrator also agency and roles, which hold at once. */
export function EditPerson({ read, onClose, onSaved }: Props) {
  const queryClient = useQueryClient();
  const isAdmin = useMay('people.admin');
  const { id } = read.data;
  const change = useChangePerson(id);
  const edit = useEdit(valuesOf(read));
  const { displayName, email, agencyId, roles } = edit.values;
  const problem = change.error ? asProblem(change.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate(
      {
        etag: edit.etag,
        body: {
          displayName: displayName.trim(),
          email: email.trim() || null,
          ...(isAdmin ? { agencyId, roles } : {}),
        },
      },
      {
        onSuccess: onSaved,
        onError: (error) =>
          void edit.meet(error, async () =>
            valuesOf(await queryClient.fetchQuery({ ...personQuery(id), staleTime: 0 })),
          ),
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate aria-label="Sửa thông tin người dùng">
      <Stack>
        <StaleNotice edit={edit} fields={FIELDS} save={SAVE} />
        <FormProblem error={change.error} merged />
        <TextInput
          label="Tên hiển thị"
          required
          maxLength={100}
          value={displayName}
          error={displayName.trim() === '' ? 'Nhập tên hiển thị.' : problem?.messageFor('displayName')}
          onChange={(event) => edit.set({ displayName: event.currentTarget.value })}
        />
        <TextInput
          label="Thư điện tử công vụ"
          type="email"
          maxLength={254}
          value={email}
          error={problem?.messageFor('email')}
          onChange={(event) => edit.set({ email: event.currentTarget.value })}
        />
        {isAdmin ? (
          <>
            <AgencyPicker
              label="Cơ quan"
              clearable
              value={agencyId}
              onChange={(next) => edit.set({ agencyId: next })}
              error={problem?.messageFor('agencyId')}
            />
            <RoleChoice
              value={roles}
              onChange={(next) => edit.set({ roles: next })}
              error={roles.length === 0 ? 'Chọn ít nhất một vai trò.' : problem?.messageFor('roles')}
            />
          </>
        ) : null}
        <Group gap="xs">
          <Button type="submit" loading={change.isPending} disabled={displayName.trim() === '' || roles.length === 0}>
            {SAVE}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
