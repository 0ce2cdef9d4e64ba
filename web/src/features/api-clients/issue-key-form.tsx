import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { dayInVietnam } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { type ApiKey, type IssuedApiKey, useIssueKey } from './queries.js';

const DAY_MS = 86_400_000;
const daysAhead = (days: number): string => dayInVietnam(new Date(Date.now() + days * DAY_MS));
/** The last instant of a day in Vietnam. */
const endOf = (day: string): string => new Date(`${day}T23:59:59+07:00`).toISOString();

interface Props {
  clientId: string;
  /** The key that the new one takes over from. */
  replaces: ApiKey | null;
  onIssued: (key: IssuedApiKey) => void;
  onClose: () => void;
}

/** Issues a key; in place of another one, both are good until a day, so that nothing stands still meanwhile. */
export function IssueKeyForm({ clientId, replaces, onIssued, onClose }: Props) {
  const issue = useIssueKey(clientId);
  const [expiresOn, setExpiresOn] = useState<string | null>(daysAhead(365));
  const [overlapTo, setOverlapTo] = useState<string | null>(daysAhead(7));
  const problem = issue.error ? asProblem(issue.error) : null;
  const tooEarly = (day: string | null) => day !== null && day < today();
  const faultless =
    expiresOn !== null && !tooEarly(expiresOn) && (!replaces || (overlapTo !== null && !tooEarly(overlapTo)));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!expiresOn || !faultless) return;
    issue.mutate(
      {
        expiresAt: endOf(expiresOn),
        ...(replaces && overlapTo ? { replacesKeyId: replaces.id, replacedUntil: endOf(overlapTo) } : {}),
      },
      { onSuccess: onIssued },
    );
  }

  return (
    <form onSubmit={submit} noValidate aria-label={replaces ? `Thay khóa ${replaces.prefix}` : 'Cấp khóa'}>
      <Stack gap="sm" mb="md">
        <FormProblem error={issue.error} />
        <DateField
          label={replaces ? 'Khóa mới hết hạn ngày' : 'Khóa hết hạn ngày'}
          description="Nhiều nhất hai năm."
          required
          value={expiresOn}
          onChange={setExpiresOn}
          w={240}
          error={tooEarly(expiresOn) ? 'Chọn hôm nay hoặc một ngày sau.' : problem?.messageFor('expiresAt')}
        />
        {replaces ? (
          <DateField
            label={`Khóa cũ ${replaces.prefix} còn dùng đến hết ngày`}
            description="Trong thời gian này cả hai khóa đều dùng được, để bên kia kịp đổi."
            required
            value={overlapTo}
            onChange={setOverlapTo}
            w={240}
            error={tooEarly(overlapTo) ? 'Chọn hôm nay hoặc một ngày sau.' : problem?.messageFor('replacedUntil')}
          />
        ) : null}
        <Group gap="xs">
          <Button type="submit" loading={issue.isPending} disabled={!faultless}>
            {replaces ? 'Cấp khóa thay thế' : 'Cấp khóa'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
