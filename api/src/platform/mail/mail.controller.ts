import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/current-actor.js';
import { Endpoint } from '../http/endpoint.js';
import { answerWithEtag, etagOf } from '../http/etag.js';
import { PageQuery } from '../http/fields.js';
import { notFound } from '../http/problem.js';
import { ApiIdParam, IdParam } from '../http/uuid-param.js';
import { BounceInput, BounceResultDto, MailDto, MailListQuery, MailPageDto, MailRefusalPageDto } from './mail.dto.js';
import { MailQueries } from './mail.queries.js';
import { MailService } from './mail.service.js';

@ApiTags('mails')
@Controller()
export class MailController {
  constructor(
    private readonly mails: MailService,
    private readonly queries: MailQueries,
  ) {}

  @Get('mails')
  @Endpoint({
    summary: 'Outgoing mail, without what it says; whether a mail server is configured',
    description: 'Mails that were sent are kept for 90 days.',
    permission: 'mails.manage',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: MailPageDto })
  async list(@Query() query: MailListQuery): Promise<MailPageDto> {
    return this.queries.list(query);
  }

  @Get('mails/:id')
  @Endpoint({ summary: 'One outgoing mail', permission: 'mails.manage', errors: ['resource.not_found'] })
  @ApiIdParam('The mail')
  @ApiOkResponse({ type: MailDto })
  async one(
    @IdParam() id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailDto | undefined> {
    const { mail, version } = await this.found(id);
    return answerWithEtag(request, response, version, JSON.stringify(mail)) === undefined ? undefined : mail;
  }

  @Post('mails/:id/retries')
  @HttpCode(200)
  @Endpoint({
    summary: 'Send a dead mail again, under its Message-ID; its address is tried again too',
    permission: 'mails.manage',
    idempotent: true,
    errors: ['resource.not_found', 'mail.not_dead'],
  })
  @ApiIdParam('The mail')
  @ApiOkResponse({ type: MailDto })
  async retry(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MailDto> {
    await this.mails.retry(id, actor);
    const { mail, version } = await this.found(id);
    response.setHeader('ETag', etagOf(version, JSON.stringify(mail)));
    return mail;
  }

  @Get('mail-refusals')
  @Endpoint({
    summary: 'Addresses that do not receive mail',
    description: 'No mail goes there until a mail to it is sent again by hand, or the person gets another address.',
    permission: 'mails.manage',
    errors: ['request.cursor_invalid'],
  })
  @ApiOkResponse({ type: MailRefusalPageDto })
  async refusals(@Query() query: PageQuery): Promise<MailRefusalPageDto> {
    return this.queries.refusals(query);
  }

  @Post('mail-bounces')
  @HttpCode(200)
  @Endpoint({
    summary: 'Hand in a delivery report that came back to the sender’s mailbox',
    description:
      'For a mailbox reader (a pipe of the mail server, or a program that reads the mailbox) with a key of an API client. The same report again changes nothing.',
    permission: 'mail_bounces.report',
    idempotent: false,
    errors: ['mail.bounce_unreadable'],
  })
  @ApiOkResponse({ type: BounceResultDto })
  async bounce(@Body() { message }: BounceInput, @CurrentActor() actor: Actor): Promise<BounceResultDto> {
    return { outcome: await this.mails.bounce(message, actor) };
  }

  private async found(id: string): Promise<{ mail: MailDto; version: number }> {
    const found = await this.queries.one(id);
    if (!found) throw notFound('thư');
    return found;
  }
}
