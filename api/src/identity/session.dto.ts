import { ApiProperty } from '@nestjs/swagger';

export class SessionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Whether it is the session that asks' })
  current: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Network address at sign-in' })
  address: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the browser called itself at sign-in' })
  userAgent: string | null;

  @ApiProperty({ description: 'Whether it has shown a second factor' })
  secondFactor: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'On whose behalf it acts now' })
  onBehalfOf: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', description: 'About ten minutes exact' })
  lastSeenAt: string;

  @ApiProperty({ format: 'date-time', description: 'Ends by itself then, unless used before' })
  expiresAt: string;
}

export class SessionListDto {
  @ApiProperty({ type: [SessionDto], description: 'Only sessions that are still good, the newest first; at most 100' })
  items: SessionDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Always null' })
  nextCursor: string | null;
}
