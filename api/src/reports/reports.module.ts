import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ObstaclesModule } from '../obstacles/obstacles.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { CommentReportService } from './comment-report.service.js';
import { checkLifeCycle } from './domain/life-cycle.js';
import { OpenPeriodsJob } from './open-periods.job.js';
import { OwedReportsService } from './owed-reports.service.js';
import { PendingReportsService } from './pending-reports.service.js';
import { PeriodController } from './period.controller.js';
import { PeriodQueries } from './period.queries.js';
import { PeriodChangesService } from './period-changes.service.js';
import { PeriodDatesService } from './period-dates.service.js';
import { PeriodExceptionEntity, PeriodExpectedChangeEntity } from './period-exception.entity.js';
import { RaiseObstacleController } from './raise-obstacle.controller.js';
import { RaiseObstacleService } from './raise-obstacle.service.js';
import { ReportController } from './report.controller.js';
import { ReportEntity } from './report.entity.js';
import { ReportQueries } from './report.queries.js';
import { ReportReader } from './report.reader.js';
import { ReportEntryEntity } from './report-entry.entity.js';
import { ReportFiguresController } from './report-figures.controller.js';
import { ReportFiguresQueries } from './report-figures.queries.js';
import { ReportFileEntity } from './report-file.entity.js';
import { ReportFilesService } from './report-files.service.js';
import { ReportFormController } from './report-form.controller.js';
import { ReportFormSource } from './report-form.port.js';
import { ReportFormService } from './report-form.service.js';
import { ReportFormDrafts } from './report-form-drafts.js';
import { ReportLinesQueries } from './report-lines.queries.js';
import { ReportCommentEntity, ReportReviewEntity, ReportWithdrawalEntity } from './report-review.entity.js';
import { ReportSubmissionEntity } from './report-submission.entity.js';
import { ReportVersionsController } from './report-versions.controller.js';
import { ReportVersionsQueries } from './report-versions.queries.js';
import { ReportedProgressService } from './reported-progress.service.js';
import { ReportingPeriodEntity } from './reporting-period.entity.js';
import { ReviewReportService } from './review-report.service.js';
import { SaveEntriesService } from './save-entries.service.js';
import { SubmitReportService } from './submit-report.service.js';

// Owns reporting periods, who is expected in each, reports and their versions, reviews, comments and their figures.
// Leaves to others: what is due on tasks (tasks), who is reminded of a report (reminders), the consolidated report (documents).
@Module({
  imports: [
    TypeOrmModule.forFeature([
      ReportingPeriodEntity,
      PeriodExceptionEntity,
      PeriodExpectedChangeEntity,
      ReportEntity,
      ReportEntryEntity,
      ReportFileEntity,
      ReportSubmissionEntity,
      ReportReviewEntity,
      ReportWithdrawalEntity,
      ReportCommentEntity,
    ]),
    CalendarModule,
    PlansModule,
    ObstaclesModule,
  ],
  controllers: [
    PeriodController,
    ReportFiguresController,
    ReportController,
    ReportVersionsController,
    ReportFormController,
    RaiseObstacleController,
  ],
  providers: [
    OpenPeriodsJob,
    PeriodQueries,
    PeriodChangesService,
    PeriodDatesService,
    ReportQueries,
    ReportReader,
    ReportLinesQueries,
    ReportVersionsQueries,
    ReportFiguresQueries,
    ReportedProgressService,
    OwedReportsService,
    PendingReportsService,
    ReportFilesService,
    ReportFormService,
    { provide: ReportFormSource, useClass: ReportFormDrafts },
    SaveEntriesService,
    RaiseObstacleService,
    SubmitReportService,
    ReviewReportService,
    CommentReportService,
  ],
  exports: [ReportedProgressService, OwedReportsService, PendingReportsService],
})
export class ReportsModule implements OnModuleInit {
  onModuleInit(): void {
    checkLifeCycle();
  }
}
