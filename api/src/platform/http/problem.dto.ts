import { ApiProperty } from '@nestjs/swagger';
import { FIELD_ERROR_CODES } from '@plan/shared/vocabulary/error-codes';

class FieldErrorDto {
  @ApiProperty({ description: 'JSON pointer into the body, or `?name` for a query parameter', example: '/issuedOn' })
  pointer: string;

  @ApiProperty({ enum: FIELD_ERROR_CODES, enumName: 'FieldErrorCode' })
  code: string;

  @ApiProperty({ description: 'What is wrong and what to do, in Vietnamese' })
  message: string;
}

/** RFC 9457, `application/problem+json`: the shape of every 4xx and 5xx. */
export class ProblemDto {
  @ApiProperty({ description: '`urn:problem:` and the code' })
  type: string;

  @ApiProperty({ description: 'Title of the code, in the language of Accept-Language (vi, en)' })
  title: string;

  @ApiProperty({ type: 'integer' })
  status: number;

  @ApiProperty({ description: 'What happened and what to do' })
  detail: string;

  @ApiProperty({ description: 'Path of the request' })
  instance: string;

  @ApiProperty({ description: 'Stable English code', example: 'resource.stale' })
  code: string;

  @ApiProperty({ description: 'Id of the request; name it when asking for help' })
  traceId: string;

  @ApiProperty({ type: [FieldErrorDto], required: false, description: 'The faults of single fields' })
  errors?: FieldErrorDto[];

  @ApiProperty({ required: false, description: 'RFC 6749 error code; only from POST /auth/tokens' })
  error?: string;

  @ApiProperty({ required: false, description: 'RFC 6749 error description; only from POST /auth/tokens' })
  error_description?: string;
}
