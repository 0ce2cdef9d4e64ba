import { FLAG_KIND_LABELS, type FlagKind } from '@plan/shared/vocabulary/assignments';
import {
  REMINDER_KIND_LABELS,
  REMINDER_RECIPIENT_LABELS,
  type ReminderKind,
  type ReminderRecipient,
} from '@plan/shared/vocabulary/reminders';
import { formatDay, isDay } from '../../lib/dates.js';
import type { HistoryEntry } from './queries.js';

type Fields = Record<string, unknown>;

const text = (fields: Fields | null, key: string): string => {
  const value = fields?.[key];
  if (typeof value !== 'string' || value === '') return '';
  return isDay(value) ? formatDay(value) : value;
};

/** Only what is there: `number: '15-CT/TU'` → ` số 15-CT/TU`, without it nothing. */
const part = (before: string, value: string): string => (value === '' ? '' : `${before}${value}`);

/** Who was told, as the event lists them. */
function recipients(after: Fields | null): string {
  const roles = Array.isArray(after?.recipients) ? (after.recipients as ReminderRecipient[]) : [];
  return roles.map((role) => (REMINDER_RECIPIENT_LABELS[role] ?? role).toLowerCase()).join(', ');
}

type Words = (before: Fields | null, after: Fields | null) => string;

const WORDS: Record<string, Words> = {
  'plan.confirmed': () => 'Tạo nhiệm vụ từ văn bản kế hoạch',
  'task.created': () => 'Tạo nhiệm vụ từ văn bản kế hoạch',
  'evidence.proposed': (_, after) =>
    `Nộp tài liệu minh chứng${part(' số ', text(after, 'number'))}${part(', ngày ', text(after, 'issuedOn'))}`,
  'evidence.confirmed': (_, after) =>
    `Xác nhận hoàn thành${part(' ngày ', text(after, 'completedOn'))}${part(' theo văn bản số ', text(after, 'number'))}${
      after?.selfConfirmed === true ? ' (tự xác nhận)' : ''
    }${part('. Ghi chú: ', text(after, 'reason'))}`,
  'evidence.refused': (_, after) =>
    `Không chấp nhận văn bản${part(' số ', text(after, 'number'))}${part('. Lý do: ', text(after, 'reason'))}`,
  'evidence.confirmation_withdrawn': (_, after) =>
    `Rút lại xác nhận văn bản${part(' số ', text(after, 'number'))}${part('. Lý do: ', text(after, 'reason'))}`,
  'assignment.cancelled': (_, after) =>
    `Hủy phân công${part(' từ ngày ', text(after, 'cancelledOn'))}${part('. Lý do: ', text(after, 'reason'))}`,
  'assignment.flag_raised': (_, after) =>
    `Đánh dấu ${(FLAG_KIND_LABELS[text(after, 'kind') as FlagKind] ?? 'thời hạn').toLowerCase()}${part(', hạn ', text(after, 'dueOn'))}`,
  'assignment.flag_taken_back': (before) =>
    `Gỡ đánh dấu ${(FLAG_KIND_LABELS[text(before, 'kind') as FlagKind] ?? 'thời hạn').toLowerCase()}${part(', hạn ', text(before, 'dueOn'))}`,
  'assignment.reminded': (_, after) =>
    `Nhắc việc: ${(REMINDER_KIND_LABELS[text(after, 'kind') as ReminderKind] ?? 'thời hạn').toLowerCase()}${part(', hạn ', text(after, 'dueOn'))}${part(', báo cho ', recipients(after))}`,
  'assignment.urged': (_, after) =>
    `Đôn đốc bằng công văn lần ${String(after?.urgingTimes ?? '')}, số ${String(after?.urgingNumber ?? '')}${part(', trả lời trước hết ngày ', text(after, 'answerBy'))}`,
  'task.due_date_set': (before, after) =>
    `Đặt hạn ${text(after, 'dueOn')}${part(', trước đó ', text(before, 'dueOn'))}${part(', theo ', text(after, 'documentText'))}${part('. Lý do: ', text(after, 'reason'))}`,
  'task.due_date_moved': (before, after) =>
    `Hạn đổi${part(' từ ', text(before, 'dueOn'))}${part(' sang ', text(after, 'dueOn'))} do lịch ngày nghỉ thay đổi`,
};

/** One event of a task in Vietnamese. */
export function eventWords(entry: Pick<HistoryEntry, 'type' | 'agencyName' | 'before' | 'after'>): string {
  const words = WORDS[entry.type]?.(entry.before, entry.after) ?? 'Thay đổi khác';
  return entry.agencyName ? `${entry.agencyName}: ${words}` : words;
}
