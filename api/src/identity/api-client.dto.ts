import { ApiProperty } from '@nestjs/swagger';
import { SCOPES, type Scope } from '@plan/shared/vocabulary/scopes';
import { BooleanField, InstantField, IntegerField, TextField, UuidField, WordsField } from '../platform/http/fields.js';

const LIMIT = { min: 1, max: 100_000 };

export class NewApiClientInput {
  @TextField({ description: 'Name of the other system, as it stands in the history', max: 100, min: 3 })
  name: string;

  @WordsField({ description: 'What it may do', words: SCOPES, name: 'Scope' })
  scopes: Scope[];

  @UuidField({ description: 'The agency in whose name it acts', optional: true, nullable: true })
  agencyId?: string | null;

  @IntegerField({
    description: 'Requests a minute; null is the installation’s own limit',
    optional: true,
    nullable: true,
    ...LIMIT,
  })
  requestsPerMinute?: number | null;
}

export class ApiClientChangeInput {
  @TextField({ description: 'Name of the other system', max: 100, min: 3, optional: true })
  name?: string;

  @WordsField({
    description: 'What it may do; holds at once, also for tokens given out',
    words: SCOPES,
    name: 'Scope',
    optional: true,
  })
  scopes?: Scope[];

  @UuidField({ description: 'The agency in whose name it acts', optional: true, nullable: true })
  agencyId?: string | null;

  @IntegerField({
    description: 'Requests a minute; null is the installation’s own limit',
    optional: true,
    nullable: true,
    ...LIMIT,
  })
  requestsPerMinute?: number | null;

  @BooleanField({ description: 'true shuts it out at once; false lets it in again', optional: true })
  disabled?: boolean;
}

export class NewApiKeyInput {
  @InstantField({ description: 'When the key ends; in a year by default, at most two years away', optional: true })
  expiresAt?: string;

  @UuidField({ description: 'The key that the new one takes over from', optional: true })
  replacesKeyId?: string;

  @InstantField({
    description: 'Until when the replaced key stays good as well; 24 hours by default, never beyond its own end',
    optional: true,
  })
  replacedUntil?: string;
}

export const API_KEY_STATES = ['active', 'expired', 'revoked'] as const;

export class ApiKeyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'k3v9x0ab', description: 'Names the key: the part between p06_ and the secret' })
  prefix: string;

  @ApiProperty({ enum: API_KEY_STATES, enumName: 'ApiKeyState' })
  state: (typeof API_KEY_STATES)[number];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Exact to a minute' })
  lastUsedAt: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  revokedAt: string | null;
}

export class ApiClientDto {
  @ApiProperty({ format: 'uuid', description: 'Also the client_id of POST /auth/tokens' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true })
  scopes: Scope[];

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  agencyId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  requestsPerMinute: number | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  disabledAt: string | null;

  @ApiProperty({ type: [ApiKeyDto], description: 'The newest first' })
  keys: ApiKeyDto[];
}

export class ApiClientsDto {
  @ApiProperty({ type: [ApiClientDto] })
  items: ApiClientDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all clients are one page' })
  nextCursor: string | null;
}

export class IssuedApiKeyDto extends ApiKeyDto {
  @ApiProperty({ description: 'The whole key, `p06_<prefix>_<secret>`: shown this once and kept nowhere' })
  key: string;
}

export class TokenDto {
  @ApiProperty({ description: 'JWT for `Authorization: Bearer`' })
  access_token: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type: 'Bearer';

  @ApiProperty({ type: 'integer', description: 'Seconds, at most 900' })
  expires_in: number;

  @ApiProperty({ description: 'Scopes that were given, parted by spaces' })
  scope: string;
}
