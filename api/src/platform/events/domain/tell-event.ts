import { EVENT_FIELD_LABELS, EVENT_VALUE_LABELS } from '@plan/shared/vocabulary/event-fields';
import { EVENT_TYPE_LABELS } from '@plan/shared/vocabulary/event-types';

/** What the telling of an event needs of it. */
export interface ToldEvent {
  type: string;
  actorLabel: string;
  onBehalfOfLabel: string | null;
  before: unknown;
  after: unknown;
}

const LONGEST_VALUE = 160;
const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
/** Vietnam has had UTC+7 all year since 1975. */
const VIETNAM = 7 * 3_600_000;

/**
 * One event as a Vietnamese sentence: who, for whom, what, and each field that changed.
 * @example "Tổ giúp việc (Công an tỉnh): Xác nhận hoàn thành – trạng thái: Chờ xác nhận → Đã xác nhận; số: 15-CT/TU"
 */
export function tellEvent({ type, actorLabel, onBehalfOfLabel, before, after }: ToldEvent): string {
  const who = onBehalfOfLabel ? `${actorLabel}, thay mặt ${onBehalfOfLabel}` : actorLabel;
  const what = (EVENT_TYPE_LABELS as Record<string, string>)[type] ?? type;
  const changes = changesOf(fieldsOf(before), fieldsOf(after));
  return changes.length > 0 ? `${who}: ${what} – ${changes.join('; ')}` : `${who}: ${what}`;
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};

/** Only what the event itself says has changed: a field that one side leaves out was not touched or did not exist. */
function changesOf(before: Fields, after: Fields): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const label = EVENT_FIELD_LABELS[name];
    if (label === undefined) return [];
    const [old, now] = [before[name], after[name]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    if (isEmpty(old) && isEmpty(now)) return [];
    if (isEmpty(old)) return [`${label}: ${tellValue(name, now)}`];
    if (!(name in after) && Object.keys(after).length > 0) return [];
    return [`${label}: ${tellValue(name, old)} → ${isEmpty(now) ? 'bỏ trống' : tellValue(name, now)}`];
  });
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function tellValue(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item === 'string');
    return cut(plain ? value.map((item) => tellText(name, item)).join(', ') : `${value.length} mục`);
  }
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'string') return cut(tellText(name, value));
  if (value !== null && typeof value === 'object') return `${Object.keys(value).length} mục`;
  return String(value);
}

function tellText(name: string, text: string): string {
  const date = CALENDAR_DATE.exec(text);
  if (date) return `${date[3]}/${date[2]}/${date[1]}`;
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return tellInstant(text);
  return EVENT_VALUE_LABELS[name]?.[text] ?? text.replace(/\s+/g, ' ');
}

/** An instant as people in Vietnam write it: `28/03/2023 09:05:00`. */
export function tellInstant(text: string): string {
  const [date = '', time = ''] = new Date(Date.parse(text) + VIETNAM).toISOString().split('T');
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 8)}`;
}

const cut = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text);
