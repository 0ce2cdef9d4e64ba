import { ApiProperty } from '@nestjs/swagger';
import { PERMISSIONS, type Permission } from '@plan/shared/vocabulary/permissions';
import { ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { SecretField, TextField } from '../platform/http/fields.js';

export class LoginInput {
  @TextField({ description: 'User name', max: 100, example: 'congan' })
  username: string;

  @SecretField({ description: 'Password', min: 1, max: 128 })
  password: string;
}

export class ClaimInput {
  @TextField({ description: 'The one-time token that the server printed at its first start', max: 200 })
  token: string;

  @TextField({ description: 'User name of the first administrator: 3–50 of a–z, 0–9, dot, dash', max: 50, min: 3 })
  username: string;

  @TextField({ description: 'How the person is called on screens: a function, not a private name', max: 100 })
  displayName: string;

  @SecretField({ description: 'Password, at least 8 characters', min: 8, max: 128 })
  password: string;
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
}
