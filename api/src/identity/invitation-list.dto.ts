import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { WordField } from '../platform/http/fields.js';

const YES_NO = ['true', 'false'] as const;

export class InvitationListOptions {
  @WordField({ description: 'true: only says what would be made', words: YES_NO, name: 'YesNo', optional: true })
  dryRun?: (typeof YES_NO)[number];
}

class InvitedRowDto {
  @ApiProperty({ type: 'integer', description: 'Row of the spreadsheet, from 1' })
  row: number;

  @ApiProperty()
  username: string;

  @ApiProperty()
  displayName: string;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;

  @ApiProperty({ enum: ROLES, enumName: 'Role', isArray: true })
  roles: Role[];

  @ApiProperty({ type: 'string', nullable: true })
  email: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'null in a dry run' })
  userId: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The one-time link, shown only now' })
  link: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  expiresAt: string | null;
}

export class InvitedListDto {
  @ApiProperty()
  dryRun: boolean;

  @ApiProperty({ type: [InvitedRowDto] })
  items: InvitedRowDto[];
}
