import { ApiProperty } from '@nestjs/swagger';
import { DEPUTY_STATES, type DeputyState } from '@plan/shared/vocabulary/people';
import { DateField, PageQuery, TextField, UuidField, WordsParam } from '../platform/http/fields.js';

export class DeputyListQuery extends PageQuery {
  @UuidField({
    description: 'Only where this person is principal or deputy; `admin` alone may name another',
    optional: true,
  })
  userId?: string;

  @WordsParam({ description: 'Where the deputyship stands today', words: DEPUTY_STATES, name: 'DeputyState' })
  state?: DeputyState[];
}

export class NewDeputyInput {
  @UuidField({ description: 'Who may act' })
  deputyUserId: string;

  @UuidField({ description: 'On whose behalf: oneself by default; `admin` alone may name another', optional: true })
  principalUserId?: string;

  @DateField({ description: 'First day' })
  fromOn: string;

  @DateField({ description: 'Last day, until 24:00 in Asia/Ho_Chi_Minh; a year from the first at most' })
  toOn: string;

  @TextField({ description: 'Why: the written authorisation, a journey, a leave', max: 500, example: 'Đi công tác' })
  reason: string;
}

class DeputyPersonDto {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty()
  username: string;

  @ApiProperty()
  displayName: string;

  @ApiProperty({ type: 'string', nullable: true })
  agencyName: string | null;
}

export class DeputyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: DeputyPersonDto, description: 'On whose behalf' })
  principal: DeputyPersonDto;

  @ApiProperty({ type: DeputyPersonDto, description: 'Who may act' })
  deputy: DeputyPersonDto;

  @ApiProperty({ format: 'date' })
  fromOn: string;

  @ApiProperty({ format: 'date' })
  toOn: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ enum: DEPUTY_STATES, enumName: 'DeputyState' })
  state: DeputyState;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  revokedAt: string | null;
}

export class DeputyPageDto {
  @ApiProperty({ type: [DeputyDto] })
  items: DeputyDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class DeputyCandidatesQuery {
  @TextField({ description: 'Part of a name, with or without diacritics', max: 100, optional: true })
  q?: string;
}

export class DeputyCandidatesDto {
  @ApiProperty({ type: [DeputyPersonDto], description: 'At most 50' })
  items: DeputyPersonDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null' })
  nextCursor: string | null;
}
