import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Obstacles, from raising to being solved. */
export class Obstacles1795000007100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "obstacles" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "number" SERIAL NOT NULL, "plan_id" uuid NOT NULL, "assignment_id" uuid, "agency_id" uuid NOT NULL, "report_id" uuid, "kind" text NOT NULL, "text" text NOT NULL, "search_text" text NOT NULL, "level_able" text, "asked_of_agency_id" uuid, "wanted_by" date, "state" text NOT NULL DEFAULT 'open', "raised_by_label" text NOT NULL, "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "forwarded_to_agency_id" uuid, "with_steering" datemultirange NOT NULL DEFAULT '{}', "answer_text" text, "answered_by_label" text, "answered_at" TIMESTAMP WITH TIME ZONE, "conclusion" text, "decided_by_label" text, "decided_at" TIMESTAMP WITH TIME ZONE, "solution_assignment_id" uuid, "solved_at" TIMESTAMP WITH TIME ZONE, "main_id" uuid, "version" integer NOT NULL, CONSTRAINT "PK_1acf5a7ec4294a96d95251dc5c9" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "obstacles_report" ON "obstacles" ("report_id", "assignment_id") WHERE report_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "obstacles_main" ON "obstacles" ("main_id") WHERE main_id IS NOT NULL`);
    await runner.query(`CREATE INDEX "obstacles_assignment" ON "obstacles" ("assignment_id", "number")`);
    await runner.query(`CREATE INDEX "obstacles_agency" ON "obstacles" ("agency_id", "number")`);
    await runner.query(`CREATE INDEX "obstacles_plan" ON "obstacles" ("plan_id", "number")`);
    await runner.query(`CREATE UNIQUE INDEX "obstacles_number" ON "obstacles" ("number")`);
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_c954fef72bf41c0805e6552e3c7" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_5ab3ded6c2350481c401db286a2" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_5156d583b3c900dbaf3ac8a7a4d" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_fbccf8381f84d958e8f476aaa21" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_e1bb445d9caa84829110800e8fd" FOREIGN KEY ("asked_of_agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_32d0545de33a3f02a4ca4d63f72" FOREIGN KEY ("forwarded_to_agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_af329d21e27b672e5ee92692b45" FOREIGN KEY ("solution_assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "obstacles" ADD CONSTRAINT "FK_05542cba6c9fc121fd6c6a1482b" FOREIGN KEY ("main_id") REFERENCES "obstacles"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query('CREATE INDEX obstacles_search ON obstacles USING gin (search_text gin_trgm_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "obstacles"');
  }
}
