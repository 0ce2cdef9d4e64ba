import type { SmtpSettings } from './smtp-transport.js';

/** Injection token of `MailSettings`. */
export const MAIL_SETTINGS = Symbol('MAIL_SETTINGS');

export interface MailSettings {
  /** Whether this process turns events into mail and sends it (ROLE worker or all). */
  works: boolean;
  /** The mail server; null without one: mail is kept and waits. */
  smtp: SmtpSettings | null;
  /** Origin that browsers use, for links in mail. */
  publicUrl: string;
}
