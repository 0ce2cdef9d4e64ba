import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reporting periods, reports with their versions, reviews and comments, and what a plan's settings say about them. */
export class Reports1795000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "report_reviews" ("report_id" uuid NOT NULL, "submission_number" integer NOT NULL, "decision" text NOT NULL, "reason" text, "entry_reasons" jsonb NOT NULL DEFAULT '[]', "decided_by" uuid, "decided_by_label" text NOT NULL, "decided_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_677b0b08081458fb16b4afc0da2" PRIMARY KEY ("report_id", "submission_number"))`,
    );
    await runner.query(
      `CREATE TABLE "report_withdrawals" ("report_id" uuid NOT NULL, "submission_number" integer NOT NULL, "reason" text, "withdrawn_by_label" text NOT NULL, "withdrawn_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_13c7179e3113f924f4cc45423fa" PRIMARY KEY ("report_id", "submission_number"))`,
    );
    await runner.query(
      `CREATE TABLE "report_comments" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "report_id" uuid NOT NULL, "assignment_id" uuid, "reply_to_id" uuid, "side" text NOT NULL, "text" text NOT NULL, "written_by" uuid, "written_by_label" text NOT NULL, "written_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_7d7def46851bac2ac1912d85ab8" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "report_comments_report" ON "report_comments" ("report_id", "written_at")`);
    await runner.query(
      `CREATE TABLE "period_exceptions" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "period_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "until_on" date NOT NULL, "reason" text NOT NULL, "granted_by" uuid, "granted_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_c085f73e561ced4c384699e11c3" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "period_exceptions_agency" ON "period_exceptions" ("period_id", "agency_id", "granted_at")`,
    );
    await runner.query(
      `CREATE TABLE "period_expected_changes" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "period_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "change" text NOT NULL, "reason" text NOT NULL, "changed_by" uuid, "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_ebb7d14c86672dc472947b5e84a" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "period_expected_changes_period" ON "period_expected_changes" ("period_id", "changed_at")`,
    );
    await runner.query(
      `CREATE TABLE "reports" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "period_id" uuid NOT NULL, "plan_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "state" text NOT NULL DEFAULT 'draft', "version" integer NOT NULL DEFAULT '1', "nothing_new" boolean NOT NULL DEFAULT false, "saved_at" TIMESTAMP WITH TIME ZONE, "saved_by_label" text, "submission_count" integer NOT NULL DEFAULT '0', "judged_number" integer, "submitted_on" date, "submitted_at" TIMESTAMP WITH TIME ZONE, "current_number" integer, "updated_count" integer NOT NULL DEFAULT '0', "unchanged_count" integer NOT NULL DEFAULT '0', "warning_count" integer NOT NULL DEFAULT '0', "accepted_number" integer, "accepted_at" TIMESTAMP WITH TIME ZONE, "review_started_at" TIMESTAMP WITH TIME ZONE, "reviewer_label" text, "correction_reason" text, "removed_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_d9013193989303580053c0b5ef6" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "reports_waiting" ON "reports" ("submitted_at", "id") WHERE state = 'submitted'`);
    await runner.query(
      `CREATE INDEX "reports_owed" ON "reports" ("period_id") WHERE judged_number IS NULL AND removed_at IS NULL`,
    );
    await runner.query(`CREATE INDEX "reports_agency" ON "reports" ("agency_id", "plan_id")`);
    await runner.query(`CREATE UNIQUE INDEX "reports_period_agency" ON "reports" ("period_id", "agency_id")`);
    await runner.query(
      `CREATE TABLE "report_entries" ("report_id" uuid NOT NULL, "assignment_id" uuid NOT NULL, "listed" boolean NOT NULL DEFAULT true, "progress_percent" integer, "state" text, "result_text" text NOT NULL DEFAULT '', "obstacle_text" text NOT NULL DEFAULT '', "next_text" text NOT NULL DEFAULT '', "nothing_new" boolean NOT NULL DEFAULT false, "accepted_progress_percent" integer, CONSTRAINT "report_entries_progress" CHECK (progress_percent BETWEEN 0 AND 100), CONSTRAINT "PK_b4a81e9b4ee99e970c87cfb50a2" PRIMARY KEY ("report_id", "assignment_id"))`,
    );
    await runner.query(`CREATE INDEX "report_entries_assignment" ON "report_entries" ("assignment_id")`);
    await runner.query(
      `CREATE TABLE "report_submissions" ("report_id" uuid NOT NULL, "number" integer NOT NULL, "content" jsonb NOT NULL, "sha256" text NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL, "received_on" date NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "channel" text NOT NULL, "off_system_means" text, "due_on" date NOT NULL, "late" boolean NOT NULL, "late_reason_code" text, "late_reason_text" text, "note" text, "correction_reason" text, "submitted_by" uuid, "submitted_by_label" text NOT NULL, "updated_count" integer NOT NULL, "unchanged_count" integer NOT NULL, "warning_count" integer NOT NULL, CONSTRAINT "PK_57b1b6bda3e6a76626530f526d6" PRIMARY KEY ("report_id", "number"))`,
    );
    await runner.query(
      `CREATE TABLE "report_files" ("file_id" uuid NOT NULL, "report_id" uuid NOT NULL, "assignment_id" uuid, "listed" boolean NOT NULL DEFAULT true, "submitted" boolean NOT NULL DEFAULT false, "position" integer NOT NULL DEFAULT '0', CONSTRAINT "PK_52b90f3df86787ac2d1dc915cb9" PRIMARY KEY ("file_id"))`,
    );
    await runner.query(`CREATE INDEX "report_files_report" ON "report_files" ("report_id", "assignment_id")`);
    await runner.query(
      `CREATE TABLE "reporting_periods" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "plan_id" uuid NOT NULL, "label" text NOT NULL, "frequency" text NOT NULL, "last_month" text NOT NULL, "window_start_on" date NOT NULL, "window_end_on" date NOT NULL, "nominal_due_on" date NOT NULL, "due_on" date NOT NULL, "lock_on" date NOT NULL, "explanation" text NOT NULL, "opened_on" date NOT NULL, "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_7041c039945557174b139d7739f" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "reporting_periods_due" ON "reporting_periods" ("due_on")`);
    await runner.query(`CREATE INDEX "reporting_periods_window" ON "reporting_periods" ("plan_id", "window_start_on")`);
    await runner.query(`CREATE UNIQUE INDEX "reporting_periods_plan" ON "reporting_periods" ("plan_id", "label")`);
    await runner.query(`ALTER TABLE "plans" ADD "reporting_from" text`);
    await runner.query(`ALTER TABLE "plans" ADD "reporting_to" text`);
    await runner.query(`ALTER TABLE "plans" ADD "report_frequency" text NOT NULL DEFAULT 'month'`);
    await runner.query(`ALTER TABLE "plans" ADD "report_day" integer NOT NULL DEFAULT '15'`);
    await runner.query(`ALTER TABLE "plans" ADD "report_window_day" integer NOT NULL DEFAULT '15'`);
    await runner.query(
      `ALTER TABLE "report_reviews" ADD CONSTRAINT "FK_82b2ce67b2966267d407d262894" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_reviews" ADD CONSTRAINT "FK_91ee5a2b5ada386410fe4e1ca16" FOREIGN KEY ("decided_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_withdrawals" ADD CONSTRAINT "FK_4d2765ba239a10f2211bd07fab0" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_comments" ADD CONSTRAINT "FK_00cef2ee3f4cd77930034aa6648" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_comments" ADD CONSTRAINT "FK_cb770638003be9246591f19e630" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_comments" ADD CONSTRAINT "FK_2c3595627b2ee8eca8ffb9a29ed" FOREIGN KEY ("reply_to_id") REFERENCES "report_comments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "period_exceptions" ADD CONSTRAINT "FK_ca79213a8b620f20ac34e489959" FOREIGN KEY ("period_id") REFERENCES "reporting_periods"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "period_exceptions" ADD CONSTRAINT "FK_4ef2f108a004ca099da7f294eda" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "period_exceptions" ADD CONSTRAINT "FK_6d819eb8d81832cec0acdeaef9e" FOREIGN KEY ("granted_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "period_expected_changes" ADD CONSTRAINT "FK_270231efc8fe86c79f023ffef86" FOREIGN KEY ("period_id") REFERENCES "reporting_periods"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "period_expected_changes" ADD CONSTRAINT "FK_d6780caa29c8ebe9ea13e001c37" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "period_expected_changes" ADD CONSTRAINT "FK_2a5cbc7c4cd35567f9b414a7751" FOREIGN KEY ("changed_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reports" ADD CONSTRAINT "FK_74a4d44cc1ea7d9e43dd6aae7ca" FOREIGN KEY ("period_id") REFERENCES "reporting_periods"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reports" ADD CONSTRAINT "FK_a8465d714bb639b8d33baddef8f" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reports" ADD CONSTRAINT "FK_9b43c67d5c9dd2bdcd098724bfc" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_entries" ADD CONSTRAINT "FK_5189040bf7e0f718524cafc9dd7" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_entries" ADD CONSTRAINT "FK_78dfe6ba40cfbd5a1757f651b0e" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_submissions" ADD CONSTRAINT "FK_ba774f9c66e7ea2f315d4800f05" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reporting_periods" ADD CONSTRAINT "FK_a742bb756b42a37458ae92d573c" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_files" ADD CONSTRAINT "FK_52b90f3df86787ac2d1dc915cb9" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_files" ADD CONSTRAINT "FK_b16cc9f98191e402dda66a20f7d" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report_files" ADD CONSTRAINT "FK_226a4e1b5fa79728145e3636a31" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE "report_reviews", "report_withdrawals", "report_comments", "period_exceptions", "period_expected_changes", "report_files", "reports", "report_entries", "report_submissions", "reporting_periods"',
    );
    await runner.query(
      'ALTER TABLE "plans" DROP COLUMN "reporting_from", DROP COLUMN "reporting_to", DROP COLUMN "report_frequency", DROP COLUMN "report_day", DROP COLUMN "report_window_day"',
    );
  }
}
