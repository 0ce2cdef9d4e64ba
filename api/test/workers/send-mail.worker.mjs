// One process that reads the log for mail and sends, for the test that kills it at any moment. Arguments: the database's
// address, and the port of a mail server on the loopback. Makes one mail of every event of one type; ends by a signal.
import '../harness/typescript-loader.mjs';
import { setTimeout as sleep } from 'node:timers/promises';

const [databaseUrl, port] = process.argv.slice(2);
await import('reflect-metadata');
const { DataSource } = await import('typeorm');
const { default: pg } = await import('pg');
const { EventLog } = await import('../../src/platform/events/event-log.ts');
const { createLogger } = await import('../../src/platform/logging/logger.ts');
const { MailComposers } = await import('../../src/platform/mail/mail-composers.ts');
const { MailDispatcher } = await import('../../src/platform/mail/mail-dispatcher.ts');
const { MailRefusals } = await import('../../src/platform/mail/mail-refusals.ts');
const { MailSender } = await import('../../src/platform/mail/mail-sender.ts');
const { SmtpTransport } = await import('../../src/platform/mail/smtp-transport.ts');

const smtp = {
  host: '127.0.0.1',
  port: Number(port),
  tls: 'none',
  user: null,
  password: '',
  caFile: null,
  from: { name: '', address: 'kehoach@tinh.gov.vn' },
};
// As the product's own, without the migrations: a process that is killed within a second shall not read them all.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const dataSource = new DataSource({
  type: 'postgres',
  url: databaseUrl,
  poolSize: 6,
  poolErrorHandler: () => undefined,
});
// On a busy machine the database may be slow to answer; the product tries again too.
for (;;) {
  const open = await dataSource.initialize().then(
    () => true,
    () => false,
  );
  if (open) break;
  await sleep(100);
}
const logger = createLogger('silent');
const composers = new MailComposers();
composers.register({
  types: ['plan.settings_changed'],
  compose: async (_, { id, after }) => [
    {
      recipient: 'one',
      to: 'coquan@tinh.gov.vn',
      subject: `${id} ${after.text}`,
      text: 'Kính gửi cơ quan',
      html: '<p>Kính gửi cơ quan</p>',
      livesForHours: 24,
    },
  ],
});
const settings = { works: true, smtp, publicUrl: 'http://ke-hoach.tinh.gov.vn' };
const dispatcher = new MailDispatcher(dataSource, composers, settings, logger);
const sender = new MailSender(
  dataSource,
  new SmtpTransport(smtp),
  new MailRefusals(dataSource, new EventLog()),
  logger,
);

process.stdout.write('working\n');
for (;;) {
  await dispatcher.dispatch().catch(() => undefined);
  await sender.sendDue().catch(() => undefined);
  await sleep(5);
}
