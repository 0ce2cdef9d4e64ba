import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SmtpSettings } from '../../src/platform/mail/smtp-transport.js';
import { localhostCertificate } from './certificate.js';

export interface ReceivedMail {
  to: string[];
  raw: string;
  parsed: ParsedMail;
  /** Whether it came over TLS, and as whom. */
  secure: boolean;
  user: string | null;
}

export interface MailServer {
  /** How the product reaches it. */
  settings: SmtpSettings;
  received: ReceivedMail[];
  /** Says no to a recipient: code and words, or nothing to take it. */
  refuse: (address: string) => [number, string] | undefined;
  close(): Promise<void>;
}

const USER = 'kehoach';
const PASSWORD = 'mật khẩu thư 1';

/** A real mail server on the loopback, with a certificate of its own and one account. */
export async function startMailServer(tls: SmtpSettings['tls'] = 'starttls'): Promise<MailServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plan-mail-'));
  const certificate = localhostCertificate();
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, certificate.cert);
  const received: ReceivedMail[] = [];
  const signsIn = tls !== 'none';
  const refusal = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    ...certificate,
    secure: tls === 'tls',
    hideSTARTTLS: tls === 'none',
    authOptional: !signsIn,
    disabledCommands: signsIn ? [] : ['AUTH'],
    onAuth: ({ username, password }, _, done) => {
      if (username === USER && password === PASSWORD) done(null, { user: USER });
      else done(refusal(535, '5.7.8 Authentication failed'));
    },
    onRcptTo: ({ address }, _, done) => {
      const no = mail.refuse(address);
      done(no ? refusal(...no) : undefined);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        simpleParser(raw).then((parsed) => {
          received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw: raw.toString('utf8'),
            parsed,
            secure: session.secure,
            user: (session.user as string | undefined) ?? null,
          });
          done();
        }, done);
      });
    },
  });
  // A client that is killed breaks its line, and that is all.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mail: MailServer = {
    settings: {
      host: 'localhost',
      port: (server.server.address() as AddressInfo).port,
      tls,
      user: signsIn ? USER : null,
      password: signsIn ? PASSWORD : '',
      caFile: signsIn ? caFile : null,
      from: { name: 'Kế hoạch Đề án 06', address: 'kehoach@tinh.gov.vn' },
    },
    received,
    refuse: () => undefined,
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return mail;
}
