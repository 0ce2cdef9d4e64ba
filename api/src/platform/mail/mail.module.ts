import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailController } from './mail.controller.js';
import { MailCursorEntity, MailEntity, MailRefusalEntity } from './mail.entity.js';
import { MailQueries } from './mail.queries.js';
import { MailService } from './mail.service.js';
import { MailComposers } from './mail-composers.js';
import { MailDispatcher } from './mail-dispatcher.js';
import { MailRefusals } from './mail-refusals.js';
import { MailRounds } from './mail-rounds.js';
import { MailSender } from './mail-sender.js';
import { MAIL_SETTINGS, type MailSettings } from './mail-settings.js';
import { MailTransport, NoTransport, SmtpTransport } from './smtp-transport.js';

// Owns outgoing mail: reading the log for what is to be told, keeping, sending, repeating, and addresses that take no
// mail. Leaves to the features: which events are told to whom, and in which words (MailComposers).
@Global()
@Module({})
export class MailModule {
  static with(settings: MailSettings): DynamicModule {
    return {
      module: MailModule,
      imports: [TypeOrmModule.forFeature([MailEntity, MailCursorEntity, MailRefusalEntity])],
      controllers: [MailController],
      providers: [
        { provide: MAIL_SETTINGS, useValue: settings },
        {
          provide: MailTransport,
          useFactory: () => (settings.smtp ? new SmtpTransport(settings.smtp) : new NoTransport()),
        },
        MailComposers,
        MailDispatcher,
        MailQueries,
        MailRefusals,
        MailRounds,
        MailSender,
        MailService,
      ],
      exports: [MailComposers, MailRefusals, MAIL_SETTINGS],
    };
  }
}
