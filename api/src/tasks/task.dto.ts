import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  ASSIGNMENT_ROLES,
  type AssignmentRole,
  TASK_ORIGINS,
  type TaskOrigin,
} from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KINDS, type DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { OVERDUE_BANDS, type OverdueBand, TIMELINESS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  DateField,
  IntegerParam,
  PageQuery,
  TextField,
  UuidField,
  UuidsParam,
  WordsParam,
} from '../platform/http/fields.js';

/** Filters that tasks and assignments share. */
export class TaskFilters extends PageQuery {
  @UuidField({ description: 'Tasks of this plan', optional: true })
  planId?: string;

  @UuidsParam({ description: 'Task groups' })
  groupId?: string[];

  @UuidsParam({ description: 'Tasks in which one of these agencies takes part' })
  agencyId?: string[];

  @WordsParam({ description: 'With agencyId: in which role', words: ASSIGNMENT_ROLES, name: 'AssignmentRole' })
  role?: AssignmentRole[];

  @WordsParam({ description: 'Roll-up of the task, also with agencyId', words: TIMELINESS, name: 'Timeliness' })
  timeliness?: Timeliness[];

  @WordsParam({
    description: 'Overdue by how many days, of its worst lead',
    words: OVERDUE_BANDS,
    name: 'OverdueBand',
  })
  overdueBand?: OverdueBand[];

  @WordsParam({
    description: 'Roll-up against the first dates, as if no later one had been set',
    words: TIMELINESS,
    name: 'Timeliness',
  })
  firstTimeliness?: Timeliness[];

  @WordsParam({ description: 'Kinds of deadline', words: DEADLINE_KINDS, name: 'DeadlineKind' })
  deadlineKind?: DeadlineKind[];

  @WordsParam({
    description: 'Where the task comes from; `annex` unless asked otherwise',
    words: TASK_ORIGINS,
    name: 'TaskOrigin',
  })
  origin?: TaskOrigin[];

  @TextField({ description: 'Words of title or sides, with or without diacritics', max: 200, optional: true })
  q?: string;

  @DateField({ description: 'As of this calendar day in Asia/Ho_Chi_Minh; today by default', optional: true })
  asOf?: string;
}

export class TaskListQuery extends TaskFilters {
  @ApiProperty({
    description: 'number, dueOn, timeliness, title; `-` for descending; comma between',
    required: false,
    example: 'dueOn,-number',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sort?: string;
}

export class AssignmentListQuery extends TaskFilters {
  @UuidField({ description: 'Assignments of this task', optional: true })
  taskId?: string;

  @ApiProperty({
    description:
      'number, dueOn, timeliness, agency; `-` for descending; number by default within a plan, task or agency',
    required: false,
    example: 'dueOn,agency',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sort?: string;
}

/** What a list takes, without its pages: a file has them all. */
export class TaskExportQuery extends OmitType(TaskListQuery, ['limit', 'cursor']) {}

export class AssignmentExportQuery extends OmitType(AssignmentListQuery, ['limit', 'cursor']) {}

export class AsOfQuery {
  @DateField({ description: 'As of this calendar day in Asia/Ho_Chi_Minh; today by default', optional: true })
  asOf?: string;
}

export class DeadlineReadingQuery {
  @TextField({ description: 'The words of a deadline', max: 500, min: 0, example: 'Tháng 4/2023' })
  text: string;

  @IntegerParam({
    description: 'Year of the plan, for words that name none; this year by default',
    min: 2000,
    max: 2100,
  })
  year?: number;
}

export class DeadlineDto {
  @ApiProperty({ enum: DEADLINE_KINDS, enumName: 'DeadlineKind' })
  kind: DeadlineKind;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  startOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'Last day as the words say it' })
  nominalDueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day that decides, to its end' })
  dueOn: string | null;

  @ApiProperty({ description: 'One line in Vietnamese from the words to the day' })
  explanation: string;

  @ApiProperty({ description: 'Whether the words allow another reading' })
  unsure: boolean;
}

export class DeliverableDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer', description: 'Place in the plan’s cell, from 1' })
  position: number;

  @ApiProperty()
  text: string;
}

export class UnresolvedSideDto {
  @ApiProperty({ enum: ASSIGNMENT_ROLES, enumName: 'AssignmentRole' })
  role: AssignmentRole;

  @ApiProperty({ description: 'The words of the plan' })
  text: string;
}

export class ProgressDto {
  @ApiProperty({ type: 'integer', description: 'Lead assignments completed' })
  done: number;

