import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders that were sent, once each, and the ladder of a plan. */
export class Reminders1795000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "reminders" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "plan_id" uuid NOT NULL, "subject_type" text NOT NULL, "assignment_id" uuid, "report_id" uuid, "remedy_id" uuid, "agency_id" uuid NOT NULL, "kind" text NOT NULL, "due_on" date, "on_day" date NOT NULL, "step" integer NOT NULL DEFAULT '0', "recipient_role" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "reminders_subject" CHECK (num_nonnulls(assignment_id, report_id, remedy_id) = 1), CONSTRAINT "PK_38715fec7f634b72c6cf7ea4893" PRIMARY KEY ("id"))`,
    );
    // Each effect once per subject, kind, due date, step and recipient; where there is no date, nulls count as equal.
    await runner.query(
      `CREATE UNIQUE INDEX "reminders_once" ON "reminders" ("assignment_id", "report_id", "remedy_id", "kind", "due_on", "step", "recipient_role") NULLS NOT DISTINCT`,
    );
    await runner.query(`CREATE INDEX "reminders_report" ON "reminders" ("report_id") WHERE report_id IS NOT NULL`);
    await runner.query(`CREATE INDEX "reminders_agency_day" ON "reminders" ("agency_id", "on_day", "id")`);
    await runner.query(`CREATE INDEX "reminders_plan_day" ON "reminders" ("plan_id", "on_day", "id")`);
    await runner.query(`ALTER TABLE "plans" ADD "ladder" jsonb`);
    await runner.query(
      `ALTER TABLE "reminders" ADD CONSTRAINT "FK_7381943ad26325c942ec8bea6ba" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reminders" ADD CONSTRAINT "FK_a7223fbc41844efe9d70ae47ace" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reminders" ADD CONSTRAINT "FK_a18b195bf4eedeb691b106b376c" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "reminders" ADD CONSTRAINT "FK_50ee24ef648fe19c71b0d7ad835" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "reminders"');
    await runner.query('ALTER TABLE "plans" DROP COLUMN "ladder"');
  }
}
