import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../lib/api-client.js';
import { formatInstant } from '../../lib/dates.js';
import { meQuery } from '../../lib/session.js';
import { CodeField } from '../../ui/code-field.js';
import { CopyOnce } from '../../ui/copy-once.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { secondFactorQuery } from './queries.js';
import { SecondFactorSetup } from './second-factor-setup.js';

/** The second factor: setting it, its recovery codes, taking it away. */
export function SecondFactorSection() {
  const factor = useQuery(secondFactorQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [doing, setDoing] = useState<'set' | 'codes' | 'remove' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [removed, setRemoved] = useState(false);

  async function finish(): Promise<void> {
    const wasRestricted = queryClient.getQueryData(meQuery.queryKey)?.restriction;
    setCodes(null);
    setDoing(null);
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    if (wasRestricted) await navigate({ to: '/' });
    await queryClient.invalidateQueries();
  }

  return (
    <Section title="Lớp xác thực thứ hai" lead="Khi đăng nhập, ngoài mật khẩu còn nhập mã sáu chữ số trên điện thoại.">
      {factor.isPending ? <Loading lines={2} /> : null}
      {factor.error ? <Failed error={factor.error} onRetry={() => void factor.refetch()} /> : null}
      {codes ? (
        <RecoveryCodes codes={codes} renewed={doing === 'codes'} onDone={() => void finish()} />
      ) : factor.data ? (
        <Stack gap="md">
          {removed ? (
            <Notice tone="done" live>
              Đã gỡ lớp xác thực thứ hai. Từ nay chỉ cần mật khẩu.
            </Notice>
          ) : null}
          <Facts>
            <Fact name="Tình trạng">
              {factor.data.enabled ? 'Đang bật' : factor.data.required ? 'Chưa có, vai trò này phải có' : 'Chưa có'}
            </Fact>
            <Fact name="Thiết lập lúc">{factor.data.confirmedAt ? formatInstant(factor.data.confirmedAt) : null}</Fact>
            <Fact name="Mã dự phòng còn lại">{factor.data.enabled ? factor.data.recoveryCodesLeft : null}</Fact>
          </Facts>
          {doing === null ? (
            <Group gap="xs" className="not-printed">
              {factor.data.enabled ? (
                <>
                  <Button variant="default" onClick={() => setDoing('codes')}>
                    Tạo mã dự phòng mới
                  </Button>
                  <Button
                    variant="default"
                    onClick={() => setDoing('remove')}
                    disabled={factor.data.required}
                    title={factor.data.required ? 'Vai trò này phải giữ lớp xác thực thứ hai.' : undefined}
                  >
                    Gỡ lớp xác thực
                  </Button>
                  {factor.data.required ? <span>Vai trò này phải giữ lớp xác thực thứ hai, không gỡ được.</span> : null}
                </>
              ) : (
                <Button
                  onClick={() => {
                    setRemoved(false);
                    setDoing('set');
                  }}
                >
                  Thiết lập lớp xác thực
                </Button>
              )}
            </Group>
          ) : null}
          {doing === 'set' ? <SecondFactorSetup onCodes={setCodes} onClose={() => setDoing(null)} /> : null}
          {doing === 'codes' ? <RenewCodes onCodes={setCodes} onClose={() => setDoing(null)} /> : null}
          {doing === 'remove' ? (
            <RemoveFactor
              onClose={() => setDoing(null)}
              onDone={() => {
                setRemoved(true);
                void finish();
              }}
            />
          ) : null}
        </Stack>
      ) : null}
    </Section>
  );
}

interface RecoveryCodesProps {
  codes: string[];
  /** They take the place of earlier ones. */
  renewed: boolean;
  onDone: () => void;
}

function RecoveryCodes({ codes, renewed, onDone }: RecoveryCodesProps) {
  return (
    <Stack maw={560}>
      <Notice
        tone="done"
        live
        title={
          renewed ? 'Mười mã dự phòng mới; mã cũ hết dùng' : 'Lớp xác thực thứ hai đã bật. Hãy giữ mười mã dự phòng này'
        }
      >
        Mỗi mã dùng một lần, khi mất hoặc quên điện thoại. Mã chỉ hiện lần này: hãy in ra hoặc chép vào nơi an toàn.
      </Notice>
      <CopyOnce label="Mã dự phòng" text={codes.join('\n')} copy="Sao chép các mã" print />
      <Button w="fit-content" onClick={onDone} className="not-printed">
        Tôi đã giữ các mã này
      </Button>
    </Stack>
  );
}

function RenewCodes({ onCodes, onClose }: { onCodes: (codes: string[]) => void; onClose: () => void }) {
  const renew = useMutation({
    mutationFn: (code: string) => dataOf(api.POST('/api/v1/auth/second-factor/recovery-codes', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  return (
    <CodeForm
      lead="Mười mã mới thay cho các mã cũ; mã cũ hết dùng ngay."
      submit="Tạo mười mã mới"
      error={renew.error}
      pending={renew.isPending}
      onCode={(code) => renew.mutate(code)}
      onClose={onClose}
    />
  );
}

function RemoveFactor({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const remove = useMutation({
    mutationFn: (code: string) => api.POST('/api/v1/auth/second-factor/removal', { body: { code } }),
    onSuccess: onDone,
  });
  return (
    <CodeForm
      lead="Sau khi gỡ, ai biết mật khẩu là đăng nhập được. Nhập mã để xác nhận là chính bạn."
      submit="Gỡ lớp xác thực thứ hai"
      error={remove.error}
      pending={remove.isPending}
      onCode={(code) => remove.mutate(code)}
      onClose={onClose}
    />
  );
}

interface CodeFormProps {
  lead: string;
  submit: string;
  error: unknown;
  pending: boolean;
  onCode: (code: string) => void;
  onClose: () => void;
}

function CodeForm({ lead, submit, error, pending, onCode, onClose }: CodeFormProps) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setMissing(code.trim() === '');
        if (code.trim() !== '') onCode(code.trim());
      }}
    >
      <Stack maw={560} gap="sm">
        <p>{lead}</p>
        <FormProblem error={error} />
        <CodeField value={code} onChange={setCode} missing={missing} recovery autoFocus />
        <Group gap="xs">
          <Button type="submit" loading={pending}>
            {submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
