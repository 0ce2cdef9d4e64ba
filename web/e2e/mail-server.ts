import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server at the port that the product sends to, with what it has taken. */
export interface TestMailServer {
  received: { to: string; parsed: ParsedMail }[];
  /** Addresses that it says do not exist. */
  unknown: Set<string>;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<TestMailServer> {
  const received: TestMailServer['received'] = [];
  const unknown = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _, done) => {
      if (!unknown.has(address)) done();
      else done(Object.assign(new Error('5.1.1 User unknown'), { responseCode: 550 }));
    },
    onData: (stream, session, done) => {
      simpleParser(stream).then((parsed) => {
        received.push({ to: session.envelope.rcptTo[0]?.address ?? '', parsed });
        done();
      }, done);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(Number(process.env.E2E_SMTP_PORT), '127.0.0.1', resolve));
  return { received, unknown, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
