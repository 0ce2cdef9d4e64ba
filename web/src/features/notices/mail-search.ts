import { MAIL_STATES, type MailState } from '@plan/shared/vocabulary/mail';
import { oneText, wordOf } from '../../lib/address-search.js';

/** What the list of mail shows, wholly in the address. */
export interface MailSearch {
  state?: MailState;
  q?: string;
}

export function readMailSearch(search: Record<string, unknown>): MailSearch {
  return { state: wordOf(search.state, MAIL_STATES), q: oneText(search.q) };
}
