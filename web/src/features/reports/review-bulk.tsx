import { Button, Group, Stack, Textarea } from '@mantine/core';
import type { ReviewDecision } from '@plan/shared/vocabulary/report-states';
import { useEffect, useState } from 'react';
import { formatNumber } from '../../lib/dates.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Loading } from '../../ui/states.js';
import { shortPeriod } from './period-words.js';
import { type BulkReview, type ReportRow, useReviewMany } from './review-queries.js';

interface Props {
  decision: ReviewDecision;
  rows: readonly ReportRow[];
  onClose: () => void;
  onDone: (words: string) => void;
  /** Takes reports out of what is decided. */
  onDrop: (ids: readonly string[]) => void;
}

const nameOf = (row: ReportRow | undefined): string =>
  row ? `${row.agencyName}, kỳ ${shortPeriod(row.periodLabel)}` : '';

/** Decides many reports alike: first says what would happen to each, then does it to all or to none. */
export function BulkReviewDialog({ decision, rows, onClose, onDone, onDrop }: Props) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const accepts = decision === 'accept';
  const review = useReviewMany();
  const trial = useReviewMany();
  const count = formatNumber(rows.length);
  const bodyOf = (dryRun: boolean) => ({
    items: rows.map(({ id, version }) => ({ reportId: id, version })),
    decision,
    reason: reason.trim() || null,
    dryRun,
  });

  // What is to be accepted needs no words, so it is tried at once; and again without those that were taken out.
  const ids = rows.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried anew only when the reports change
  useEffect(() => {
    trial.reset();
    if (accepts && rows.length > 0) trial.mutate(bodyOf(true));
  }, [ids]);

  function lookFirst(): void {
    setTried(true);
    if (reason.trim() !== '') trial.mutate(bodyOf(true));
  }

  function decide(): void {
    review.mutate(bodyOf(false), {
      onSuccess: () =>
        onDone(accepts ? `Đã chấp nhận ${count} báo cáo.` : `Đã trả lại ${count} báo cáo để cơ quan sửa và nộp lại.`),
    });
  }

  const refused = trial.data?.results.filter(({ ok }) => !ok) ?? [];
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      title={accepts ? `Chấp nhận ${count} báo cáo` : `Trả lại ${count} báo cáo`}
    >
      <Stack>
        <FormProblem error={review.error ?? trial.error} />
        {accepts ? null : (
          <Textarea
            label="Lý do trả lại, gửi cho tất cả các cơ quan này"
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={reason}
            error={tried && reason.trim() === '' ? 'Nhập lý do để cơ quan biết cần sửa gì.' : undefined}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              if (trial.data) trial.reset();
            }}
          />
        )}
        {trial.isPending ? <Loading lines={2} label="Đang kiểm tra từng báo cáo" /> : null}
        {trial.data ? <Outcome results={trial.data.results} rows={rows} accepts={accepts} /> : null}
        {refused.length > 0 && refused.length < rows.length ? (
          <Button variant="default" w="fit-content" onClick={() => onDrop(refused.map(({ reportId }) => reportId))}>
            Bỏ {formatNumber(refused.length)} báo cáo đó ra, xét các báo cáo còn lại
          </Button>
        ) : null}
        <Group gap="xs">
          {trial.data && refused.length === 0 ? (
            <Button loading={review.isPending} onClick={decide} data-autofocus={accepts || undefined}>
              {accepts ? `Chấp nhận ${count} báo cáo` : `Trả lại ${count} báo cáo`}
            </Button>
          ) : null}
          {!accepts && !trial.data ? (
            <Button onClick={lookFirst} loading={trial.isPending}>
              Kiểm tra trước khi trả lại
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface OutcomeProps {
  results: BulkReview['results'];
  rows: readonly ReportRow[];
  accepts: boolean;
}

function Outcome({ results, rows, accepts }: OutcomeProps) {
  const refused = results.filter(({ ok }) => !ok);
  const doubtful = accepts ? rows.filter(({ warningCount }) => warningCount > 0) : [];
  const rowOf = (id: string) => rows.find((row) => row.id === id);
  return (
    <>
      {refused.length === 0 ? (
        <Notice tone="info" live>
          {formatNumber(results.length)} báo cáo đều {accepts ? 'chấp nhận' : 'trả lại'} được. Chưa có gì thay đổi cho
          tới khi bấm nút dưới đây.
          {accepts ? ' Báo cáo đã chấp nhận thì không trả lại được; cơ quan phải đính chính.' : ''}
        </Notice>
      ) : (
        <Notice
          tone="warning"
          live
          title={`${formatNumber(refused.length)}/${formatNumber(results.length)} báo cáo không xét được, nên chưa báo cáo nào được xét`}
        >
          <ul>
            {refused.map(({ reportId, detail }) => (
              <li key={reportId}>
                {nameOf(rowOf(reportId))}: {detail}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {doubtful.length > 0 ? (
        <Notice tone="warning" title={`${formatNumber(doubtful.length)} báo cáo có nội dung mâu thuẫn`}>
          <ul>
            {doubtful.map((row) => (
              <li key={row.id}>
                {nameOf(row)}: {formatNumber(row.warningCount)} nhiệm vụ
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <details>
        <summary>Danh sách {formatNumber(rows.length)} báo cáo</summary>
        <ul>
          {rows.map((row) => (
            <li key={row.id}>{nameOf(row)}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
