import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { answerWithEtag, IfMatch } from '../platform/http/etag.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { XLSX } from '../platform/spreadsheet/write-workbook.js';
import { InvitationListOptions, InvitedListDto } from './invitation-list.dto.js';
import { InvitationListService } from './invitation-list.service.js';
import {
  InvitationDto,
  InvitationListQuery,
  InvitationPageDto,
  IssuedLinkDto,
  NewInvitationInput,
} from './password-link.dto.js';
import { UserService } from './user.service.js';
import { UserDirectoryQueries } from './user-directory.queries.js';

const MOST_BYTES = 1_024 * 1_024;

/** Invitations that were given out; `POST /users` gives one out for a new person. */
@ApiTags('people')
@Controller('invitations')
export class InvitationController {
  constructor(
    private readonly users: UserService,
    private readonly lists: InvitationListService,
    private readonly queries: UserDirectoryQueries,
  ) {}

  @Get()
  @Endpoint({ summary: 'Invitations, the newest first', permission: 'people.edit', errors: ['request.cursor_invalid'] })
  @ApiOkResponse({ type: InvitationPageDto })
  async list(@Query() query: InvitationListQuery, @CurrentActor() actor: Actor): Promise<InvitationPageDto> {
    return this.queries.invitations(query, actor);
  }

  @Get('template.xlsx')
  @Endpoint({ summary: 'An empty list to fill in', permission: 'people.edit' })
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  async template(@CurrentActor() actor: Actor): Promise<StreamableFile> {
    const disposition = 'attachment; filename="danh-sach-moi.xlsx"';
    return new StreamableFile(await this.lists.template(actor), { type: XLSX, disposition });
  }

  @Get(':id')
  @Endpoint({ summary: 'One invitation', permission: 'people.edit', errors: ['resource.not_found'] })
  @ApiIdParam('The invitation')
  @ApiOkResponse({ type: InvitationDto })
  async one(
    @IdParam() id: string,
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const found = await this.queries.invitation(id, actor);
    if (!found) throw notFound('lời mời');
    const { version, ...invitation } = found;
    return answerWithEtag(request, response, version, JSON.stringify(invitation)) === undefined
      ? undefined
      : invitation;
  }

  @Post()
  @Endpoint({
    summary: 'A new link for somebody who has not accepted yet; the earlier one is void',
    permission: 'people.edit',
    idempotent: true,
    errors: ['resource.not_found', 'user.disabled', 'invitation.accepted', 'auth.password_sign_in_off'],
  })
  @ApiCreatedResponse({ type: IssuedLinkDto })
  async again(
    @Body() { userId }: NewInvitationInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedLinkDto> {
    const issued = await this.users.inviteAgain(userId, actor);
    response.setHeader('Location', `/api/v1/invitations/${issued.id}`);
    return issued;
  }

  @Post('lists')
  @Endpoint({
    summary: 'Invite all people of an Excel list, or none',
    description:
      'At most 500 rows, 1 MB; the first row holds the heads of `GET /invitations/template.xlsx`. A fault is told by its cell: pointer `/rows/<row of the sheet>/<username|displayName|agency|roles|email>`. With `dryRun=true` the answer is 200 and nothing is made.',
    permission: 'people.edit',
    idempotent: true,
    errors: [
      'invitation_list.file_missing',
      'invitation_list.unreadable',
      'request.too_large',
      'request.media_type',
      'user.username_taken',
      'user.email_taken',
      'resource.conflict',
    ],
  })
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 5, parts: 10 } }))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: InvitedListDto })
  @ApiOkResponse({ type: InvitedListDto, description: 'A dry run' })
  async inviteList(
    @UploadedFile() file: Express.Multer.File | undefined,
    @Query() { dryRun }: InvitationListOptions,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<InvitedListDto> {
    if (!file) {
      throw new DomainError('invitation_list.file_missing', 'Hãy gửi tệp Excel trong trường “file” của biểu mẫu.');
    }
    const invited = await this.lists.invite(file.buffer, dryRun === 'true', actor);
    if (invited.dryRun) response.status(200);
    else response.setHeader('Location', '/api/v1/invitations');
    return invited;
  }

  @Delete(':id')
  @HttpCode(204)
  @Endpoint({
    summary: 'Take an open invitation back; the account stays, without a password',
    permission: 'people.edit',
    errors: ['resource.not_found', 'invitation.closed'],
    ifMatch: true,
  })
  @ApiIdParam('The invitation')
  @ApiNoContentResponse()
  async revoke(@IdParam() id: string, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    await this.users.revokeInvitation(id, version, actor);
  }
}
