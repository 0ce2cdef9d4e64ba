import { ApiProperty } from '@nestjs/swagger';
import { INVITATION_STATES, type InvitationState } from '@plan/shared/vocabulary/people';
import { PageQuery, SecretField, TextField, UuidField, WordsParam } from '../platform/http/fields.js';
import { LONGEST_SECRET } from './identity.dto.js';

export class IssuedLinkDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty({ description: 'Address of the page, with the token behind #; good once, shown only now' })
  link: string;

  @ApiProperty({ format: 'date-time', description: 'A day after it was made' })
  expiresAt: string;
}

export class TokenInput {
  @TextField({ description: 'The token behind # of the link', max: 200 })
  token: string;
}

export class LinkAcceptanceInput extends TokenInput {
  @SecretField({
    description: 'The password: 8–128 characters, not a common one, not one’s own name',
    min: 1,
    max: LONGEST_SECRET,
  })
  password: string;
}

export class PasswordChangeInput {
  @SecretField({ description: 'The password so far', min: 1, max: LONGEST_SECRET })
  oldPassword: string;

  @SecretField({
    description: 'The new one: 8–128 characters, not a common one, not one’s own name',
    min: 1,
    max: LONGEST_SECRET,
  })
  newPassword: string;
}

export class LinkOwnerDto {
  @ApiProperty()
  username: string;

  @ApiProperty()
  displayName: string;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

export class AcceptedLinkDto {
  @ApiProperty({ description: 'With this name and the new password one signs in now' })
  username: string;
}

export class NewInvitationInput {
  @UuidField({ description: 'Somebody who has not accepted yet' })
  userId: string;
}

export class InvitationListQuery extends PageQuery {
  @WordsParam({ description: 'Where the invitation stands', words: INVITATION_STATES, name: 'InvitationState' })
  state?: InvitationState[];

  @UuidField({ description: 'Invitations of one person', optional: true })
  userId?: string;
}

export class InvitationDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty()
  username: string;

  @ApiProperty()
  displayName: string;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who invited' })
  invitedBy: string | null;

  @ApiProperty({ enum: INVITATION_STATES, enumName: 'InvitationState' })
  state: InvitationState;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  acceptedAt: string | null;
}

export class InvitationPageDto {
  @ApiProperty({ type: [InvitationDto] })
  items: InvitationDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
