import { Button, Group, Stack, Textarea, Title } from '@mantine/core';
import { EXTENSION_STATE_LABELS } from '@plan/shared/vocabulary/extensions';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { formatDay, formatDayWithWeekday, formatInstant } from '../../lib/dates.js';
import { today } from '../../lib/plan-choice.js';
import { SidePanel } from '../../ui/dialog.js';
import { Explanation } from '../../ui/explanation.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts } from '../../ui/section.js';
import { Failed, Loading } from '../../ui/states.js';
import { TimelinessChip } from '../../ui/timeliness-chip.js';
import { DecideForm } from './decide-form.js';
import { type ExtensionDetail, extensionQuery, useWithdraw } from './queries.js';

interface Props {
  id: string | undefined;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** One request at the side of the register: what is asked, how the assignment stands, every date, what one may do. */
export function ExtensionPanel({ id, onClose, onDone }: Props) {
  const extension = useQuery({ ...extensionQuery(id ?? ''), enabled: id !== undefined });
  const data = id === undefined ? undefined : extension.data;
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={data ? `Đề nghị gia hạn số ${data.data.number}` : 'Đề nghị gia hạn'}
    >
      {extension.error ? <Failed error={extension.error} onRetry={() => void extension.refetch()} /> : null}
      {!data && !extension.error ? <Loading lines={8} /> : null}
      {data ? <Detail key={data.etag} extension={data.data} etag={data.etag} onDone={onDone} /> : null}
    </SidePanel>
  );
}

interface DetailProps {
  extension: ExtensionDetail;
  etag: string;
  onDone: (words: string) => void;
}

function Detail({ extension, etag, onDone }: DetailProps) {
  const { assignment } = extension;
  const may = (act: string) => extension.allowedActions.find(({ action }) => action === act);
  const decides = may('grant')?.allowed || may('refuse')?.allowed;
  const [withdrawing, setWithdrawing] = useState(false);
  return (
    <Stack gap="lg">
      <Facts>
        <Fact name="Cơ quan">{extension.agencyName}</Fact>
        <Fact name="Kết quả">
          <strong>{EXTENSION_STATE_LABELS[extension.state]}</strong>
          {extension.selfDecided && extension.state !== 'withdrawn' ? ' (tự quyết định cho cơ quan mình)' : ''}
        </Fact>
        <Fact name="Phân công hiện nay">
          <TimelinessChip
            timeliness={assignment.timeliness}
            deadlineKind={assignment.deadlineKind}
            dueOn={assignment.dueOn}
            asOf={today()}
          />
        </Fact>
        {assignment.firstDueOn !== assignment.dueOn ? (
          <Fact name="So với hạn đầu tiên">
            <TimelinessChip timeliness={assignment.firstTimeliness} dueOn={assignment.firstDueOn} asOf={today()} />
          </Fact>
        ) : null}
        <Fact name="Xin đến ngày">{formatDayWithWeekday(extension.newDueOn)}</Fact>
        <Fact name="Lý do xin">{extension.reason}</Fact>
        <Fact name="Người gửi">
          {extension.askedByName}, {formatInstant(extension.askedAt)}
        </Fact>
        <Fact name={extension.state === 'pending' ? 'Nếu đồng ý, hạn là' : 'Hạn được gia'}>
          {extension.dueOn ? (
            <>
              {formatDayWithWeekday(extension.dueOn)}
              {extension.explanation ? (
                <div>
                  <Explanation text={extension.explanation} />
                </div>
              ) : null}
            </>
          ) : null}
        </Fact>
        <Fact name={extension.state === 'withdrawn' ? 'Người rút' : 'Người quyết định'}>
          {extension.closedByName && extension.closedAt
            ? `${extension.closedByName}, ${formatInstant(extension.closedAt)}`
            : null}
        </Fact>
        <Fact name={extension.state === 'withdrawn' ? 'Lý do rút' : 'Ý kiến'}>{extension.closingReason}</Fact>
        <Fact name="Nhiệm vụ">
          <Link to="/nhiem-vu/$taskId" params={{ taskId: assignment.taskId }} search={{ phan: assignment.id }}>
            {assignment.taskNumber}. {assignment.taskTitle}
          </Link>
        </Fact>
      </Facts>
      {extension.warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      {decides ? <DecideForm extension={extension} etag={etag} onDone={onDone} /> : null}
      {!decides && extension.state === 'pending' ? <p>{may('grant')?.reason}</p> : null}
      {may('withdraw')?.allowed && !withdrawing ? (
        <Group>
          <Button variant="default" onClick={() => setWithdrawing(true)}>
            Rút đề nghị này
          </Button>
        </Group>
      ) : null}
      {withdrawing ? (
        <WithdrawForm extension={extension} etag={etag} onClose={() => setWithdrawing(false)} onDone={onDone} />
      ) : null}
      <section>
        <Title order={3} mb="xs">
          Các hạn đã có
        </Title>
        <ol>
          {extension.dates.map((date) => (
            <li key={`${date.effectiveOn ?? ''} ${date.dueOn}`}>
              {date.effectiveOn ? `Từ ngày ${formatDay(date.effectiveOn)}: ` : 'Hạn đầu tiên: '}
              <strong>{formatDayWithWeekday(date.dueOn)}</strong>
              <div>
                <Explanation text={date.explanation} />
              </div>
              {date.reason ? <div>{date.reason}</div> : null}
            </li>
          ))}
        </ol>
      </section>
    </Stack>
  );
}

function WithdrawForm({ extension, etag, onClose, onDone }: DetailProps & { onClose: () => void }) {
  const withdraw = useWithdraw(extension.id, etag);
  const [reason, setReason] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    withdraw.mutate(
      { reason: reason.trim() || null },
      { onSuccess: () => onDone(`Đã rút đề nghị số ${extension.number}; hạn đang áp dụng giữ nguyên.`) },
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormProblem error={withdraw.error} />
        <Textarea
          label="Vì sao rút (không bắt buộc)"
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={withdraw.isPending}>
            Rút đề nghị số {extension.number}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
