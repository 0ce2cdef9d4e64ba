import { Anchor, Button, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { formatInstant } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { FormProblem } from '../../ui/form-problem.js';
import { NewPasswordFields, passwordFault } from '../../ui/new-password-fields.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import { DoorPage } from './door-page.js';

interface Words {
  title: string;
  lead: string;
  label: string;
  submit: string;
  done: string;
  /** Whom to ask for a new link. */
  ask: string;
}

const INVITATION: Words = {
  title: 'Nhận lời mời',
  lead: 'Đặt mật khẩu đầu tiên để bắt đầu dùng hệ thống. Không ai khác biết mật khẩu này.',
  label: 'Mật khẩu',
  submit: 'Đặt mật khẩu và nhận tài khoản',
  done: 'Đã nhận tài khoản',
  ask: 'Xin người đã mời gửi lại đường dẫn mới.',
};
const RESET: Words = {
  title: 'Đặt lại mật khẩu',
  lead: 'Mọi phiên đang đăng nhập của tài khoản này sẽ kết thúc. Lớp xác thực thứ hai vẫn giữ nguyên.',
  label: 'Mật khẩu mới',
  submit: 'Đặt mật khẩu mới',
  done: 'Đã đặt mật khẩu mới',
  ask: 'Xin quản trị hệ thống hoặc thủ trưởng cơ quan cấp đường dẫn mới.',
};

/** Accepting an invitation by its one-time link. */
export function InvitationPage() {
  return <LinkPage words={INVITATION} base="/api/v1/invitations" />;
}

/** Setting a new password by a one-time link. */
export function PasswordResetPage() {
  return <LinkPage words={RESET} base="/api/v1/password-resets" />;
}

type Base = '/api/v1/invitations' | '/api/v1/password-resets';

function LinkPage({ words, base }: { words: Words; base: Base }) {
  // Read once: afterwards it leaves the address, so that it stays in no history and on no screen.
  const [token] = useState(() => {
    const found = window.location.hash.slice(1);
    if (found !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
    return found;
  });
  const owner = useQuery({
    queryKey: ['link', base, token],
    queryFn: ({ signal }) => dataOf(api.POST(`${base}/readings`, { signal, body: { token } })),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [doneFor, setDoneFor] = useState<string | null>(null);

  if (doneFor) {
    return (
      <DoorPage title={words.title}>
        <Notice tone="done" title={words.done} live>
          Từ nay đăng nhập bằng tên <strong>{doneFor}</strong> và mật khẩu vừa đặt.
        </Notice>
        <Button component={Link} to="/dang-nhap" fullWidth size="md">
          Tới trang đăng nhập
        </Button>
      </DoorPage>
    );
  }
  if (token === '' || (owner.error && asProblem(owner.error).code === 'auth.link_invalid')) {
    return (
      <DoorPage title={words.title}>
        <Empty
          title="Đường dẫn không đúng, đã dùng hoặc đã hết hạn."
          action={
            <Anchor component={Link} to="/dang-nhap">
              Tới trang đăng nhập
            </Anchor>
          }
        >
          Mỗi đường dẫn dùng một lần, trong 24 giờ. Nếu chép từ thư, xem lại đã chép đủ chưa. {words.ask}
        </Empty>
      </DoorPage>
    );
  }
  return (
    <DoorPage title={words.title} lead={words.lead}>
      {owner.isPending ? <Loading lines={3} /> : null}
      {owner.error ? <Failed error={owner.error} onRetry={() => void owner.refetch()} /> : null}
      {owner.data ? (
        <>
          <Facts>
            <Fact name="Tên đăng nhập">{owner.data.username}</Fact>
            <Fact name="Tên hiển thị">{owner.data.displayName}</Fact>
            <Fact name="Cơ quan">{owner.data.agencyName}</Fact>
            <Fact name="Đường dẫn dùng đến">{formatInstant(owner.data.expiresAt)}</Fact>
          </Facts>
          <PasswordForm words={words} base={base} token={token} username={owner.data.username} onDone={setDoneFor} />
        </>
      ) : null}
    </DoorPage>
  );
}

interface PasswordFormProps {
  words: Words;
  base: Base;
  token: string;
  username: string;
  onDone: (username: string) => void;
}

function PasswordForm({ words, base, token, username, onDone }: PasswordFormProps) {
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const accept = useMutation({
    mutationFn: () => dataOf(api.POST(`${base}/acceptances`, { body: { token, password } })),
    onSuccess: (answer) => onDone(answer.username),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (passwordFault(password, repeated) === null) accept.mutate();
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack mt="lg">
        <FormProblem error={accept.error} />
        {/* The browser's own keeper of passwords learns the name from here. */}
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <NewPasswordFields
          label={words.label}
          password={password}
          repeated={repeated}
          onPassword={setPassword}
          onRepeated={setRepeated}
          tried={tried}
        />
        <Button type="submit" size="md" loading={accept.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
