import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api-client.js';
import { asProblem } from '../../lib/problem.js';
import { FormProblem } from '../../ui/form-problem.js';
import { NewPasswordFields, passwordFault } from '../../ui/new-password-fields.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { sessionsQuery } from './queries.js';

/** Changing one's password. */
export function PasswordSection() {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [oldPassword, setOldPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const close = () => {
    setOpen(false);
    setOldPassword('');
    setNewPassword('');
    setRepeated('');
    setTried(false);
  };
  const change = useMutation({
    mutationFn: () => api.POST('/api/v1/auth/password', { body: { oldPassword, newPassword } }),
    onSuccess: () => {
      close();
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
  const wrong = change.error && asProblem(change.error).code === 'auth.password_wrong';

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (oldPassword !== '' && passwordFault(newPassword, repeated) === null) change.mutate();
  }

  return (
    <Section
      title="Mật khẩu"
      actions={
        open ? null : (
          <Button
            variant="default"
            onClick={() => {
              change.reset();
              setOpen(true);
            }}
          >
            Đổi mật khẩu
          </Button>
        )
      }
    >
      {change.isSuccess ? (
        <Notice tone="done" live title="Đã đổi mật khẩu">
          Mọi phiên đăng nhập khác của bạn đã kết thúc.
        </Notice>
      ) : null}
      {open ? (
        <form onSubmit={submit} noValidate>
          <Stack maw={440}>
            {wrong ? null : <FormProblem error={change.error} />}
            <PasswordInput
              label="Mật khẩu hiện tại"
              autoComplete="current-password"
              value={oldPassword}
              error={
                tried && oldPassword === ''
                  ? 'Nhập mật khẩu hiện tại.'
                  : wrong
                    ? 'Mật khẩu hiện tại không đúng.'
                    : undefined
              }
              onChange={(event) => setOldPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': 'Hiện hoặc giấu mật khẩu', tabIndex: 0 }}
            />
            <NewPasswordFields
              label="Mật khẩu mới"
              password={newPassword}
              repeated={repeated}
              onPassword={setNewPassword}
              onRepeated={setRepeated}
              tried={tried}
            />
            <div>
              <Button type="submit" loading={change.isPending} mr="sm">
                Lưu mật khẩu mới
              </Button>
              <Button variant="default" onClick={close}>
                Thôi
              </Button>
            </div>
          </Stack>
        </form>
      ) : null}
    </Section>
  );
}
