import { ApiProperty } from '@nestjs/swagger';
import { FINDING_KINDS, type FindingKind, VISIT_STATES, type VisitState } from '@plan/shared/vocabulary/inspections';
import { TIMELINESS, type Timeliness } from '@plan/shared/vocabulary/timeliness';
import { DateField, PageQuery, TextField, UuidField, WordField } from '../platform/http/fields.js';

export class InspectionListQuery extends PageQuery {
  @UuidField({ description: 'Only of this plan', optional: true })
  planId?: string;

  @UuidField({ description: 'Only those that visit this agency', optional: true })
  agencyId?: string;

  @DateField({ description: 'How remedies stand as of this day; today by default', optional: true })
  asOf?: string;
}

export class InspectionQuery {
  @DateField({ description: 'How remedies stand as of this day; today by default', optional: true })
  asOf?: string;
}

export class NewInspectionInput {
  @UuidField({ description: 'The plan' })
  planId: string;

  @TextField({ description: 'What it is called', max: 300, example: 'Kiểm tra việc thực hiện Đề án 06 quý II' })
  title: string;

  @TextField({ description: 'The document that orders it', max: 300, example: 'Kế hoạch 45/KH-UBND ngày 02/3/2026' })
  basisText: string;

  @DateField({ description: 'First day' })
  fromOn: string;

  @DateField({ description: 'Last day' })
  toOn: string;
}

export class InspectionChangeInput {
  @TextField({ description: 'What it is called', max: 300, optional: true })
  title?: string;

  @TextField({ description: 'The document that orders it', max: 300, optional: true })
  basisText?: string;

  @DateField({ description: 'First day', optional: true })
  fromOn?: string;

  @DateField({ description: 'Last day', optional: true })
  toOn?: string;
}

export class NewVisitInput {
  @UuidField({ description: 'The agency that is visited' })
  agencyId: string;

  @DateField({ description: 'The day of the visit, within the inspection' })
  onDay: string;

  @TextField({
    description: 'Who visits, as offices and roles',
    max: 500,
    example: 'Đại diện PC06, Văn phòng UBND tỉnh',
  })
  teamText: string;
}

export class VisitChangeInput {
  @DateField({ description: 'The day of the visit, within the inspection', optional: true })
  onDay?: string;

  @TextField({ description: 'Who visits', max: 500, optional: true })
  teamText?: string;

  @WordField({ description: 'Where it stands', words: VISIT_STATES, name: 'VisitState', optional: true })
  state?: VisitState;

  @TextField({ description: 'Conclusion; why not, when cancelled', max: 5_000, optional: true })
  conclusionText?: string;
}

export class NewFindingInput {
  @WordField({ description: 'What it says of the agency', words: FINDING_KINDS, name: 'FindingKind' })
  kind: FindingKind;

  @TextField({ description: 'What was found', max: 5_000 })
  text: string;

  @UuidField({
    description: 'The task of the plan that it is about; the whole by default',
    optional: true,
    nullable: true,
  })
  taskId?: string | null;
}

export class NewRemedyInput {
  @TextField({ description: 'What is to be done', max: 1_000 })
  text: string;

  @DateField({ description: 'By when; moved to a working day where the plan does so' })
  dueOn: string;

  @UuidField({ description: 'Who puts it right; the visited agency by default', optional: true })
  responsibleAgencyId?: string;
}

export class RemedyDto {
  @ApiProperty({ format: 'uuid', description: 'Evidence, dates and history at `GET /assignments/{id}`' })
  assignmentId: string;

  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Number among the remedies of the plan' })
  taskNumber: number | null;

  @ApiProperty({ description: 'What is to be done' })
  text: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  completedOn: string | null;

  @ApiProperty({ enum: TIMELINESS, enumName: 'Timeliness' })
  timeliness: Timeliness;
}

export class FindingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: FINDING_KINDS, enumName: 'FindingKind' })
  kind: FindingKind;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  taskId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  taskTitle: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;

  @ApiProperty()
  recordedByName: string;

  @ApiProperty({ type: [RemedyDto] })
  remedies: RemedyDto[];
}

export class VisitDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  inspectionId: string;

  @ApiProperty({ format: 'uuid' })
  agencyId: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ format: 'date' })
  onDay: string;

  @ApiProperty()
  teamText: string;

  @ApiProperty({ enum: VISIT_STATES, enumName: 'VisitState' })
  state: VisitState;

  @ApiProperty()
  conclusionText: string;

  @ApiProperty({ type: [FindingDto], description: 'In the order in which they were recorded' })
  findings: FindingDto[];
}

export class InspectionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  planId: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ description: 'The document that orders it' })
  basisText: string;

  @ApiProperty({ format: 'date' })
  fromOn: string;

  @ApiProperty({ format: 'date' })
  toOn: string;

  @ApiProperty({ type: 'integer', description: 'Visits that the caller may read' })
  visitCount: number;

  @ApiProperty({ type: 'integer' })
  heldCount: number;

  @ApiProperty({ type: 'integer', description: 'Remedies ordered' })
  remedyCount: number;

  @ApiProperty({
    type: 'integer',
    description: 'Remedies not completed and past their due date, as of the day asked for',
  })
  overdueRemedyCount: number;
}

export class InspectionDetailDto extends InspectionDto {
  @ApiProperty({ type: [VisitDto], description: 'That the caller may read, by day' })
  visits: VisitDto[];

  @ApiProperty({ description: 'Whether the caller may plan visits and record findings' })
  mayManage: boolean;
}

export class InspectionPageDto {
  @ApiProperty({ type: [InspectionDto] })
  items: InspectionDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor: string | null;
}
