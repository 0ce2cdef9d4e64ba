import { Button, Group, Stack, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { useMe } from '../../lib/session.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { actOf, useCorrectReport, useWithdrawReport } from './own-report-queries.js';
import classes from './own-reports.module.css';
import type { Report } from './review-queries.js';

/** What the agency may do with a report that it has handed in; an act that is not allowed says why. */
export function ReportActs({ report }: { report: Tagged<Report> }) {
  const { data } = report;
  const mine = useMe().agencyId === data.agencyId;
  const [open, setOpen] = useState<'withdraw' | 'correct' | null>(null);
  const shown = data.state === 'submitted' ? 'withdraw' : data.state === 'accepted' ? 'correct' : null;
  const act = shown ? actOf(data, shown) : null;
  return (
    <div className={`${classes.acts} not-printed`}>
      {data.submissionCount > 0 ? (
        <Button component={Link} to={`/bao-cao/${data.id}/bien-nhan`} variant="default">
          Xem biên nhận
        </Button>
      ) : null}
      {mine && shown && act ? (
        <>
          <Button
            variant="default"
            disabled={!act.allowed}
            aria-describedby={act.allowed ? undefined : 'ly-do-khong-duoc'}
            onClick={() => setOpen(shown)}
          >
            {shown === 'withdraw' ? 'Rút về sửa' : 'Đính chính'}
          </Button>
          {act.allowed ? null : (
            <p id="ly-do-khong-duoc" className={classes.soft}>
              {act.reason}
            </p>
          )}
        </>
      ) : null}
      <Dialog
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={
          open === 'withdraw' ? `Rút báo cáo ${data.period.name} về sửa` : `Đính chính báo cáo ${data.period.name}`
        }
      >
        {open === 'withdraw' ? <WithdrawForm report={report} onClose={() => setOpen(null)} /> : null}
        {open === 'correct' ? <CorrectForm report={report} onClose={() => setOpen(null)} /> : null}
      </Dialog>
    </div>
  );
}

interface FormProps {
  report: Tagged<Report>;
  onClose: () => void;
}

function WithdrawForm({ report, onClose }: FormProps) {
  const withdraw = useWithdrawReport(report.data.id);
  const [reason, setReason] = useState('');
  function send(event: FormEvent): void {
    event.preventDefault();
    withdraw.mutate({ etag: report.etag, body: { reason: reason.trim() || null } }, { onSuccess: onClose });
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <FormProblem error={withdraw.error} />
        <p className={classes.words}>
          Báo cáo trở lại bản đang soạn. Lần nộp này không còn được tính: phải nộp lại trước hết hạn để được ghi là đúng
          hạn.
        </p>
        <Textarea
          label="Lý do rút về (nếu cần)"
          autosize
          minRows={2}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={withdraw.isPending}>
            Rút báo cáo về sửa
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CorrectForm({ report, onClose }: FormProps) {
  const correct = useCorrectReport(report.data.id);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  function send(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '') return;
    correct.mutate({ etag: report.etag, body: { reason: reason.trim() } }, { onSuccess: onClose });
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <FormProblem error={correct.error} />
        <p className={classes.words}>
          Bản đã được chấp nhận vẫn có hiệu lực cho tới khi bản đính chính được chấp nhận. Sau khi mở, sửa nội dung rồi
          nộp lại.
        </p>
        <Textarea
          label="Nội dung nào sai, vì sao"
          required
          autosize
          minRows={2}
          maxLength={2_000}
          value={reason}
          error={tried && reason.trim() === '' ? 'Ghi rõ lý do đính chính.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={correct.isPending}>
            Mở đính chính
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
