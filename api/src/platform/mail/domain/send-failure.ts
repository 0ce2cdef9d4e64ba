import type { MailFailure } from '@plan/shared/vocabulary/mail';

/** What an SMTP client tells of a failed sending, as far as it is known. */
export interface SmtpError {
  message?: string;
  /** The client's own word: ECONNECTION, ETIMEDOUT, EAUTH, EENVELOPE, EMESSAGE … */
  code?: string;
  /** The server's reply code. */
  responseCode?: number;
  /** The server's reply, with its enhanced status code (RFC 3463) if it gave one. */
  response?: string;
  /** The command that was answered so. */
  command?: string;
}

export interface ReadFailure {
  failure: MailFailure;
  /** Trying again is of no use: the server said so. */
  final: boolean;
  /** The address itself does not exist or takes no mail: no further mail shall go there. */
  addressRefused: boolean;
}

const TIMEOUTS = new Set(['ETIMEDOUT', 'ETIME']);
const NO_CONNECTION = new Set(['ECONNECTION', 'ECONNREFUSED', 'ECONNRESET', 'EDNS', 'ENOTFOUND', 'ESOCKET', 'EPIPE']);

/** Reads why a mail was not taken. A 5xx reply to the envelope or the message is final (RFC 5321, 4.2.1). */
export function readFailure(error: SmtpError): ReadFailure {
  const { code = '', responseCode = 0, response = '', command = '', message = '' } = error;
  const again = (failure: MailFailure): ReadFailure => ({ failure, final: false, addressRefused: false });
  // Our own account is refused, not the mail: an administrator can mend that, and no mail shall be lost by it.
  if (code === 'EAUTH' || command.startsWith('AUTH') || [530, 534, 535].includes(responseCode))
    return again('sign_in_refused');
  if (code === 'ETLS' || /\b(certificate|self.signed|SSL|TLS)\b/i.test(message)) return again('tls_failed');
  if (responseCode >= 500 && /^(MAIL|RCPT|DATA|BDAT)/.test(command || 'DATA')) {
    const addressRefused = command.startsWith('RCPT') && refusesAddress(responseCode, response);
    return { failure: addressRefused ? 'address_refused' : 'message_refused', final: true, addressRefused };
  }
  if (responseCode >= 400) return again('busy');
  if (TIMEOUTS.has(code)) return again('timed_out');
  if (NO_CONNECTION.has(code)) return again('no_connection');
  return again('other');
}

/**
 * Whether a final reply to RCPT is about the address: status 5.1.x (bad address) or 5.2.0/5.2.1 (mailbox disabled). A
 * full mailbox (5.2.2) and a policy (5.7.x) say nothing against the address. Without a status the reply code must do.
 */
function refusesAddress(responseCode: number, response: string): boolean {
  const [, subject, detail] = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(response) ?? [];
  if (subject === undefined) return [550, 551, 553].includes(responseCode);
  return subject === '1' || (subject === '2' && (detail === '0' || detail === '1'));
}
