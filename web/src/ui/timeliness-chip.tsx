import type { DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { TIMELINESS_LABELS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import {
  IconAlertTriangleFilled,
  IconBan,
  IconCircleCheckFilled,
  IconClock,
  IconClockCheck,
  IconHourglassLow,
  IconInfinity,
} from '@tabler/icons-react';
import classes from './timeliness-chip.module.css';

const ICONS = {
  overdue: IconAlertTriangleFilled,
  due_soon: IconHourglassLow,
  on_track: IconClock,
  no_deadline: IconInfinity,
  completed_on_time: IconCircleCheckFilled,
  completed_late: IconClockCheck,
  cancelled: IconBan,
} as const;

/** Why there is no due date, in one or two words. */
const WITHOUT_DATE: Partial<Record<DeadlineKind, string>> = {
  ongoing: 'Thường xuyên',
  ongoing_from: 'Thường xuyên',
  recurring: 'Định kỳ',
  external: 'Theo lộ trình',
  unspecified: 'Chưa rõ hạn',
};

interface Props {
  timeliness: Timeliness;
  /** Names the reason when there is no due date. */
  deadlineKind?: DeadlineKind | null;
}

/** The state of a task or an assignment, by word, colour and sign: the same seven everywhere. */
export function TimelinessChip({ timeliness, deadlineKind }: Props) {
  const Icon = ICONS[timeliness];
  const word =
    (timeliness === 'no_deadline' && deadlineKind && WITHOUT_DATE[deadlineKind]) || TIMELINESS_LABELS[timeliness];
  return (
    <span className={classes.chip} data-timeliness={timeliness}>
      <Icon size={14} aria-hidden />
      <span className={classes.word}>{word}</span>
    </span>
  );
}
