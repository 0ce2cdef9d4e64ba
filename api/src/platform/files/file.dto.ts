import { ApiProperty } from '@nestjs/swagger';
import { FILE_TYPES, type FileType } from '@plan/shared/vocabulary/files';

export class FileDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'As the sender called it, NFC, without folders' })
  name: string;

  @ApiProperty({ type: 'integer', description: 'Size in bytes' })
  bytes: number;

  @ApiProperty({ enum: FILE_TYPES, enumName: 'FileType', description: 'By its content' })
  type: FileType;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the content, hexadecimal' })
  sha256: string;
}
