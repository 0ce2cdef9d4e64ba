import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { Role } from '@plan/shared/vocabulary/roles';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { useMe } from '../../lib/session.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { OneTimeLink } from './one-time-link.js';
import { useInvite } from './queries.js';
import { RoleChoice } from './role-choice.js';

/** Inviting one person: the account, then the one-time link. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Mời một người">
      <InviteForm onClose={onClose} />
    </Dialog>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const isAdmin = me.roles.includes('admin');
  const invite = useInvite();
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [agencyId, setAgencyId] = useState<string | null>(null);
  const [roles, setRoles] = useState<Role[]>(['agency_officer']);
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const problem = invite.error ? asProblem(invite.error) : null;

  if (invite.data) {
    const { user, invitation } = invite.data;
    return (
      <Stack>
        {invitation ? (
          <OneTimeLink issued={invitation} title={`Đã mời ${user.displayName} (${user.username})`} />
        ) : (
          <Notice tone="done" live title={`Đã lập tài khoản ${user.username}`}>
            Hệ thống dùng đăng nhập một lần, nên không cần đường dẫn: người này đăng nhập ngay bằng tài khoản công vụ.
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => invite.reset()}>
            Mời người khác
          </Button>
          <Button onClick={onClose}>Xong</Button>
        </Group>
      </Stack>
    );
  }

  const faults = {
    username: /^[a-z0-9.-]{3,50}$/.test(username.trim().toLowerCase())
      ? null
      : 'Dùng 3 đến 50 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối.',
    displayName: displayName.trim() === '' ? 'Nhập tên hiển thị.' : null,
    roles: roles.length === 0 ? 'Chọn ít nhất một vai trò.' : null,
  };
  const faultOf = (field: keyof typeof faults) => (tried ? faults[field] : null) ?? problem?.messageFor(field);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    invite.mutate(
      {
        username: username.trim().toLowerCase(),
        displayName: displayName.trim(),
        email: email.trim() || null,
        ...(isAdmin ? { agencyId, roles } : {}),
      },
      {
        onSuccess: () => {
          setUsername('');
          setDisplayName('');
          setEmail('');
          setTried(false);
        },
      },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={invite.error} />
        <TextInput
          label="Tên đăng nhập"
          description="Ví dụ: soyte.vanthu"
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={50}
          value={username}
          error={faultOf('username')}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <TextInput
          label="Tên hiển thị"
          description="Chức năng hoặc họ tên, như muốn thấy trong nhật ký."
          required
          autoComplete="off"
          maxLength={100}
          value={displayName}
          error={faultOf('displayName')}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        {isAdmin ? (
          <>
            <AgencyPicker
              label="Cơ quan"
              clearable
              value={agencyId}
              onChange={setAgencyId}
              error={problem?.messageFor('agencyId')}
            />
            <RoleChoice value={roles} onChange={setRoles} error={faultOf('roles')} />
          </>
        ) : (
          <p>
            Người được mời là cán bộ của <strong>{me.agencyName}</strong>.
          </p>
        )}
        <TextInput
          label="Thư điện tử công vụ"
          description="Không bắt buộc. Đăng nhập một lần nhận ra người dùng qua địa chỉ này."
          type="email"
          autoComplete="off"
          maxLength={254}
          value={email}
          error={problem?.messageFor('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={invite.isPending}>
            Mời và lấy đường dẫn
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
