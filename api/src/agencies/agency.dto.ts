import { ApiProperty } from '@nestjs/swagger';
import { AGENCY_LEVELS, type AgencyLevel } from '@plan/shared/vocabulary/agency-levels';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  DateField,
  MayBeAbsent,
  PageQuery,
  TextField,
  UuidField,
  WordField,
  WordsParam,
} from '../platform/http/fields.js';

export class AgencyListQuery extends PageQuery {
  @TextField({ description: 'Part of a name or alias, with or without diacritics', max: 200, optional: true })
  q?: string;

  @WordsParam({ description: 'Levels', words: AGENCY_LEVELS, name: 'AgencyLevel' })
  level?: AgencyLevel[];

  @UuidField({ description: 'Agencies below this one: the communes of a district', optional: true })
  parentId?: string;

  @DateField({ description: 'Only agencies that exist on this day', optional: true })
  on?: string;
}

export class AgencyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Sở Y tế' })
  name: string;

  @ApiProperty({ enum: AGENCY_LEVELS, enumName: 'AgencyLevel' })
  level: AgencyLevel;

  @ApiProperty({ type: 'string', nullable: true, description: 'Mã định danh' })
  identifier: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'A commune’s district' })
  parentId: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'First day of its existence' })
  validFrom: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'Last day of its existence' })
  validTo: string | null;

  @ApiProperty({ type: [String], format: 'uuid', description: 'Who takes over; several after a split' })
  successorIds: string[];

  @ApiProperty({ type: [String], description: 'Other names that documents use' })
  aliases: string[];

  @ApiProperty({ description: 'Whether it is the standing agency of the programme' })
  standing: boolean;
}

export class AgencyPageDto {
  @ApiProperty({ type: [AgencyDto] })
  items: AgencyDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class NewAgencyInput {
  @TextField({ description: 'Full name', max: 300 })
  name: string;

  @WordField({ description: 'Level', words: AGENCY_LEVELS, name: 'AgencyLevel' })
  level: AgencyLevel;

  @TextField({ description: 'Mã định danh', max: 50, optional: true, nullable: true, min: 1 })
  identifier?: string | null;

  @UuidField({ description: 'The agency above it', optional: true, nullable: true })
  parentId?: string | null;

  @DateField({ description: 'First day of its existence', optional: true, nullable: true })
  validFrom?: string | null;

  @ApiProperty({ type: [String], required: false, description: 'Other names that documents use' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  aliases?: string[];
}

export class AgencyChangeInput {
  @TextField({ description: 'Full name', max: 300, optional: true, min: 1 })
  name?: string;

  @TextField({ description: 'Mã định danh', max: 50, optional: true, nullable: true, min: 1 })
  identifier?: string | null;

  @UuidField({ description: 'The agency above it', optional: true, nullable: true })
  parentId?: string | null;

  @DateField({ description: 'First day of its existence', optional: true, nullable: true })
  validFrom?: string | null;

  @DateField({ description: 'Last day of its existence', optional: true, nullable: true })
  validTo?: string | null;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    isArray: true,
    required: false,
    description: 'Who takes over; needs validTo',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  successorIds?: string[];

  @ApiProperty({ type: [String], required: false, description: 'Replaces the other names' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  aliases?: string[];
}

export class GroupMemberDto {
  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'First day of membership' })
  validFrom: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'Last day of membership' })
  validTo: string | null;
}

export class AgencyGroupDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Các sở, ban, ngành' })
  name: string;

  @ApiProperty({ type: [String] })
  aliases: string[];

  @ApiProperty({ type: [GroupMemberDto] })
  members: GroupMemberDto[];
}

export class AgencyGroupsDto {
  @ApiProperty({ type: [AgencyGroupDto] })
  items: AgencyGroupDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null: all groups are one page' })
  nextCursor: string | null;
}

class GroupMemberInput {
  @UuidField({ description: 'The member' })
  agencyId: string;

  @DateField({ description: 'First day of membership; from the beginning by default', optional: true, nullable: true })
  validFrom?: string | null;

  @DateField({ description: 'Last day of membership', optional: true, nullable: true })
  validTo?: string | null;
}

export class GroupMembersInput {
  @ApiProperty({ type: [GroupMemberInput], description: 'Replaces the list. Confirmed plans do not change by it.' })
  @IsArray()
  @ArrayMaxSize(2_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GroupMemberInput)
  members: GroupMemberInput[];
}
