import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { ErrorCode } from '@plan/shared/vocabulary/error-codes';
import { ERROR_CODES } from '@plan/shared/vocabulary/error-codes';
import type { Request } from 'express';
import { Endpoint } from '../platform/http/endpoint.js';
import { DomainError } from '../platform/http/problem.js';
import { TokenDto } from './api-client.dto.js';
import { ApiClientAccess } from './api-client-access.service.js';
import { ApiClientThrottle } from './api-client-throttle.service.js';
import { readTokenRequest, type TokenFault } from './domain/token-request.js';

const DETAILS: Record<TokenFault, string> = {
  invalid_request:
    'Gửi biểu mẫu (application/x-www-form-urlencoded) với grant_type=client_credentials, mỗi tham số một lần; mã hệ thống và khóa hoặc trong Authorization: Basic, hoặc trong client_id và client_secret.',
  invalid_client:
    'Mã hệ thống (client_id) hoặc khóa API sai, đã hết hạn hoặc đã bị thu hồi. Hãy nhờ quản trị kiểm tra.',
  unsupported_grant_type: 'Chỉ cấp mã theo grant_type=client_credentials.',
  invalid_scope: 'Có phạm vi (scope) không được cấp cho hệ thống này. Hãy bỏ bớt, hoặc nhờ quản trị cấp thêm.',
};

/** RFC 6749, section 5.2, as a problem document: our members and the two that every OAuth client reads. */
function refusal(fault: TokenFault, basic: boolean): DomainError {
  const code: ErrorCode = `token.${fault}`;
  return new DomainError(code, DETAILS[fault], [], undefined, {
    members: { error: fault, error_description: ERROR_CODES[code].en },
    headers: fault === 'invalid_client' && basic ? { 'WWW-Authenticate': 'Basic realm="plan", charset="UTF-8"' } : {},
  });
}

@ApiTags('auth')
@Controller('auth')
export class ApiClientTokenController {
  constructor(
    private readonly access: ApiClientAccess,
    private readonly throttle: ApiClientThrottle,
  ) {}

  @Post('tokens')
  @HttpCode(200)
  @Endpoint({
    summary: 'Exchange a client id and API key for an access token (RFC 6749 client credentials)',
    description:
      'client_id is the id of the API client, client_secret one of its keys; either in the form or as HTTP Basic. A refusal is a problem document that also has the members `error` and `error_description` of RFC 6749.',
    permission: 'public',
    errors: [
      'token.invalid_request',
      'token.invalid_client',
      'token.unsupported_grant_type',
      'token.invalid_scope',
      'request.media_type',
    ],
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['grant_type'],
      properties: {
        grant_type: { type: 'string', enum: ['client_credentials'] },
        scope: { type: 'string', description: 'Parted by spaces; all that the client has when absent' },
        client_id: { type: 'string', format: 'uuid' },
        client_secret: { type: 'string', format: 'password' },
      },
    },
  })
  @ApiOkResponse({ type: TokenDto })
  async issue(@Req() request: Request): Promise<TokenDto> {
    if (!request.is('application/x-www-form-urlencoded')) throw refusal('invalid_request', false);
    const reading = readTokenRequest(request.body, request.headers.authorization, (base64) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    );
    if (!reading.ok) throw refusal(reading.fault, reading.basic);
    const { clientId, clientKey, scopes, basic } = reading.request;
    await this.throttle.take(clientId, request.ip ?? 'unknown');
    const token = await this.access.exchange(clientId, clientKey, scopes);
    if (token === null) throw refusal('invalid_client', basic);
    if (token === 'scope') throw refusal('invalid_scope', basic);
    return token;
  }
}
