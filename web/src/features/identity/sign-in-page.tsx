import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { asProblem } from '../../lib/problem.js';
import { meQuery } from '../../lib/session.js';
import { Notice } from '../../ui/notice.js';
import { DoorPage } from './door-page.js';

const route = getRouteApi('/dang-nhap');

/** Signing in; afterwards the page that was asked for opens. */
export function SignInPage() {
  const { den, het } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);

  const enter = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/login', { body: { username: username.trim(), password } })),
    onSuccess: async () => {
      queryClient.clear();
      await queryClient.fetchQuery(meQuery);
      router.history.push(den ?? '/');
    },
    onError: () => document.getElementById('mat-khau')?.focus(),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const incomplete = username.trim() === '' || password === '';
    setMissing(incomplete);
    if (!incomplete) enter.mutate();
  }

  const problem = enter.error ? asProblem(enter.error) : null;
  return (
    <DoorPage title="Đăng nhập">
      {het && !problem ? (
        <Notice title="Phiên làm việc đã hết">
          Xin đăng nhập lại. Trang đang xem sẽ mở lại ngay sau khi đăng nhập.
        </Notice>
      ) : null}
      {problem ? (
        <Notice tone="fault" title={problem.title} live>
          {problem.detail}
        </Notice>
      ) : null}
      <form onSubmit={submit} noValidate>
        <TextInput
          label="Tên đăng nhập"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          error={missing && username.trim() === '' ? 'Nhập tên đăng nhập.' : undefined}
          onChange={(event) => setUsername(event.currentTarget.value)}
          mb="md"
        />
        <PasswordInput
          id="mat-khau"
          label="Mật khẩu"
          name="password"
          autoComplete="current-password"
          value={password}
          error={missing && password === '' ? 'Nhập mật khẩu.' : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Hiện hoặc giấu mật khẩu', tabIndex: 0 }}
          mb="lg"
        />
        <Button type="submit" fullWidth size="md" loading={enter.isPending}>
          Đăng nhập
        </Button>
      </form>
      <p>Quên mật khẩu hoặc chưa có tài khoản: liên hệ quản trị hệ thống của cơ quan thường trực.</p>
    </DoorPage>
  );
}
