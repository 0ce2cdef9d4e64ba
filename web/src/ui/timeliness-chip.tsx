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
import { dueWords } from '../lib/dates.js';
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
  /** With both the chip also says how many days are left or lost. */
  dueOn?: string | null;
  asOf?: string;
}

/** `Quá hạn 12 ngày`, `Sắp đến hạn, còn 3 ngày`; the bare word where there is nothing to count. */
function words({ timeliness, deadlineKind, dueOn, asOf }: Props): string {
  const word = TIMELINESS_LABELS[timeliness];
  if (timeliness === 'no_deadline') return (deadlineKind && WITHOUT_DATE[deadlineKind]) || word;
  if (!dueOn || !asOf) return word;
  const rest = dueWords(dueOn, asOf);
  if (timeliness === 'overdue') return rest.replace(/^q/, 'Q');
  return timeliness === 'due_soon' || timeliness === 'on_track' ? `${word}, ${rest}` : word;
}

/** The state of a task or an assignment, by word, colour and sign: the same seven everywhere. */
export function TimelinessChip(props: Props) {
  const { timeliness } = props;
  const Icon = ICONS[timeliness];
  return (
    <span className={classes.chip} data-timeliness={timeliness}>
      <Icon size={14} aria-hidden />
      <span className={classes.word}>{words(props)}</span>
    </span>
  );
}
