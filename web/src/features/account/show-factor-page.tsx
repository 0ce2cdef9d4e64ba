import { Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { meQuery } from '../../lib/session.js';
import { CodeField } from '../../ui/code-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { PageHeading } from '../../ui/page-heading.js';

const route = getRouteApi('/signed-in/xac-thuc');

/** The code that a session opened by single sign-on still owes. */
export function ShowFactorPage() {
  const { den } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const show = useMutation({
    mutationFn: () => dataOf(api.POST('/api/v1/auth/second-factor/verification', { body: { code: code.trim() } })),
    onSuccess: async () => {
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      router.history.push(den ?? '/');
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() !== '') show.mutate();
  }
  return (
    <>
      <PageHeading title="Nhập mã xác thực" lead="Tài khoản này có lớp xác thực thứ hai. Nhập mã rồi làm việc tiếp." />
      <form onSubmit={submit} noValidate>
        <Stack maw={440}>
          <FormProblem error={show.error} />
          <CodeField value={code} onChange={setCode} missing={missing} recovery autoFocus />
          <Button type="submit" w="fit-content" loading={show.isPending}>
            Xác nhận mã
          </Button>
        </Stack>
      </form>
    </>
  );
}
