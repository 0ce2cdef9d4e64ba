import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { DomainError, invalidField } from '../platform/http/problem.js';
import { sidesOf } from './report.policy.js';
import type { CommentInput } from './report-act.dto.js';
import { lockAnyVersion } from './report-facts.js';
import { ReportCommentEntity } from './report-review.entity.js';
import { markReviewed } from './review-report.service.js';

/** What reviewers ask and agencies answer. */
@Injectable()
export class CommentReportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
  ) {}

  /** @returns the comment's id */
  async add(reportId: string, input: CommentInput, actor: Actor): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const report = await lockAnyVersion(manager, reportId, actor);
      const sides = sidesOf(actor, report.agencyId);
      if (!sides.reviewer && !sides.writer) {
        throw new DomainError('auth.forbidden', 'Chỉ cơ quan báo cáo và cơ quan thường trực trao đổi về báo cáo này.');
      }
      if (input.assignmentId) {
        const known = await manager.query('SELECT 1 FROM report_entries WHERE report_id = $1 AND assignment_id = $2', [
          reportId,
          input.assignmentId,
        ]);
        if (known.length === 0) {
          throw invalidField('/assignmentId', 'value', 'Báo cáo không có nội dung này. Hãy tải lại trang.');
        }
      }
      if (input.replyToId && !(await manager.existsBy(ReportCommentEntity, { id: input.replyToId, reportId }))) {
        throw invalidField('/replyToId', 'value', 'Không có trao đổi này trong báo cáo. Hãy tải lại trang.');
      }
      // One who is both sides speaks for the own agency.
      const side = sides.writer ? 'agency' : 'reviewer';
      const comment = await manager.save(ReportCommentEntity, {
        reportId,
        assignmentId: input.assignmentId ?? null,
        replyToId: input.replyToId ?? null,
        side,
        text: input.text,
        writtenBy: actor.id,
        writtenByLabel: actor.label,
      });
      if (side === 'reviewer') await markReviewed(manager, reportId, actor);
      await this.events.append(manager, actor, {
        type: 'report.commented',
        subjectType: 'report',
        subjectId: reportId,
        planId: report.planId,
        agencyId: report.agencyId,
        after: { commentId: comment.id, side, assignmentId: input.assignmentId ?? null, text: input.text },
      });
      return comment.id;
    });
  }
}
