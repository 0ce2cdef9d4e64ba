import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';

export interface SmtpSettings {
  host: string;
  port: number;
  /** `starttls` insists on it; `tls` is TLS from the first byte; `none` never. */
  tls: 'starttls' | 'tls' | 'none';
  /** Null where the server asks for no account. */
  user: string | null;
  password: string;
  /** A PEM file with the issuer of the server's certificate, beside those that Node knows. */
  caFile: string | null;
  from: { name: string; address: string };
}

export interface OutgoingMail {
  messageId: string;
  toAddress: string;
  subject: string;
  text: string;
  html: string;
  ics: string | null;
}

/** How mail leaves. */
export abstract class MailTransport {
  /** Resolves once the server has taken the mail over. @throws what the server or the line said: see `readFailure` */
  abstract send(mail: OutgoingMail): Promise<void>;
  abstract close(): void;
}

const AT_ONCE = 3;

/** A mail server by SMTP, over a few connections that stay open. */
export class SmtpTransport extends MailTransport {
  private readonly transport;

  constructor(private readonly settings: SmtpSettings) {
    super();
    const { host, port, tls, user, password, caFile } = settings;
    this.transport = createTransport({
      pool: true,
      maxConnections: AT_ONCE,
      maxMessages: 100,
      host,
      port,
      secure: tls === 'tls',
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      auth: user === null ? undefined : { user, pass: password },
      tls: {
        minVersion: 'TLSv1.2',
        ...(isIP(host) ? {} : { servername: host }),
        ...(caFile === null ? {} : { ca: readFileSync(caFile) }),
      },
      dnsTimeout: 10_000,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    // A broken idle connection must not end the process; the pool opens another.
    this.transport.on('error', () => undefined);
  }

  async send({ messageId, toAddress, subject, text, html, ics }: OutgoingMail): Promise<void> {
    await this.transport.sendMail({
      from: this.settings.from,
      to: toAddress,
      messageId,
      subject,
      text,
      html,
      ...(ics === null
        ? {}
        : { attachments: [{ filename: 'lich.ics', content: ics, contentType: 'text/calendar; charset=utf-8' }] }),
      // RFC 3834: nobody's out-of-office note shall answer a machine.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  }

  close(): void {
    this.transport.close();
  }
}

/** Stands where no mail server is configured; nothing is asked of it, and mail waits. */
export class NoTransport extends MailTransport {
  async send(): Promise<void> {
    throw Object.assign(new Error('no mail server is configured'), { code: 'ECONNECTION' });
  }

  close(): void {}
}
