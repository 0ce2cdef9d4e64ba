import { USER_STATE_LABELS } from '@plan/shared/vocabulary/people';
import { dayInVietnam, formatDay } from '../../lib/dates.js';
import type { Person } from './queries.js';

/** Where an account stands, with the day on which it ends or ended. */
export function stateWords({ state, disabledAt }: Pick<Person, 'state' | 'disabledAt'>): string {
  if (!disabledAt) return USER_STATE_LABELS[state];
  const day = formatDay(dayInVietnam(new Date(disabledAt)));
  return state === 'disabled' ? `Đã ngừng từ ${day}` : `${USER_STATE_LABELS[state]}, ngừng từ ${day}`;
}
