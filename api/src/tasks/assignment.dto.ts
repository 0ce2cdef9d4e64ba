import { ApiProperty } from '@nestjs/swagger';
import {
  ASSIGNMENT_ROLES,
  type AssignmentRole,
  CONFIRMATION_DECISIONS,
  type ConfirmationDecision,
  EVIDENCE_STATES,
  type EvidenceState,
  TASK_ORIGINS,
  type TaskOrigin,
} from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KINDS, type DeadlineKind } from '@plan/shared/vocabulary/deadline-kinds';
import { TIMELINESS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import { DateField, PageQuery, TextField, UuidField, WordField, WordsParam } from '../platform/http/fields.js';

export class AssignmentDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;

  @ApiProperty({ enum: TASK_ORIGINS, enumName: 'TaskOrigin', description: 'Where its task comes from' })
  origin: TaskOrigin;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ enum: ASSIGNMENT_ROLES, enumName: 'AssignmentRole' })
  role: AssignmentRole;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The group whose membership made it' })
  viaGroupId: string | null;

  @ApiProperty({ enum: DEADLINE_KINDS, enumName: 'DeadlineKind' })
  deadlineKind: DeadlineKind;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  nominalDueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The plan’s first due date' })
  firstDueOn: string | null;

  @ApiProperty({ enum: TIMELINESS, enumName: 'Timeliness', description: 'A coordinating one shows its task’s' })
  timeliness: Timeliness;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  completedOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  cancelledOn: string | null;

  @ApiProperty({ type: 'integer', description: 'Calendar days overdue; 0 when not, and for a coordinating one' })
  overdueDays: number;

  @ApiProperty({
    enum: TIMELINESS,
    enumName: 'Timeliness',
    description: 'The same against the plan’s first date, as if no later one had been set',
  })
  firstTimeliness: Timeliness;

  @ApiProperty({ type: 'integer', description: 'Calendar days overdue against the first date' })
  firstOverdueDays: number;

  @ApiProperty({ description: 'A request for a later date waits; until it is granted the date in force counts' })
  pendingExtension: boolean;

  @ApiProperty({ type: 'integer', description: 'How often it was urged in writing, to this day' })
  urgingCount: number;
}

export class AssignmentPageDto {
  @ApiProperty({ type: [AssignmentDto] })
  items: AssignmentDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export const ASSIGNMENT_ACTIONS = ['propose_evidence', 'confirm', 'refuse', 'cancel', 'ask_extension'] as const;

export class AssignmentDetailDto extends AssignmentDto {
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it was cancelled' })
  cancelReason: string | null;

  @ApiProperty({ type: 'integer', description: 'Documents that await a decision; 0 for those who may not see them' })
  evidenceWaiting: number;

  @ApiProperty({
    enum: ASSIGNMENT_ACTIONS,
    enumName: 'AssignmentAction',
    isArray: true,
    description: 'What the caller may do now',
  })
  allowedActions: (typeof ASSIGNMENT_ACTIONS)[number][];
}

export class EvidenceInput {
  @TextField({ description: 'Number of the document', max: 100, example: '15-CT/TU' })
  number: string;

  @DateField({ description: 'Date of issue; not in the future. It counts as the day of completion once confirmed' })
  issuedOn: string;

  @TextField({ description: 'What the document is about (trích yếu)', max: 2_000 })
  abstract: string;

  @UuidField({
    description: 'The deliverable that it is; the task as a whole by default',
    optional: true,
    nullable: true,
  })
  deliverableId?: string | null;
}

export class EvidenceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  assignmentId: string;

  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  deliverableId: string | null;

  @ApiProperty()
  number: string;

  @ApiProperty({ format: 'date' })
  issuedOn: string;

  @ApiProperty()
  abstract: string;

  @ApiProperty({ enum: EVIDENCE_STATES, enumName: 'EvidenceState' })
  state: EvidenceState;

  @ApiProperty({ type: 'string', nullable: true, description: 'Who handed it in' })
  proposedByName: string | null;

  @ApiProperty({ format: 'date-time' })
  proposedAt: string;

  @ApiProperty({ type: 'string', nullable: true })
  decidedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  decidedAt: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  decisionReason: string | null;

  @ApiProperty({ description: 'The standing agency confirmed its own document (tự xác nhận)' })
  selfConfirmed: boolean;

  @ApiProperty({ type: [String], description: 'What a person should look at again, in Vietnamese' })
  warnings: string[];
}

export class EvidenceListQuery extends PageQuery {
  @UuidField({ description: 'Evidence of this plan', optional: true })
  planId?: string;

  @WordsParam({ description: 'States', words: EVIDENCE_STATES, name: 'EvidenceState' })
  state?: EvidenceState[];
}

export class EvidencePageDto {
  @ApiProperty({ type: [EvidenceDto] })
  items: EvidenceDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}

export class ConfirmationInput {
  @WordField({ description: 'Confirm or refuse', words: CONFIRMATION_DECISIONS, name: 'ConfirmationDecision' })
  decision: ConfirmationDecision;

  @TextField({ description: 'Why; needed to refuse', max: 2_000, optional: true, nullable: true })
  reason?: string | null;

  @UuidField({
    description: 'The document decided on; the newest proposed one by default',
    optional: true,
    nullable: true,
  })
  evidenceId?: string | null;
}

export class CancellationInput {
  @TextField({ description: 'Why, with the document that says so', max: 2_000 })
  reason: string;

  @DateField({ description: 'From which day; today by default, never later', optional: true })
  cancelledOn?: string;
}
