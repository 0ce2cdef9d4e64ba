import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core';
import { LATE_REASON_LABELS, LATE_REASONS, type LateReason } from '@plan/shared/vocabulary/report-late-reasons';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { formatDay, formatDayWithWeekday, formatNumber } from '../../lib/dates.js';
import { asProblem } from '../../lib/problem.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Loading } from '../../ui/states.js';
import type { DraftKeeper } from './draft-keeper.js';
import { WarningsNotice } from './draft-notes.js';
import { useSubmitReport } from './own-report-queries.js';
import classes from './own-reports.module.css';
import type { Report } from './review-queries.js';

interface Props {
  report: Report;
  keeper: DraftKeeper;
  opened: boolean;
  onClose: () => void;
}

/** The last look before a report is handed in: what it holds, what is odd about it, and why it is late if it is. */
export function SubmitDialog({ report, keeper, opened, onClose }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} size="lg" title={`Nộp báo cáo ${report.period.name}`}>
      {opened ? <SubmitForm report={report} keeper={keeper} onClose={onClose} /> : null}
    </Dialog>
  );
}

function SubmitForm({ report, keeper, onClose }: Omit<Props, 'opened'>) {
  const navigate = useNavigate();
  const submit = useSubmitReport(report.id);
  const [saved, setSaved] = useState<boolean | null>(null);
  const [code, setCode] = useState<LateReason | ''>('');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const problem = submit.error ? asProblem(submit.error) : null;
  const late = report.overdue || problem?.code === 'report.late_reason_missing';

  // What is handed in is what the server holds: first the last words go there.
  useEffect(() => {
    void keeper.flush().then(setSaved);
  }, [keeper]);

  function send(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (late && (code === '' || text.trim() === '')) return;
    submit.mutate(
      {
        etag: keeper.currentEtag(),
        body: {
          lateReasonCode: late && code !== '' ? code : null,
          lateReasonText: late ? text.trim() : null,
          note: note.trim() === '' ? null : note.trim(),
        },
      },
      { onSuccess: () => navigate({ to: '/bao-cao/$reportId/bien-nhan', params: { reportId: report.id } }) },
    );
  }

  if (saved === null) return <Loading lines={3} label="Đang lưu những chữ cuối" />;
  if (!saved) {
    return (
      <>
        <Notice tone="warning" title="Chưa nộp được vì chưa lưu hết" live>
          <p>
            Còn chữ chưa lên máy chủ, hoặc còn chỗ cần chọn lời của ai. Đóng bảng này, xem dòng báo lưu ở cuối trang,
            rồi nộp lại.
          </p>
        </Notice>
        <Button variant="default" onClick={onClose}>
          Đóng, xem lại
        </Button>
      </>
    );
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <FormProblem error={submit.error} />
        <Contents report={report} />
        <WarningsNotice report={report} onFollow={onClose} />
        {late ? (
          <>
            <Notice tone="warning" title={`Đã quá hạn ${formatDay(report.period.dueOn)}: nộp lúc này là nộp muộn`}>
              <p>Cần nêu lý do; lý do được ghi cùng báo cáo.</p>
            </Notice>
            <NativeSelect
              label="Lý do nộp muộn"
              required
              value={code}
              data={[
                { value: '', label: 'Chọn lý do' },
                ...LATE_REASONS.map((reason) => ({ value: reason, label: LATE_REASON_LABELS[reason] })),
              ]}
              error={tried && code === '' ? 'Chọn lý do nộp muộn.' : undefined}
              onChange={(event) => setCode(event.currentTarget.value as LateReason | '')}
            />
            <Textarea
              label="Ghi rõ lý do"
              required
              autosize
              minRows={2}
              maxLength={2_000}
              value={text}
              error={tried && text.trim() === '' ? 'Ghi rõ lý do bằng một hai câu.' : undefined}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </>
        ) : null}
        <Textarea
          label="Ghi chú cho cơ quan thường trực (nếu cần)"
          autosize
          minRows={1}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={submit.isPending}>
            Nộp báo cáo {report.period.name}
          </Button>
          <Button variant="default" onClick={onClose}>
            Xem lại, chưa nộp
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is in it, in numbers. */
function Contents({ report }: { report: Report }) {
  const { entries } = report;
  const count = (fits: (entry: Report['entries'][number]) => boolean): number => entries.filter(fits).length;
  const missing = new Set(
    report.warnings.flatMap(({ code, assignmentId }) => (code === 'entry_missing' ? [assignmentId] : [])),
  );
  const nothingNew = count((entry) => entry.nothingNew);
  const unchanged = count((entry) => entry.unchanged && !entry.nothingNew);
  const files = entries.reduce((sum, entry) => sum + entry.files.length, 0);
  const parts = [
    [entries.length - nothingNew - unchanged - missing.size, 'có nội dung mới'],
    [nothingNew, 'không phát sinh'],
    [unchanged, 'giống kỳ trước'],
    [missing.size, 'chưa có nội dung'],
  ] as const;
  const said = parts.filter(([value]) => value > 0).map(([value, words]) => `${formatNumber(value)} ${words}`);
  return (
    <p className={classes.words}>
      Báo cáo về <strong>{formatNumber(entries.length)} nhiệm vụ</strong>: {said.join(', ')}.
      {files > 0 ? ` Kèm ${formatNumber(files)} tệp.` : ''} Hạn nộp {formatDayWithWeekday(report.period.dueOn)}.
    </p>
  );
}
