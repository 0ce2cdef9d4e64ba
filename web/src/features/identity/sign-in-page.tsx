import { Button, Divider, PasswordInput, TextInput } from '@mantine/core';
import { ERROR_CODES } from '@plan/shared/vocabulary/error-codes';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf, reads } from '../../lib/api-client.js';
import { asProblem, type Problem } from '../../lib/problem.js';
import { meQuery } from '../../lib/session.js';
import { CodeField } from '../../ui/code-field.js';
import { Notice } from '../../ui/notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { DoorPage } from './door-page.js';

const route = getRouteApi('/dang-nhap');
const CODE_WANTED = 'auth.second_factor_required';

const waysQuery = () => ({ ...reads.queryOptions('get', '/api/v1/auth/ways', {}), staleTime: 300_000 });

/** Signing in, by name and password with a code where one is set, or by single sign-on; then the asked page opens. */
export function SignInPage() {
  const { den, het, loi } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const ways = useQuery(waysQuery());
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [asksCode, setAsksCode] = useState(false);

  const enter = useMutation({
    mutationFn: (code: string | undefined) =>
      dataOf(api.POST('/api/v1/auth/login', { body: { username: username.trim(), password, code } })),
    onSuccess: async () => {
      queryClient.clear();
      await queryClient.fetchQuery(meQuery);
      router.history.push(den ?? '/');
    },
    onError: (error) => {
      if (asProblem(error).code === CODE_WANTED) setAsksCode(true);
      else document.getElementById(asksCode ? 'ma-xac-thuc' : 'mat-khau')?.focus();
    },
  });

  const refusal = enter.error ? asProblem(enter.error) : null;
  const problem = refusal?.code === CODE_WANTED ? null : refusal;
  if (asksCode) {
    return (
      <CodeStep
        problem={problem}
        pending={enter.isPending}
        onCode={(code) => enter.mutate(code)}
        onBack={() => {
          enter.reset();
          setPassword('');
          setAsksCode(false);
        }}
      />
    );
  }
  const oidcProblem = loi && loi in ERROR_CODES ? ERROR_CODES[loi as keyof typeof ERROR_CODES] : null;
  return (
    <DoorPage title="Đăng nhập">
      {het && !problem ? (
        <Notice title="Phiên làm việc đã hết">
          Xin đăng nhập lại. Trang đang xem sẽ mở lại ngay sau khi đăng nhập.
        </Notice>
      ) : null}
      {oidcProblem && !problem ? <Notice tone="fault" title={`${oidcProblem.vi}.`} live /> : null}
      {problem ? (
        <Notice tone="fault" title={problem.title} live>
          {problem.detail}
        </Notice>
      ) : null}
      {ways.isPending ? <Loading lines={2} /> : null}
      {ways.error ? <Failed error={ways.error} onRetry={() => void ways.refetch()} /> : null}
      {ways.data?.oidc ? (
        <Button
          component="a"
          href={`${ways.data.oidc.startPath}?returnTo=${encodeURIComponent(den ?? '/')}`}
          fullWidth
          size="md"
          variant={ways.data.password ? 'default' : 'filled'}
        >
          {ways.data.oidc.label}
        </Button>
      ) : null}
      {ways.data?.oidc && ways.data.password ? <Divider my="md" label="hoặc" /> : null}
      {ways.data?.password ? (
        <PasswordForm
          username={username}
          password={password}
          onUsername={setUsername}
          onPassword={setPassword}
          pending={enter.isPending}
          onSubmit={() => enter.mutate(undefined)}
        />
      ) : null}
      <p>Quên mật khẩu hoặc chưa có tài khoản: liên hệ quản trị hệ thống của cơ quan thường trực.</p>
    </DoorPage>
  );
}

interface PasswordFormProps {
  username: string;
  password: string;
  onUsername: (words: string) => void;
  onPassword: (words: string) => void;
  pending: boolean;
  onSubmit: () => void;
}

function PasswordForm({ username, password, onUsername, onPassword, pending, onSubmit }: PasswordFormProps) {
  const [missing, setMissing] = useState(false);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const incomplete = username.trim() === '' || password === '';
    setMissing(incomplete);
    if (!incomplete) onSubmit();
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        label="Tên đăng nhập"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={username}
        error={missing && username.trim() === '' ? 'Nhập tên đăng nhập.' : undefined}
        onChange={(event) => onUsername(event.currentTarget.value)}
        mb="md"
      />
      <PasswordInput
        id="mat-khau"
        label="Mật khẩu"
        name="password"
        autoComplete="current-password"
        value={password}
        error={missing && password === '' ? 'Nhập mật khẩu.' : undefined}
        onChange={(event) => onPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Hiện hoặc giấu mật khẩu', tabIndex: 0 }}
        mb="lg"
      />
      <Button type="submit" fullWidth size="md" loading={pending}>
        Đăng nhập
      </Button>
    </form>
  );
}

interface CodeStepProps {
  problem: Problem | null;
  pending: boolean;
  onCode: (code: string) => void;
  onBack: () => void;
}

/** The second step: the code that the app on the telephone shows. */
function CodeStep({ problem, pending, onCode, onBack }: CodeStepProps) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() !== '') onCode(code.trim());
  }
  return (
    <DoorPage title="Nhập mã xác thực" lead="Mật khẩu đúng. Còn một bước nữa.">
      {problem ? (
        <Notice tone="fault" title={problem.title} live>
          {problem.detail}
        </Notice>
      ) : null}
      <form onSubmit={submit} noValidate>
        <CodeField id="ma-xac-thuc" value={code} onChange={setCode} missing={missing} recovery autoFocus />
        <Button type="submit" fullWidth size="md" mt="lg" loading={pending}>
          Xác nhận và đăng nhập
        </Button>
        <Button variant="default" fullWidth mt="sm" onClick={onBack}>
          Đăng nhập bằng tài khoản khác
        </Button>
      </form>
      <p>Mất điện thoại và hết mã dự phòng: liên hệ quản trị hệ thống để gỡ lớp xác thực.</p>
    </DoorPage>
  );
}
