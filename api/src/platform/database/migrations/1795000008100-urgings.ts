import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Written urgings with their items and answers, and how often each assignment and report was urged. */
export class Urgings1795000008100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "urgings" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "plan_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "year" integer NOT NULL, "number" integer NOT NULL, "on_day" date NOT NULL, "as_of" date NOT NULL, "answer_by" date NOT NULL, "subject" text NOT NULL, "text" text NOT NULL, "signer_title" text NOT NULL, "issuer_id" uuid, "sent_by" uuid, "sent_by_label" text NOT NULL, "sent_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "version" integer NOT NULL DEFAULT '1', CONSTRAINT "PK_c7ec35123395d7a4f079659c7d6" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "urgings_agency" ON "urgings" ("agency_id", "on_day", "id")`);
    await runner.query(`CREATE INDEX "urgings_plan" ON "urgings" ("plan_id", "on_day", "id")`);
    await runner.query(`CREATE UNIQUE INDEX "urgings_number" ON "urgings" ("plan_id", "year", "number")`);
    await runner.query(
      `CREATE TABLE "urging_items" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "urging_id" uuid NOT NULL, "position" integer NOT NULL, "assignment_id" uuid, "report_id" uuid, "title" text NOT NULL, "due_on" date, "days_late" integer NOT NULL, "times" integer NOT NULL, "answered_at" TIMESTAMP WITH TIME ZONE, "answered_by" uuid, "answered_by_label" text, "reason_code" text, "new_due_on" date, "evidence_id" uuid, "answer_text" text, CONSTRAINT "urging_items_subject" CHECK (num_nonnulls(assignment_id, report_id) = 1), CONSTRAINT "PK_58c2db05a42cfce0172be17ea60" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "urging_items_urging" ON "urging_items" ("urging_id", "position")`);
    await runner.query(
      `CREATE UNIQUE INDEX "urging_items_report" ON "urging_items" ("report_id", "times") WHERE report_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "urging_items_assignment" ON "urging_items" ("assignment_id", "times") WHERE assignment_id IS NOT NULL`,
    );
    await runner.query(`ALTER TABLE "assignments" ADD "urging_count" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "reports" ADD "urging_count" integer NOT NULL DEFAULT '0'`);
    await runner.query(
      `ALTER TABLE "urgings" ADD CONSTRAINT "FK_f2f906b433a1ecac7f8aca0fd71" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urgings" ADD CONSTRAINT "FK_3f5177ac25a1e5c360ece752342" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urgings" ADD CONSTRAINT "FK_1361485c4ff0e36b4057b27d817" FOREIGN KEY ("issuer_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urgings" ADD CONSTRAINT "FK_dcda9296c33bc99aee599d75c39" FOREIGN KEY ("sent_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urging_items" ADD CONSTRAINT "FK_2ab234ffc375750c73fa0880cde" FOREIGN KEY ("urging_id") REFERENCES "urgings"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urging_items" ADD CONSTRAINT "FK_c6b6185b3b07f5d16b185fb36d9" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urging_items" ADD CONSTRAINT "FK_cdf8392eced0bf509d1e967f1da" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urging_items" ADD CONSTRAINT "FK_b018be20332d37d43677fa04567" FOREIGN KEY ("answered_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "urging_items" ADD CONSTRAINT "FK_3d5ce25f22e4928a73f795b87d4" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "urging_items", "urgings"');
    await runner.query('ALTER TABLE "reports" DROP COLUMN "urging_count"');
    await runner.query('ALTER TABLE "assignments" DROP COLUMN "urging_count"');
  }
}
