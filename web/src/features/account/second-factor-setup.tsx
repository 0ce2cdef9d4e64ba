import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { CodeField } from '../../ui/code-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Failed, Loading } from '../../ui/states.js';
import classes from './account.module.css';

interface Props {
  onCodes: (codes: string[]) => void;
  onClose: () => void;
}

/** Setting a second factor in three steps on one page: an app, the QR code, the first code. */
export function SecondFactorSetup({ onCodes, onClose }: Props) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const start = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/second-factor', { body: {} })),
  });
  const confirm = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/second-factor/confirmation', { body: { code: code.trim() } })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  const begin = start.mutate;
  useEffect(() => begin(), [begin]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() !== '') confirm.mutate();
  }

  if (start.error) return <Failed error={start.error} onRetry={() => begin()} />;
  if (!start.data) return <Loading />;
  return (
    <form onSubmit={submit} noValidate>
      <ol className={classes.steps}>
        <li>
          Cài một ứng dụng xác thực trên điện thoại, ví dụ Google Authenticator, Microsoft Authenticator hoặc ứng dụng
          cơ quan đang dùng.
        </li>
        <li>
          Trong ứng dụng, chọn thêm tài khoản và quét hình này.
          <img
            className={classes.qr}
            src={start.data.qr}
            alt="Mã QR để ứng dụng xác thực quét"
            width={200}
            height={200}
          />
          <p>
            Không quét được thì nhập khóa: <code className={classes.secret}>{start.data.secret}</code>
          </p>
        </li>
        <li>
          <p>Nhập mã sáu chữ số mà ứng dụng đang hiện.</p>
          <Stack gap="sm">
            <FormProblem error={confirm.error} />
            <CodeField value={code} onChange={setCode} missing={missing} />
            <Group gap="xs">
              <Button type="submit" loading={confirm.isPending}>
                Bật lớp xác thực
              </Button>
              <Button variant="default" onClick={onClose}>
                Thôi
              </Button>
            </Group>
          </Stack>
        </li>
      </ol>
    </form>
  );
}
