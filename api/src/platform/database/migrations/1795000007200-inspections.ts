import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans of visits, visits, what they found and what is to be put right. */
export class Inspections1795000007200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "inspections" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "plan_id" uuid NOT NULL, "title" text NOT NULL, "basis_text" text NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "version" integer NOT NULL, CONSTRAINT "inspections_days" CHECK (from_on <= to_on), CONSTRAINT "PK_a484980015782324454d8c88abe" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "inspections_plan" ON "inspections" ("plan_id", "from_on", "id")`);
    await runner.query(
      `CREATE TABLE "inspection_visits" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "inspection_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "on_day" date NOT NULL, "team_text" text NOT NULL, "state" text NOT NULL DEFAULT 'planned', "conclusion_text" text NOT NULL DEFAULT '', "version" integer NOT NULL, CONSTRAINT "PK_c235b54fd539d668679ab4702df" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "inspection_visits_agency" ON "inspection_visits" ("agency_id")`);
    await runner.query(
      `CREATE INDEX "inspection_visits_inspection" ON "inspection_visits" ("inspection_id", "on_day")`,
    );
    await runner.query(
      `CREATE TABLE "inspection_findings" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "visit_id" uuid NOT NULL, "task_id" uuid, "kind" text NOT NULL, "text" text NOT NULL, "recorded_by_label" text NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_63fe631f46d1fa964286f0eed79" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "inspection_findings_visit" ON "inspection_findings" ("visit_id", "recorded_at")`);
    await runner.query(
      `CREATE TABLE "inspection_remedies" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "finding_id" uuid NOT NULL, "assignment_id" uuid NOT NULL, CONSTRAINT "UQ_2d27dcb41b1f6ef0331620ec0e5" UNIQUE ("assignment_id"), CONSTRAINT "PK_c5972be801d10a6ef70e28b9754" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "inspection_remedies_finding" ON "inspection_remedies" ("finding_id")`);
    await runner.query(
      `ALTER TABLE "inspections" ADD CONSTRAINT "FK_bac72880ccc8a75a974d4acbc0f" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inspection_visits" ADD CONSTRAINT "FK_eb171f67a5dbecc3df5f0a60a90" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inspection_visits" ADD CONSTRAINT "FK_78d5843c117ec5b626c96797c1f" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inspection_findings" ADD CONSTRAINT "FK_70a3608f575f6cea09bf968d18b" FOREIGN KEY ("visit_id") REFERENCES "inspection_visits"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inspection_findings" ADD CONSTRAINT "FK_49408fe383613703a1b7283eb89" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inspection_remedies" ADD CONSTRAINT "FK_d3cd6e19f0015319402bf54723e" FOREIGN KEY ("finding_id") REFERENCES "inspection_findings"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "inspection_remedies" ADD CONSTRAINT "FK_2d27dcb41b1f6ef0331620ec0e5" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "inspection_remedies", "inspection_findings", "inspection_visits", "inspections"');
  }
}
