import { ApiProperty } from '@nestjs/swagger';
import { USER_STATES, type UserState } from '@plan/shared/vocabulary/people';
import { ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  InstantField,
  MayBeAbsent,
  PageQuery,
  TextField,
  UuidField,
  UuidsParam,
  WordsParam,
} from '../platform/http/fields.js';
import { IssuedLinkDto } from './password-link.dto.js';

export class UserListQuery extends PageQuery {
  @TextField({
    description: 'Part of a name, user name or e-mail, with or without diacritics',
    max: 100,
    optional: true,
  })
  q?: string;

  @UuidsParam({ description: 'People of these agencies' })
  agencyId?: string[];

  @WordsParam({ description: 'People with one of these roles', words: ROLES, name: 'Role' })
  role?: Role[];

  @WordsParam({ description: 'Where the account stands', words: USER_STATES, name: 'UserState' })
  state?: UserState[];
}

class OidcSubjectDto {
  @TextField({ description: 'Issuer address of the sign-on provider', max: 300 })
  issuer: string;

  @TextField({ description: 'The provider’s own id of the person (`sub`)', max: 300 })
  subject: string;
}

export class UserDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  username: string;

  @ApiProperty({ description: 'How the person is called on screens: a function, not a private name' })
  displayName: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  agencyId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ enum: ROLES, enumName: 'Role', isArray: true })
  roles: Role[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Work contact' })
  email: string | null;

  @ApiProperty({ enum: USER_STATES, enumName: 'UserState' })
  state: UserState;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Out from this instant on' })
  disabledAt: string | null;

  @ApiProperty({ description: 'Whether a second factor is set' })
  secondFactor: boolean;

  @ApiProperty({ type: OidcSubjectDto, nullable: true, description: 'The linked single sign-on account' })
  oidcSubject: OidcSubjectDto | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  lastSignInAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class UserPageDto {
  @ApiProperty({ type: [UserDto] })
  items: UserDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class NewUserInput {
  @TextField({ description: 'User name: 3–50 of a–z, 0–9, dot, dash', max: 50, min: 3, example: 'soyte.vanthu' })
  username: string;

  @TextField({ description: 'How the person is called on screens', max: 100 })
  displayName: string;

  @UuidField({ description: 'The agency; one’s own for an `agency_head`', optional: true, nullable: true })
  agencyId?: string | null;

  @ApiProperty({
    enum: ROLES,
    enumName: 'Role',
    isArray: true,
    required: false,
    description: 'At least one; `agency_officer` alone for an `agency_head`, who may leave it out',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn([...ROLES], { each: true })
  roles?: Role[];

  @TextField({
    description: 'Work contact; single sign-on knows the person by it',
    max: 254,
    optional: true,
    nullable: true,
    min: 3,
  })
  email?: string | null;
}

export class UserChangeInput {
  @TextField({ description: 'How the person is called on screens', max: 100, optional: true, min: 1 })
  displayName?: string;

  @UuidField({ description: 'The agency; `admin` alone', optional: true, nullable: true })
  agencyId?: string | null;

  @ApiProperty({
    enum: ROLES,
    enumName: 'Role',
    isArray: true,
    required: false,
    description: 'Replaces the roles; `admin` alone',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn([...ROLES], { each: true })
  roles?: Role[];

  @TextField({ description: 'Work contact', max: 254, optional: true, nullable: true, min: 3 })
  email?: string | null;

  @InstantField({
    description: 'Out from this instant on, which may lie in the future; one in the past counts as now; null: back in',
    optional: true,
    nullable: true,
  })
  disabledAt?: string | null;

  @ApiProperty({
    type: OidcSubjectDto,
    nullable: true,
    required: false,
    description: 'Links an account of the sign-on provider; `admin` alone',
  })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => OidcSubjectDto)
  oidcSubject?: OidcSubjectDto | null;
}

export class InvitedUserDto {
  @ApiProperty({ type: UserDto })
  user: UserDto;

  @ApiProperty({
    type: IssuedLinkDto,
    nullable: true,
    description: 'The one-time link, shown only now; null where passwords are switched off',
  })
  invitation: IssuedLinkDto | null;
}
