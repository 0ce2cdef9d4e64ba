import { EVENT_DETAIL_LABELS, EVENT_FIELD_LABELS, EVENT_VALUE_LABELS } from '@plan/shared/vocabulary/event-fields';
import { formatDay, formatInstant, isDay } from '../../lib/dates.js';

/** One field of an event in Vietnamese, before and after; an empty text where there was or is nothing. */
export interface ChangedField {
  name: string;
  label: string;
  before: string;
  after: string;
}

const labelOf = (name: string): string => EVENT_FIELD_LABELS[name] ?? EVENT_DETAIL_LABELS[name] ?? '';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

function oneValue(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (Array.isArray(value)) return value.map((one) => oneValue(name, one)).join('; ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, one]) => `${labelOf(key) || key}: ${oneValue(key, one)}`)
      .join(', ');
  }
  const text = String(value);
  if (isDay(text)) return formatDay(text);
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return formatInstant(text);
  return EVENT_VALUE_LABELS[name]?.[text] ?? text;
}

/** The fields of `before` and `after`; those that people know by name first, programs' own ones after them. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, now] = [before, after].map((side) => (side ?? {}) as Record<string, unknown>);
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return names
    .map((name) => ({
      name,
      label: labelOf(name),
      before: oneValue(name, old?.[name]),
      after: oneValue(name, now?.[name]),
    }))
    .filter((field) => field.before !== '' || field.after !== '')
    .sort((one, other) => Number(one.label === '') - Number(other.label === ''))
    .map((field) => ({
      ...field,
      label: field.label === '' ? field.name : field.label.charAt(0).toUpperCase() + field.label.slice(1),
    }));
}
