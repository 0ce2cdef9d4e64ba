import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { asProblem } from '../../lib/problem.js';
import { meQuery } from '../../lib/session.js';
import { FormProblem } from '../../ui/form-problem.js';
import { DoorPage } from './door-page.js';

const route = getRouteApi('/nhan-quan-tri');

/** The first administrator of an empty installation, by the one-time token that the server printed. */
export function ClaimPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [token, setToken] = useState(search.token ?? '');
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);

  const claim = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/v1/auth/claims', {
          body: { token: token.trim(), username: username.trim(), displayName: displayName.trim(), password },
        }),
      ),
    onSuccess: async () => {
      queryClient.clear();
      await queryClient.fetchQuery(meQuery);
      await navigate({ to: '/' });
    },
  });

  const faults = {
    token: token.trim() === '' ? 'Nhập mã nhận quyền mà máy chủ đã in ra.' : null,
    username: /^[a-z0-9.-]{3,50}$/.test(username.trim())
      ? null
      : 'Dùng 3 đến 50 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối.',
    displayName: displayName.trim() === '' ? 'Nhập tên hiển thị.' : null,
    password: password.length < 8 ? 'Mật khẩu có ít nhất 8 ký tự.' : null,
  };
  const problem = claim.error ? asProblem(claim.error) : null;
  const faultOf = (field: keyof typeof faults) => (tried ? faults[field] : null) ?? problem?.messageFor(field);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).every((fault) => fault === null)) claim.mutate();
  }

  return (
    <DoorPage
      title="Nhận quyền quản trị"
      lead="Chỉ dùng một lần, khi hệ thống mới cài và chưa có tài khoản nào. Mã nhận quyền được in ra ở máy chủ lúc khởi động."
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={claim.error} />
          <TextInput
            label="Mã nhận quyền"
            required
            autoComplete="off"
            value={token}
            error={faultOf('token')}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <TextInput
            label="Tên đăng nhập"
            required
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            error={faultOf('username')}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <TextInput
            label="Tên hiển thị"
            description="Chức năng, không phải họ tên riêng. Ví dụ: Quản trị hệ thống"
            required
            value={displayName}
            error={faultOf('displayName')}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          <PasswordInput
            label="Mật khẩu"
            description="Ít nhất 8 ký tự; càng dài càng tốt."
            required
            autoComplete="new-password"
            value={password}
            error={faultOf('password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Hiện hoặc giấu mật khẩu', tabIndex: 0 }}
          />
          <Button type="submit" size="md" loading={claim.isPending}>
            Tạo tài khoản quản trị và đăng nhập
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
