import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { asProblem } from '../../lib/problem.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Fact, Facts } from '../../ui/section.js';
import { type Person, useChangePerson } from './queries.js';

interface Props {
  read: Tagged<Person>;
  /** With what was done, in words. */
  onSaved: (words: string) => void;
}

/** The account of the sign-on provider that opens this account: linked here, or known by the work e-mail. */
export function SignOnAccount({ read, onSaved }: Props) {
  const { oidcSubject, email } = read.data;
  const [doing, setDoing] = useState<'link' | 'unlink' | null>(null);
  const done = (words: string) => {
    setDoing(null);
    onSaved(words);
  };
  return (
    <section aria-label="Tài khoản đăng nhập một lần">
      <Title order={3} mb="xs">
        Đăng nhập một lần
      </Title>
      {oidcSubject ? (
        <Facts>
          <Fact name="Hệ thống cấp tài khoản">{oidcSubject.issuer}</Fact>
          <Fact name="Mã người dùng ở đó">{oidcSubject.subject}</Fact>
        </Facts>
      ) : (
        <p>
          Chưa gắn tài khoản nào.{' '}
          {email
            ? `Người này vẫn đăng nhập một lần được nếu tài khoản ở đó có thư điện tử ${email} đã xác minh.`
            : 'Chưa ghi thư điện tử công vụ, nên phải gắn thì mới đăng nhập một lần được.'}
        </p>
      )}
      {doing === null ? (
        <Group gap="xs" mt="xs">
          <Button variant="default" onClick={() => setDoing('link')}>
            {oidcSubject ? 'Gắn tài khoản khác' : 'Gắn tài khoản đăng nhập một lần'}
          </Button>
          {oidcSubject ? (
            <Button variant="default" onClick={() => setDoing('unlink')}>
              Bỏ gắn
            </Button>
          ) : null}
        </Group>
      ) : null}
      {doing === 'link' ? <LinkForm read={read} onClose={() => setDoing(null)} onSaved={done} /> : null}
      {doing === 'unlink' ? <Unlink read={read} onClose={() => setDoing(null)} onSaved={done} /> : null}
    </section>
  );
}

interface StepProps extends Props {
  onClose: () => void;
}

function LinkForm({ read, onClose, onSaved }: StepProps) {
  const change = useChangePerson(read.data.id);
  const [issuer, setIssuer] = useState(read.data.oidcSubject?.issuer ?? '');
  const [subject, setSubject] = useState('');
  const [tried, setTried] = useState(false);
  const problem = change.error ? asProblem(change.error) : null;
  const faults = {
    issuer: /^https?:\/\/\S+$/.test(issuer.trim()) ? null : 'Nhập địa chỉ đầy đủ, bắt đầu bằng https://',
    subject: subject.trim() === '' ? 'Nhập mã người dùng.' : null,
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (faults.issuer !== null || faults.subject !== null) return;
    change.mutate(
      { etag: read.etag, body: { oidcSubject: { issuer: issuer.trim(), subject: subject.trim() } } },
      { onSuccess: () => onSaved('Đã gắn tài khoản đăng nhập một lần.') },
    );
  }

  return (
    <form onSubmit={submit} noValidate aria-label="Gắn tài khoản đăng nhập một lần">
      <Stack gap="sm" mt="xs">
        <FormProblem error={change.error} />
        <TextInput
          label="Địa chỉ hệ thống cấp tài khoản"
          description="Đúng từng chữ như người vận hành máy chủ đã khai, ví dụ https://sso.tinh.gov.vn"
          required
          type="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={issuer}
          error={(tried ? faults.issuer : null) ?? problem?.messageFor('oidcSubject/issuer')}
          onChange={(event) => setIssuer(event.currentTarget.value)}
        />
        <TextInput
          label="Mã người dùng ở đó"
          description="Mã cố định mà đơn vị vận hành hệ thống đăng nhập một lần cho biết, không phải tên đăng nhập."
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={300}
          value={subject}
          error={(tried ? faults.subject : null) ?? problem?.messageFor('oidcSubject/subject')}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={change.isPending}>
            Gắn tài khoản
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Unlink({ read, onClose, onSaved }: StepProps) {
  const change = useChangePerson(read.data.id);
  return (
    <Stack gap="sm" mt="xs">
      <FormProblem error={change.error} />
      <p>Tài khoản ở hệ thống đăng nhập một lần không mở được tài khoản này nữa, trừ khi trùng thư điện tử công vụ.</p>
      <Group gap="xs">
        <Button
          loading={change.isPending}
          onClick={() =>
            change.mutate(
              { etag: read.etag, body: { oidcSubject: null } },
              { onSuccess: () => onSaved('Đã bỏ gắn tài khoản đăng nhập một lần.') },
            )
          }
        >
          Bỏ gắn tài khoản của {read.data.displayName}
        </Button>
        <Button variant="default" onClick={onClose}>
          Thôi
        </Button>
      </Group>
    </Stack>
  );
}
