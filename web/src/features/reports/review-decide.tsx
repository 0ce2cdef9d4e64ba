import { Button, Group, Stack, Textarea } from '@mantine/core';
import { REPORT_ACT_LABELS, type ReviewDecision } from '@plan/shared/vocabulary/report-states';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../lib/session.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import type { ReturnReasons } from './return-reasons.js';
import classes from './review.module.css';
import { taskName } from './review-entry.js';
import { useLetterKeys } from './review-keys.js';
import { type Report, useBeginReview, useReview } from './review-queries.js';

interface Props {
  report: Report;
  etag: string;
  reasons: ReturnReasons;
  nextId: string | undefined;
  onOpen: (reportId: string | undefined) => void;
}

const ACTS = ['begin_review', 'accept', 'return'] as const;

/** Takes the report up, accepts or returns it, and leads to the next one; says why where something is not possible. */
export function ReviewDecide({ report, etag, reasons, nextId, onOpen }: Props) {
  const mayReview = useMay('reports.review');
  const mayEnter = useMay('reports.manage') && (report.state === 'draft' || report.state === 'returned');
  const [asked, setAsked] = useState<ReviewDecision | null>(null);
  /** What was done, and the report that was next then: the list no longer holds this one. */
  const [done, setDone] = useState<{ words: string; nextId: string | undefined } | null>(null);
  const begin = useBeginReview(report.id);
  const review = useReview(report.id);
  const actOf = (act: (typeof ACTS)[number]) => report.allowedActions.find(({ action }) => action === act);
  const may = (act: (typeof ACTS)[number]) => actOf(act)?.allowed ?? false;
  const ask = (decision: ReviewDecision) => {
    setDone(null);
    review.reset();
    setAsked(decision);
  };
  useLetterKeys(
    { a: () => may('accept') && ask('accept'), r: () => may('return') && ask('return') },
    mayReview && asked === null,
  );

  const decide = (decision: ReviewDecision, reason: string | null) =>
    review.mutate(
      {
        etag,
        body: { decision, reason, ...(decision === 'return' ? { entryReasons: reasons.filled } : {}) },
      },
      {
        onSuccess: () => {
          reasons.clear();
          setAsked(null);
          const words =
            decision === 'accept'
              ? `Đã chấp nhận báo cáo ${report.period.name} của ${report.agencyName}.`
              : `Đã trả lại báo cáo ${report.period.name} cho ${report.agencyName} sửa và nộp lại.`;
          setDone({ words, nextId });
        },
      },
    );

  const goOn = done ? done.nextId : nextId;
  const refusals = [...new Set(ACTS.map((act) => actOf(act)?.reason).filter((reason) => reason != null))];
  return (
    <section className={`${classes.decide} not-printed`} aria-label="Xét báo cáo này">
      <FormProblem error={review.error ?? begin.error} />
      {done ? (
        <Notice tone="done" live>
          {done.words}
        </Notice>
      ) : null}
      {asked === null ? (
        <Group gap="xs">
          {mayReview ? (
            <>
              {report.reviewStartedAt === null && may('begin_review') ? (
                <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
                  {REPORT_ACT_LABELS.begin_review}
                </Button>
              ) : null}
              <Button disabled={!may('accept')} onClick={() => ask('accept')}>
                Chấp nhận
              </Button>
              <Button variant="outline" disabled={!may('return')} onClick={() => ask('return')}>
                {reasons.filled.length > 0 ? `Trả lại (${reasons.filled.length} lý do)` : 'Trả lại'}
              </Button>
            </>
          ) : null}
          {mayEnter && done === null && !report.removed ? (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/bao-cao/cac-ky/$periodId"
                  params={{ periodId: report.periodId }}
                  search={{ nhap: report.agencyId }}
                />
              )}
            >
              Nhập hộ bản nộp ngoài hệ thống
            </Button>
          ) : null}
          {goOn ? (
            <Button variant={done ? 'filled' : 'default'} onClick={() => onOpen(goOn)} autoFocus={done !== null}>
              Báo cáo chờ xét tiếp theo
            </Button>
          ) : done ? (
            <span>Không còn báo cáo nào chờ xét trong danh sách.</span>
          ) : null}
        </Group>
      ) : null}
      {asked === null && done === null && refusals.length > 0 ? (
        <ul className={classes.reasons}>
          {refusals.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      {asked === 'accept' ? (
        <AcceptForm
          report={report}
          reasonCount={reasons.filled.length}
          pending={review.isPending}
          onAccept={() => decide('accept', null)}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'return' ? (
        <ReturnForm
          report={report}
          reasons={reasons}
          pending={review.isPending}
          onReturn={(reason) => decide('return', reason)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </section>
  );
}

interface AcceptProps {
  report: Report;
  reasonCount: number;
  pending: boolean;
  onAccept: () => void;
  onClose: () => void;
}

function AcceptForm({ report, reasonCount, pending, onAccept, onClose }: AcceptProps) {
  const doubts = report.warnings.filter(({ code }) => code !== 'unchanged').length;
  return (
    <Stack gap="xs">
      <p>
        Chấp nhận báo cáo {report.period.name} của {report.agencyName}? Tiến độ các nhiệm vụ sẽ theo báo cáo này; sau đó
        không trả lại được, cơ quan phải đính chính.
      </p>
      {doubts > 0 ? <Notice tone="warning">Báo cáo còn {doubts} điểm cần xem kỹ, nêu ở trên.</Notice> : null}
      {reasonCount > 0 ? (
        <Notice tone="warning">Đã ghi {reasonCount} lý do trả lại; chấp nhận thì các lý do đó không được gửi.</Notice>
      ) : null}
      <Group gap="xs">
        <Button loading={pending} onClick={onAccept} autoFocus>
          Chấp nhận báo cáo
        </Button>
        <Button variant="default" onClick={onClose}>
          Thôi
        </Button>
      </Group>
    </Stack>
  );
}

interface ReturnProps {
  report: Report;
  reasons: ReturnReasons;
  pending: boolean;
  onReturn: (reason: string | null) => void;
  onClose: () => void;
}

function ReturnForm({ report, reasons, pending, onReturn, onClose }: ReturnProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { filled } = reasons;
  const nothing = reason.trim() === '' && filled.length === 0;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!nothing) onReturn(reason.trim() || null);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Textarea
          label="Lý do trả lại chung"
          description={
            filled.length > 0
              ? 'Không bắt buộc vì đã nêu lý do ở từng nhiệm vụ.'
              : 'Có thể nêu lý do ở từng nhiệm vụ phía trên thay cho lý do chung.'
          }
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          autoFocus
          value={reason}
          error={tried && nothing ? 'Nhập lý do để cơ quan biết cần sửa gì.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {filled.length > 0 ? (
          <ul className={classes.reasonsList} aria-label="Lý do theo nhiệm vụ">
            {filled.map((one) => {
              const entry = report.entries.find(({ assignmentId }) => assignmentId === one.assignmentId);
              return (
                <li key={one.assignmentId}>
                  {entry ? taskName(entry).replace(/^n/, 'N') : 'Nhiệm vụ'}: {one.reason}
                </li>
              );
            })}
          </ul>
        ) : null}
        <Group gap="xs">
          <Button type="submit" loading={pending}>
            Trả lại cho {report.agencyName}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
