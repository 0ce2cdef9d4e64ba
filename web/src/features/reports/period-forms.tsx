import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import { EXPECTED_CHANGE_LABELS, EXPECTED_CHANGES, type ExpectedChange } from '@plan/shared/vocabulary/report-periods';
import { type FormEvent, type ReactNode, useState } from 'react';
import { formatDay } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { type Period, useChangeExpected, useGrantException } from './period-queries.js';

export const EXPECTED_CHANGE_WORDS = EXPECTED_CHANGE_LABELS;

/** A form that opens by a button and says afterwards what it did. */
export function FoldedForm({
  open,
  children,
}: {
  open: string;
  children: (done: (words?: string) => void) => ReactNode;
}) {
  const [shown, setShown] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  return (
    <div className="not-printed">
      {done ? (
        <Notice tone="done" live>
          {done}
        </Notice>
      ) : null}
      {shown ? (
        children((words) => {
          setShown(false);
          setDone(words ?? null);
        })
      ) : (
        <Button
          variant="default"
          mt="sm"
          onClick={() => {
            setDone(null);
            setShown(true);
          }}
        >
          {open}
        </Button>
      )}
    </div>
  );
}

/** Lets one agency hand in after the lock. */
export function ExceptionForm({ period }: { period: Period }) {
  return (
    <FoldedForm open="Cho một cơ quan nộp bổ sung">
      {(done) => <ExceptionFields period={period} onDone={done} />}
    </FoldedForm>
  );
}

interface FieldsProps {
  period: Period;
  onDone: (words?: string) => void;
}

function ExceptionFields({ period, onDone }: FieldsProps) {
  const grant = useGrantException(period.id);
  const [agency, setAgency] = useState<{ id: string; name: string } | null>(null);
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const problem = grant.error ? asProblem(grant.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!agency || untilOn === null || reason.trim() === '') return;
    grant.mutate(
      { agencyId: agency.id, untilOn, reason: reason.trim() },
      { onSuccess: () => onDone(`${agency.name} được nộp kỳ ${period.name} đến hết ngày ${formatDay(untilOn)}.`) },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={560} mt="sm">
        <FormProblem error={grant.error} />
        <AgencyPicker
          label="Cơ quan được nộp bổ sung"
          required
          value={agency?.id ?? null}
          error={tried && !agency ? 'Chọn cơ quan.' : problem?.messageFor('agencyId')}
          onChange={(id, name) => setAgency(id ? { id, name: name ?? '' } : null)}
        />
        <DateField
          label="Được nộp đến hết ngày"
          description={`Sau ngày khóa sổ ${formatDay(period.lockOn)} và chưa qua.`}
          required
          w={260}
          value={untilOn}
          error={tried && untilOn === null ? 'Nhập ngày cuối cùng được nộp.' : problem?.messageFor('untilOn')}
          onChange={setUntilOn}
        />
        <Textarea
          label="Lý do"
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={tried && reason.trim() === '' ? 'Nhập lý do.' : problem?.messageFor('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={grant.isPending}>
            Cho nộp bổ sung
          </Button>
          <Button variant="default" onClick={() => onDone()}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Adds an agency to those that must report, or takes one out. */
export function ExpectedForm({ period }: { period: Period }) {
  return (
    <FoldedForm open="Thêm hoặc bỏ một cơ quan">
      {(done) => <ExpectedFields period={period} onDone={done} />}
    </FoldedForm>
  );
}

function ExpectedFields({ period, onDone }: FieldsProps) {
  const change = useChangeExpected(period.id);
  const [agency, setAgency] = useState<{ id: string; name: string } | null>(null);
  const [kind, setKind] = useState<ExpectedChange>('remove');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const problem = change.error ? asProblem(change.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!agency || reason.trim() === '') return;
    const done =
      kind === 'add'
        ? `${agency.name} nay phải báo cáo kỳ ${period.name}.`
        : `${agency.name} không phải báo cáo kỳ ${period.name} nữa; báo cáo đã có được giữ lại, không tính vào tỷ lệ.`;
    change.mutate({ agencyId: agency.id, change: kind, reason: reason.trim() }, { onSuccess: () => onDone(done) });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={560} mt="sm">
        <FormProblem error={change.error} />
        <Radio.Group label="Thay đổi" value={kind} onChange={(value) => setKind(value as ExpectedChange)}>
          <Stack gap={6} mt={6}>
            {EXPECTED_CHANGES.map((value) => (
              <Radio key={value} value={value} label={EXPECTED_CHANGE_LABELS[value]} />
            ))}
          </Stack>
        </Radio.Group>
        <AgencyPicker
          label="Cơ quan"
          required
          value={agency?.id ?? null}
          error={tried && !agency ? 'Chọn cơ quan.' : problem?.messageFor('agencyId')}
          onChange={(id, name) => setAgency(id ? { id, name: name ?? '' } : null)}
        />
        <Textarea
          label="Lý do"
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={tried && reason.trim() === '' ? 'Nhập lý do.' : problem?.messageFor('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={change.isPending}>
            Lưu thay đổi
          </Button>
          <Button variant="default" onClick={() => onDone()}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
