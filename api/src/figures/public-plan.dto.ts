import { ApiProperty } from '@nestjs/swagger';
import { SummaryDto } from './summary.dto.js';

class PublicPlanHeadDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'string', nullable: true })
  number: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  issuedOn: string | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  year: number;
}

class OverdueLeadDto {
  @ApiProperty({ type: 'integer', nullable: true })
  taskNumber: number | null;

  @ApiProperty()
  taskTitle: string;

  @ApiProperty()
  agencyName: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ type: 'integer', description: 'Calendar days since the due date' })
  overdueDays: number;
}

/** What a plan shows to everybody: công khai danh sách. No drafts, no evidence, no persons. */
export class PublicPlanDto {
  @ApiProperty({ type: PublicPlanHeadDto })
  plan: PublicPlanHeadDto;

  @ApiProperty({ type: SummaryDto })
  summary: SummaryDto;

  @ApiProperty({ type: [OverdueLeadDto], description: 'Overdue lead assignments in the order of the plan' })
  overdue: OverdueLeadDto[];
}
