import { ApiProperty } from '@nestjs/swagger';
import { DEADLINE_KINDS } from '@plan/shared/vocabulary/deadline-kinds';
import { OVERDUE_BANDS, TIMELINESS, TIMELINESS_CLASSES } from '@plan/shared/vocabulary/timeliness';

/** An object with a whole number for every word of a closed list: every key is always there. */
const countsOf = (words: readonly string[]): Record<string, unknown> => ({
  type: 'object',
  // `required` names the keys inside; that the property itself is always there is said apart.
  required: [...words],
  selfRequired: true,
  properties: Object.fromEntries(words.map((word) => [word, { type: 'integer' }])),
});
const counts = (words: readonly string[], description: string): PropertyDecorator =>
  ApiProperty({ ...countsOf(words), description } as Parameters<typeof ApiProperty>[0]);

export class TaskFiguresDto {
  @ApiProperty({ type: 'integer' })
  total: number;

  @counts(TIMELINESS, 'Tasks by their roll-up')
  byTimeliness: Record<string, number>;

  @counts(TIMELINESS, 'Tasks by their roll-up against the first dates, as if no later one had been set')
  byFirstTimeliness: Record<string, number>;

  @counts(TIMELINESS_CLASSES, 'The Government Office’s four classes, and `apart`: open without a due date')
  classes: Record<string, number>;

  @counts(DEADLINE_KINDS, 'Tasks by kind of deadline')
  byDeadlineKind: Record<string, number>;

  @counts(OVERDUE_BANDS, 'Overdue tasks by the days of their worst lead')
  overdueBands: Record<string, number>;
}

export class LeadFiguresDto {
  @ApiProperty({ type: 'integer' })
  total: number;

  @counts(TIMELINESS, 'Lead assignments by timeliness')
  byTimeliness: Record<string, number>;

  @counts(TIMELINESS, 'Lead assignments by timeliness against their first dates')
  byFirstTimeliness: Record<string, number>;

  @ApiProperty({ type: 'integer', description: 'Lead assignments whose request for a later date waits' })
  pendingExtensions: number;
}

export class GroupFiguresDto {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  groupId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  numeral: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  title: string | null;

  @ApiProperty({ type: 'integer' })
  total: number;

  @counts(TIMELINESS, 'Tasks by their roll-up')
  byTimeliness: Record<string, number>;

  @counts(TIMELINESS_CLASSES, 'The four classes, and `apart`')
  classes: Record<string, number>;
}

export class SummaryDto {
  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ format: 'date' })
  asOf: string;

  @ApiProperty({ type: TaskFiguresDto })
  tasks: TaskFiguresDto;

  @ApiProperty({ type: LeadFiguresDto })
  leadAssignments: LeadFiguresDto;

  @ApiProperty({ type: [GroupFiguresDto] })
  byGroup: GroupFiguresDto[];
}
