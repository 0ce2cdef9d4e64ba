import type { AssignmentRole } from '@plan/shared/vocabulary/assignments';
import { REPORT_ENTRY_STATE_LABELS, type ReportEntryState } from '@plan/shared/vocabulary/report-states';
import type { ReportWarning } from '@plan/shared/vocabulary/report-warnings';
import { personalDataWarnings } from '../../tasks/domain/personal-data.js';
import { type EntryWords, isBlank, isUnchanged } from './report-content.js';

/** How the other side of the same task reports in the same period. */
export interface OtherSide {
  role: AssignmentRole;
  /** Its name; null for readers who may not read its report. */
  agencyName: string | null;
  state: ReportEntryState | null;
}

export interface EntryContext {
  role: AssignmentRole;
  /** The last report's words on the same assignment. */
  last: EntryWords | null;
  /** Documents that were handed in and not refused. */
  evidenceCount: number;
  others: readonly OtherSide[];
}

export interface EntryWarning {
  code: ReportWarning;
  /** In Vietnamese, with what to look at. */
  message: string;
}

/** What does not fit together in an entry. Warnings never block: the agency may know better. */
export function entryWarnings(entry: EntryWords, context: EntryContext): EntryWarning[] {
  if (isBlank(entry)) {
    return [{ code: 'entry_missing', message: 'Chưa có nội dung. Hãy điền, hoặc chọn "Không phát sinh".' }];
  }
  const text = [entry.resultText, entry.obstacleText, entry.nextText].join(' ');
  return [
    ...completion(entry, context),
    ...falling(entry, context.last),
    ...mismatch(entry),
    ...(entry.state === 'blocked' && entry.obstacleText.trim() === ''
      ? [warn('blocked_without_obstacle', 'Báo "Có vướng mắc" nhưng chưa nêu vướng mắc. Hãy ghi rõ để được xem xét.')]
      : []),
    ...disagreement(entry, context),
    ...(isUnchanged(entry, context.last)
      ? [
          warn(
            'unchanged',
            entry.nothingNew ? 'Báo "Không phát sinh" so với kỳ trước.' : 'Lời báo cáo giữ nguyên như kỳ trước.',
          ),
        ]
      : []),
    ...personalDataWarnings(text).map((message) => warn('personal_data', message)),
  ];
}

const warn = (code: ReportWarning, message: string): EntryWarning => ({ code, message });

/** Whether an entry says that the work is done. */
const saysDone = ({ progressPercent, state }: EntryWords): boolean => progressPercent === 100 || state === 'completed';

function completion(entry: EntryWords, { role, evidenceCount }: EntryContext): EntryWarning[] {
  // Only a lead's completion is proved by documents.
  if (role !== 'lead' || evidenceCount > 0 || !saysDone(entry)) return [];
  return [
    warn(
      'completed_without_evidence',
      'Báo hoàn thành nhưng chưa nộp tài liệu minh chứng. Hãy nộp số, ngày và trích yếu văn bản.',
    ),
  ];
}

function falling(entry: EntryWords, last: EntryWords | null): EntryWarning[] {
  const [now, before] = [entry.progressPercent, last?.progressPercent ?? null];
  if (now === null || before === null || now >= before) return [];
  return [warn('progress_falling', `Tiến độ giảm từ ${before}% kỳ trước xuống ${now}%. Hãy kiểm tra hoặc nêu lý do.`)];
}

function mismatch({ progressPercent, state }: EntryWords): EntryWarning[] {
  if (progressPercent === null || state === null) return [];
  const fits =
    state === 'completed'
      ? progressPercent === 100
      : state === 'not_started'
        ? progressPercent === 0
        : progressPercent < 100;
  if (fits) return [];
  return [
    warn(
      'progress_state_mismatch',
      `Tiến độ ${progressPercent}% không khớp với tình trạng "${REPORT_ENTRY_STATE_LABELS[state]}".`,
    ),
  ];
}

/** One side says that the task is done while another has not begun or is stuck. */
function disagreement(entry: EntryWords, { role, others }: EntryContext): EntryWarning[] {
  const clash = (mine: ReportEntryState | null, theirs: ReportEntryState | null): boolean =>
    (mine === 'completed' && (theirs === 'blocked' || theirs === 'not_started')) ||
    (theirs === 'completed' && (mine === 'blocked' || mine === 'not_started'));
  const mine = saysDone(entry) ? 'completed' : entry.state;
  return others
    .filter((other) => other.role !== role && clash(mine, other.state))
    .slice(0, 3)
    .map(({ role: side, agencyName, state }) => {
      const who = agencyName ?? (side === 'lead' ? 'cơ quan chủ trì' : 'một cơ quan phối hợp');
      const words = REPORT_ENTRY_STATE_LABELS[state as ReportEntryState];
      return warn('sides_disagree', `Báo cáo khác với ${who}, nơi báo "${words}". Hãy trao đổi để thống nhất.`);
    });
}
