import { REPORT_STATE_LABELS, type ReportState } from '@plan/shared/vocabulary/report-states';
import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconClockCheck,
  IconEye,
  IconInbox,
  IconPencil,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import classes from './report-chips.module.css';

type Tone = 'good' | 'late' | 'waiting' | 'bad' | 'quiet';

function Chip({ tone, Sign, words }: { tone: Tone; Sign: ComponentType<{ size: number }>; words: string }) {
  return (
    <span className={classes.chip} data-tone={tone}>
      <Sign size={14} aria-hidden />
      {words}
    </span>
  );
}

const STATES: Record<ReportState, { tone: Tone; Sign: ComponentType<{ size: number }> }> = {
  draft: { tone: 'quiet', Sign: IconPencil },
  submitted: { tone: 'waiting', Sign: IconInbox },
  returned: { tone: 'bad', Sign: IconArrowBackUp },
  accepted: { tone: 'good', Sign: IconCircleCheckFilled },
};

/** Where a report stands, by word, colour and sign; a version that was taken up is `Đang xét`. */
export function ReportStateChip({ state, taken }: { state: ReportState; taken?: boolean }) {
  if (state === 'submitted' && taken) return <Chip tone="waiting" Sign={IconEye} words="Đang xét" />;
  return <Chip {...STATES[state]} words={REPORT_STATE_LABELS[state]} />;
}

/** On time, late, or owed, as the API judges it. */
export function ReportTimingChip(report: { submittedOn: string | null; late: boolean; overdue: boolean }) {
  if (report.overdue) return <Chip tone="bad" Sign={IconAlertTriangleFilled} words="Quá hạn" />;
  if (report.submittedOn === null) return <span>Chưa nộp</span>;
  return report.late ? (
    <Chip tone="late" Sign={IconClockCheck} words="Muộn" />
  ) : (
    <Chip tone="good" Sign={IconCircleCheckFilled} words="Đúng hạn" />
  );
}
