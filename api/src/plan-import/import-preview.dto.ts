import { ApiProperty } from '@nestjs/swagger';
import { ASSIGNMENT_ROLES } from '@plan/shared/vocabulary/assignments';
import { DEADLINE_KINDS } from '@plan/shared/vocabulary/deadline-kinds';
import { IMPORT_WARNING_CODES } from '@plan/shared/vocabulary/import-warnings';
import { ImportEditsInput } from './import-edits.dto.js';

class NameMatchDto {
  @ApiProperty({ enum: ['agency', 'group'] })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Name in the directory' })
  name: string;

  @ApiProperty({ description: 'Words of the plan' })
  text: string;

  @ApiProperty({ enum: ['name', 'alias', 'spelling'], description: 'Why it was taken' })
  reason: string;

  @ApiProperty({ type: 'integer', description: 'Agencies that it stands for' })
  agencies: number;
}

class SideDto {
  @ApiProperty({ type: [NameMatchDto] })
  matches: NameMatchDto[];

  @ApiProperty({ type: [String], description: 'Words that match nothing' })
  unresolved: string[];
}

class ImportDeadlineDto {
  @ApiProperty({ enum: DEADLINE_KINDS, enumName: 'DeadlineKind' })
  kind: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  startOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  nominalDueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty()
  explanation: string;

  @ApiProperty()
  unsure: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why a person should look at it' })
  note: string | null;
}

class UnresolvedDto {
  @ApiProperty({ enum: ASSIGNMENT_ROLES, enumName: 'AssignmentRole' })
  role: string;

  @ApiProperty()
  text: string;
}

class SourceWordsDto {
  @ApiProperty()
  content: string;

  @ApiProperty()
  lead: string;

  @ApiProperty()
  coordinate: string;

  @ApiProperty()
  deliverable: string;

  @ApiProperty()
  deadline: string;
}

class ImportTaskDto {
  @ApiProperty({ type: 'integer', description: 'Place in the annex, from 1' })
  position: number;

  @ApiProperty({ type: 'integer', nullable: true })
  number: number | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'string', nullable: true })
  groupNumeral: string | null;

  @ApiProperty()
  leadText: string;

  @ApiProperty()
  coordinateText: string;

  @ApiProperty({ type: [String] })
  deliverables: string[];

  @ApiProperty()
  deadlineText: string;

  @ApiProperty({ type: ImportDeadlineDto })
  deadline: ImportDeadlineDto;

  @ApiProperty({ type: SideDto })
  lead: SideDto;

  @ApiProperty({ type: SideDto })
  coordinate: SideDto;

  @ApiProperty({ type: [UnresolvedDto] })
  unresolvedSides: UnresolvedDto[];

  @ApiProperty({ type: 'integer' })
  leadCount: number;

  @ApiProperty({ type: 'integer' })
  coordinateCount: number;

  @ApiProperty({ type: [Number], description: 'Lines of the document' })
  sourceRows: number[];

  @ApiProperty({ type: SourceWordsDto, description: 'The words of the document' })
  source: SourceWordsDto;

  @ApiProperty({ type: [String], description: 'Fields that a person changed' })
  edited: string[];
}

class StandingDutyDto {
  @ApiProperty({ type: 'integer', description: 'By which edits accept it' })
  index: number;

  @ApiProperty()
  title: string;

  @ApiProperty()
  section: string;

  @ApiProperty()
  leadText: string;

  @ApiProperty()
  coordinateText: string;

  @ApiProperty()
  deadlineText: string;

  @ApiProperty({ type: ImportDeadlineDto })
  deadline: ImportDeadlineDto;

  @ApiProperty({ type: 'integer' })
  leadCount: number;

  @ApiProperty({ type: 'integer' })
  coordinateCount: number;

  @ApiProperty({ description: 'Whether it becomes a task' })
  accepted: boolean;

  @ApiProperty({ description: 'The words of the document' })
  sourceText: string;
}

class ImportWarningDto {
  @ApiProperty({ enum: IMPORT_WARNING_CODES, enumName: 'ImportWarningCode' })
  code: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The task’s number; null for the plan as a whole' })
  row: number | null;

  @ApiProperty({ description: 'What is doubtful and what to do, in Vietnamese' })
  message: string;
}

class ImportPlanDto {
  @ApiProperty({ type: 'string', nullable: true })
  number: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  issuedOn: string | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: 'string', nullable: true })
  issuingBody: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  place: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  signerName: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  signerTitle: string | null;

  @ApiProperty({ type: [String] })
  legalBases: string[];

  @ApiProperty({ type: [String] })
  recipients: string[];

  @ApiProperty({ type: [Number], description: 'Numbers of tasks that the text claims' })
  claimedTaskCounts: number[];

  @ApiProperty({ type: [Number], description: 'Numbers of groups that the text claims' })
  claimedGroupCounts: number[];
}

class ImportGroupDto {
  @ApiProperty()
  numeral: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  taskCount: number;
}

class ImportCountsDto {
  @ApiProperty({ type: 'integer' })
  tasks: number;

  @ApiProperty({ type: 'integer' })
  groups: number;

  @ApiProperty({ type: 'integer', description: 'Lead assignments' })
  lead: number;

  @ApiProperty({ type: 'integer', description: 'Coordinating assignments' })
  coordinate: number;

  @ApiProperty({ type: 'integer', description: 'Agencies with an assignment' })
  agencies: number;
}

export const IMPORT_STATES = ['preview', 'confirmed'] as const;

export class PlanImportDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty({ enum: IMPORT_STATES, enumName: 'ImportState' })
  state: (typeof IMPORT_STATES)[number];

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The plan that it became' })
  planId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: ImportPlanDto })
  plan: ImportPlanDto;

  @ApiProperty({ type: [ImportGroupDto] })
  groups: ImportGroupDto[];

  @ApiProperty({ type: [ImportTaskDto] })
  tasks: ImportTaskDto[];

  @ApiProperty({ type: [StandingDutyDto], description: 'Duties outside the annex, proposed apart' })
  standingDuties: StandingDutyDto[];

  @ApiProperty({ type: [ImportWarningDto] })
  warnings: ImportWarningDto[];

  @ApiProperty({ type: ImportCountsDto })
  counts: ImportCountsDto;

  @ApiProperty({ type: [String], description: 'Lines below the annex’s header that are no part of it' })
  unread: string[];

  @ApiProperty({ type: ImportEditsInput, description: 'The answers given so far' })
  edits: ImportEditsInput;
}
