import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../platform/auth/actor.js';
import { CurrentActor } from '../platform/auth/current-actor.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { ApiIdParam, IdParam } from '../platform/http/uuid-param.js';
import { RaiseObstacleService } from './raise-obstacle.service.js';
import { RaisedObstacleDto, ReportObstacleInput } from './report-obstacle.dto.js';

@ApiTags('reports')
@Controller('reports')
export class RaiseObstacleController {
  constructor(private readonly raising: RaiseObstacleService) {}

  @Post(':id/obstacles')
  @Endpoint({
    summary: 'Raise what a line of a report tells as an obstacle; asked again, it is the same one',
    permission: 'obstacles.raise',
    idempotent: true,
    errors: ['resource.not_found'],
  })
  @ApiIdParam('The report')
  @ApiCreatedResponse({ type: RaisedObstacleDto })
  async raise(
    @IdParam() id: string,
    @Body() input: ReportObstacleInput,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RaisedObstacleDto> {
    const obstacleId = await this.raising.raise(id, input, actor);
    response.setHeader('Location', `/api/v1/obstacles/${obstacleId}`);
    return { obstacleId };
  }
}
