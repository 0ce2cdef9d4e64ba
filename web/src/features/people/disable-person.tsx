import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatDay } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type Person, useChangePerson } from './queries.js';

interface Props {
  read: Tagged<Person>;
  onClose: () => void;
  /** With what was done, in words. */
  onSaved: (words: string) => void;
}

/** Shuts a person out from a day on, or lets in again. */
export function DisablePerson({ read, onClose, onSaved }: Props) {
  const person = read.data;
  const change = useChangePerson(person.id);
  const [day, setDay] = useState<string | null>(today());
  const now = day === today();

  if (person.disabledAt) {
    return (
      <Stack gap="sm">
        <FormProblem error={change.error} />
        <p>{person.displayName} đăng nhập lại được ngay, với mật khẩu và vai trò như trước.</p>
        <Group gap="xs">
          <Button
            loading={change.isPending}
            onClick={() =>
              change.mutate(
                { etag: read.etag, body: { disabledAt: null } },
                { onSuccess: () => onSaved('Đã cho dùng lại.') },
              )
            }
          >
            Cho dùng lại
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <FormProblem error={change.error} />
      <DateField
        label="Ngừng từ ngày"
        description="Từ ngày này người đó không đăng nhập được và mọi phiên kết thúc. Dữ liệu và lịch sử vẫn giữ nguyên."
        required
        value={day}
        onChange={setDay}
        w={220}
        error={day !== null && day < today() ? 'Chọn hôm nay hoặc một ngày sau.' : undefined}
      />
      <Group gap="xs">
        <Button
          disabled={day === null || day < today()}
          loading={change.isPending}
          onClick={() => {
            if (!day) return;
            const disabledAt = now ? new Date().toISOString() : new Date(`${day}T00:00:00+07:00`).toISOString();
            change.mutate(
              { etag: read.etag, body: { disabledAt } },
              { onSuccess: () => onSaved(now ? 'Đã ngừng tài khoản.' : `Tài khoản sẽ ngừng từ ${formatDay(day)}.`) },
            );
          }}
        >
          {now || !day ? 'Ngừng ngay' : `Ngừng từ ${formatDay(day)}`}
        </Button>
        <Button variant="default" onClick={onClose}>
          Thôi
        </Button>
      </Group>
    </Stack>
  );
}
