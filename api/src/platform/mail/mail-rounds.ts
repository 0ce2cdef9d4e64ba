import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { MailDispatcher } from './mail-dispatcher.js';
import { MailSender } from './mail-sender.js';
import { MAIL_SETTINGS, type MailSettings } from './mail-settings.js';
import { MailTransport } from './smtp-transport.js';

const EVERY_MS = 5_000;
const FORGET_EVERY_MS = 6 * 3_600_000;

/** Reads the log and sends, every few seconds. In any number of processes: they take turns, and share what waits. */
@Injectable()
export class MailRounds implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private forgotAt = 0;
  private reading: Promise<void> | null = null;
  private sending: Promise<void> | null = null;

  constructor(
    private readonly dispatcher: MailDispatcher,
    private readonly sender: MailSender,
    private readonly transport: MailTransport,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.works) return;
    this.timer = setInterval(() => this.round(), EVERY_MS);
    this.timer.unref();
    this.round();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.sender.stop();
    await Promise.all([this.reading, this.sending]);
    this.transport.close();
  }

  /** A slow mail server holds up the sending alone: notices of the page are made by the reading. */
  private round(): void {
    this.reading ??= this.quietly(this.read()).finally(() => {
      this.reading = null;
    });
    if (!this.settings.smtp) return;
    this.sending ??= this.quietly(this.sender.sendDue()).finally(() => {
      this.sending = null;
    });
  }

  private async read(): Promise<void> {
    await this.dispatcher.dispatch();
    if (Date.now() - this.forgotAt < FORGET_EVERY_MS) return;
    this.forgotAt = Date.now();
    await this.sender.forgetSent();
  }

  private async quietly(work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => this.logger.warn({ err: error }, 'a round of mail failed; it is tried again'));
  }
}
