import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Endpoint } from '../http/endpoint.js';
import { DomainError } from '../http/problem.js';
import { ReadinessService } from './readiness.service.js';

/** For proxies and orchestrators; stands outside /api/v1. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get('live')
  @Endpoint({ summary: 'The process lives', permission: 'public' })
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Endpoint({ summary: 'Database there, schema up to date, not draining', permission: 'public' })
  async ready(): Promise<{ status: string }> {
    if (await this.readiness.isReady()) return { status: 'ok' };
    throw new DomainError(
      'server.unavailable',
      'Hệ thống chưa sẵn sàng phục vụ (cơ sở dữ liệu, lược đồ hoặc đang dừng).',
      [],
      5,
    );
  }
}
