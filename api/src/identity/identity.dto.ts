import { ApiProperty } from '@nestjs/swagger';
import { SESSION_RESTRICTIONS, type SessionRestriction } from '@plan/shared/vocabulary/people';
import { PERMISSIONS, type Permission } from '@plan/shared/vocabulary/permissions';
import { ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { SecretField, TextField, UuidField } from '../platform/http/fields.js';

/** A password of 128 characters as keyboards may send it: up to four UTF-16 units each before NFC. Longer ones cost nobody time. */
export const LONGEST_SECRET = 512;

export class LoginInput {
  @TextField({ description: 'User name', max: 100, example: 'congan' })
  username: string;

  @SecretField({ description: 'Password', min: 1, max: LONGEST_SECRET })
  password: string;

  @TextField({
    description: 'A 6-digit code of the second factor, or a recovery code; when the answer before asked for it',
    max: 40,
    optional: true,
    min: 1,
  })
  code?: string;
}

export class ClaimInput {
  @TextField({ description: 'The one-time token that the server printed at its first start', max: 200 })
  token: string;

  @TextField({ description: 'User name of the first administrator: 3–50 of a–z, 0–9, dot, dash', max: 50, min: 3 })
  username: string;

  @TextField({ description: 'How the person is called on screens: a function, not a private name', max: 100 })
  displayName: string;

  @SecretField({ description: 'Password, 8–128 characters', min: 1, max: LONGEST_SECRET })
  password: string;
}

export class OidcStartQuery {
  @TextField({ description: 'Path of the page to come back to', max: 500, optional: true, example: '/nhiem-vu' })
  returnTo?: string;
}

export class OnBehalfInput {
  @UuidField({ description: 'The principal; null for oneself', nullable: true })
  userId: string | null;
}

class OidcWayDto {
  @ApiProperty({ description: 'Words of the button' })
  label: string;

  @ApiProperty({ description: 'Where the button leads; takes `?returnTo=/path`', example: '/api/v1/auth/oidc/start' })
  startPath: string;
}

export class SignInWaysDto {
  @ApiProperty({ description: 'Whether user name and password are taken' })
  password: boolean;

  @ApiProperty({ type: OidcWayDto, nullable: true, description: 'Single sign-on, where there is one' })
  oidc: OidcWayDto | null;
}

class OnBehalfDto {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty()
  displayName: string;
}

class MayActForDto {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty()
  displayName: string;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ format: 'date', description: 'The last day of the deputyship' })
  toOn: string;
}

export class PersonDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  username: string;

  @ApiProperty()
  displayName: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  agencyId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ enum: ROLES, enumName: 'Role', isArray: true })
  roles: Role[];

  @ApiProperty({
    enum: Object.keys(PERMISSIONS),
    enumName: 'Permission',
    isArray: true,
    description: 'What the roles allow; pages show only that',
  })
  permissions: Permission[];

  @ApiProperty({
    type: OnBehalfDto,
    nullable: true,
    description: 'In whose name one acts now; agency, roles and permissions are then theirs',
  })
  onBehalfOf: OnBehalfDto | null;

  @ApiProperty({ type: [MayActForDto], description: 'For whom one may act today: `POST /auth/on-behalf`' })
  mayActFor: MayActForDto[];

  @ApiProperty({
    enum: SESSION_RESTRICTIONS,
    enumName: 'SessionRestriction',
    nullable: true,
    description: 'What the session must do before anything else; every other route answers 403 until then',
  })
  restriction: SessionRestriction | null;
}