  @ApiProperty({ type: 'integer', description: 'Lead assignments that are not cancelled' })
  total: number;
}

export class TaskDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ enum: TASK_ORIGINS, enumName: 'TaskOrigin' })
  origin: TaskOrigin;

  @ApiProperty({ type: 'integer', nullable: true, description: 'STT, as people know the task' })
  number: number | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  groupId: string | null;

  @ApiProperty({ description: 'Lead side in the words of the plan' })
  leadText: string;

  @ApiProperty({ description: 'Coordinating side in the words of the plan' })
  coordinateText: string;

  @ApiProperty({ type: [DeliverableDto] })
  deliverables: DeliverableDto[];

  @ApiProperty({ description: 'Deadline in the words of the plan' })
  deadlineText: string;

  @ApiProperty({ type: DeadlineDto, description: 'As of the day asked for' })
  deadline: DeadlineDto;

  @ApiProperty({ enum: TIMELINESS, enumName: 'Timeliness', description: 'The worst of its lead assignments' })
  timeliness: Timeliness;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'Latest completion once all leads are done',
  })
  completedOn: string | null;

  @ApiProperty({ type: ProgressDto })
  progress: ProgressDto;

  @ApiProperty({ type: 'integer', description: 'Calendar days that its worst lead is overdue; 0 when none is' })
  overdueDays: number;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'Due date of its worst lead, by which its timeliness is judged',
  })
  judgedDueOn: string | null;

  @ApiProperty({
    enum: TIMELINESS,
    enumName: 'Timeliness',
    description: 'The worst of its leads against the plan’s first date, as if no later one had been set',
  })
  firstTimeliness: Timeliness;

  @ApiProperty({ type: 'integer', description: 'Calendar days that its worst lead is overdue against the first date' })
  firstOverdueDays: number;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'Latest date of a lead that was given a later one than the task has; null when none was',
  })
  extendedTo: string | null;

  @ApiProperty({ type: 'integer', description: 'Leads whose request for a later date waits' })
  pendingExtensions: number;

  @ApiProperty({ type: [UnresolvedSideDto], description: 'Sides of the plan that make no assignment' })
  unresolvedSides: UnresolvedSideDto[];
}

export class TaskPageDto {
  @ApiProperty({ type: [TaskDto] })
  items: TaskDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class DueDateChangeDto {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'The assignment whose date it is; null: the whole task',
  })
  assignmentId: string | null;

  @ApiProperty({ format: 'date', description: 'From this day on the date holds' })
  effectiveOn: string;

  @ApiProperty({ format: 'date' })
  nominalDueOn: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty()
  explanation: string;

  @ApiProperty({ description: 'The document that sets the date' })
  documentText: string;

  @ApiProperty()
  reason: string;
}

export const TASK_ACTIONS = ['set_due_date'] as const;

export class TaskDetailDto extends TaskDto {
  @ApiProperty({ type: DeadlineDto, description: 'The plan’s first date, which later ones never overwrite' })
  firstDeadline: DeadlineDto;

  @ApiProperty({ type: [DueDateChangeDto], description: 'Later dates in order of their effect' })
  dueDateChanges: DueDateChangeDto[];

  @ApiProperty({ enum: TASK_ACTIONS, enumName: 'TaskAction', isArray: true, description: 'What the caller may do now' })
  allowedActions: (typeof TASK_ACTIONS)[number][];
}

export class NewDueDateInput {
  @DateField({
    description: 'The last day as the document says it; it moves to a working day as the plan’s settings say',
  })
  nominalDueOn: string;

  @DateField({
    description: 'From which day the new date holds: the document’s date; today by default, never later',
    optional: true,
  })
  effectiveOn?: string;

  @TextField({
    description: 'The document that sets the date, as one would cite it',
    max: 300,
    example: 'Công văn số 12/UBND-NC ngày 3/4/2023',
  })
  documentText: string;

  @TextField({ description: 'Why', max: 2_000 })
  reason: string;
}

export class HistoryEntryDto {
  @ApiProperty({ type: 'integer' })
  id: number;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({
    description: 'Kind of event; its Vietnamese label is in the vocabulary',
    example: 'evidence.confirmed',
  })
  type: string;

  @ApiProperty({ description: 'Who did it, as called then' })
  actorLabel: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Whose assignment it concerns' })
  agencyName: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before: Record<string, unknown> | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  after: Record<string, unknown> | null;
}

export class HistoryDto {
  @ApiProperty({ type: [HistoryEntryDto], description: 'Newest first, at most 200' })
  items: HistoryEntryDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
