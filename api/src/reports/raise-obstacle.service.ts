import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ObstaclesService } from '../obstacles/obstacles.service.js';
import type { Actor } from '../platform/auth/actor.js';
import { DomainError, invalidField } from '../platform/http/problem.js';
import { sidesOf } from './report.policy.js';
import { lockAnyVersion } from './report-facts.js';
import { ReportLinesQueries } from './report-lines.queries.js';
import type { ReportObstacleInput } from './report-obstacle.dto.js';

/** Brings what stands in a line of a report before those who can solve it. */
@Injectable()
export class RaiseObstacleService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lines: ReportLinesQueries,
    private readonly obstacles: ObstaclesService,
  ) {}

  /**
   * Once for each report and line.
   * @returns the id of the obstacle
   * @throws DomainError `resource.not_found`, `auth.forbidden` when the report is another agency's
   */
  async raise(reportId: string, input: ReportObstacleInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      // Two who press at one moment raise one.
      const report = await lockAnyVersion(manager, reportId, actor);
      if (!sidesOf(actor, report.agencyId).writer) {
        throw new DomainError('auth.forbidden', 'Chỉ người của cơ quan báo cáo nêu được vướng mắc từ báo cáo này.');
      }
      const assignmentId = input.assignmentId.toLowerCase();
      const line = (await this.lines.of(manager, report, false)).find((each) => each.assignmentId === assignmentId);
      if (!line) {
        throw invalidField('/assignmentId', 'value', 'Nhiệm vụ này không có trong báo cáo. Hãy tải lại báo cáo.');
      }
      const text = (input.text ?? line.words.obstacleText).trim();
      if (text === '') {
        throw invalidField('/text', 'required', 'Hãy ghi khó khăn, vướng mắc là gì và đề nghị giải quyết thế nào.');
      }
      return this.obstacles.raiseFromReport(
        manager,
        { ...input, assignmentId, text, planId: report.planId, agencyId: report.agencyId, reportId },
        actor,
      );
    });
  }
}
