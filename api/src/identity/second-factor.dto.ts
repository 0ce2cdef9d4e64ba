import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../platform/http/fields.js';

const CODE = 'A 6-digit code of the app, or a recovery code';

export class CodeInput {
  @TextField({ description: CODE, max: 40, example: '123456' })
  code: string;
}

export class SecondFactorStartInput {
  @TextField({ description: `${CODE}: needed when a factor is set already`, max: 40, optional: true, min: 1 })
  code?: string;
}

export class SecondFactorDto {
  @ApiProperty({ description: 'Whether signing in asks for a code' })
  enabled: boolean;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  confirmedAt: string | null;

  @ApiProperty({ description: 'Whether the roles must have one in this installation' })
  required: boolean;

  @ApiProperty({ type: 'integer' })
  recoveryCodesLeft: number;
}

export class SecondFactorSetupDto {
  @ApiProperty({ description: 'Base32 secret, for typing into the app; shown only now' })
  secret: string;

  @ApiProperty({ description: '`otpauth://` address; shown only now' })
  uri: string;

  @ApiProperty({ description: 'The address as a QR code: a `data:` URL of an SVG image' })
  qr: string;
}

export class RecoveryCodesDto {
  @ApiProperty({
    type: [String],
    description: 'Ten codes, each good once; shown only now',
    example: ['abcd-efgh-jkmn'],
  })
  recoveryCodes: string[];
}
