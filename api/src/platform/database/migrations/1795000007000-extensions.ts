import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for later due dates, who decides on them, and the days on which an assignment had one waiting. */
export class Extensions1795000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "extensions" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "number" SERIAL NOT NULL, "plan_id" uuid NOT NULL, "assignment_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "state" text NOT NULL DEFAULT 'pending', "new_due_on" date NOT NULL, "due_on_when_asked" date NOT NULL, "reason" text NOT NULL, "asked_by" uuid, "asked_by_label" text NOT NULL, "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "closed_by_label" text, "closed_at" TIMESTAMP WITH TIME ZONE, "closing_reason" text, "due_date_change_id" bigint, "self_decided" boolean NOT NULL DEFAULT false, "version" integer NOT NULL, CONSTRAINT "PK_3632b8148c8f511650d3f3eda06" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "extensions_number" ON "extensions" ("number")`);
    await runner.query(`CREATE INDEX "extensions_waiting" ON "extensions" ("number") WHERE state = 'pending'`);
    await runner.query(`CREATE INDEX "extensions_agency" ON "extensions" ("agency_id", "number")`);
    await runner.query(`CREATE INDEX "extensions_plan" ON "extensions" ("plan_id", "number")`);
    await runner.query(`CREATE INDEX "extensions_assignment" ON "extensions" ("assignment_id", "number")`);
    await runner.query(
      `CREATE UNIQUE INDEX "extensions_one_pending" ON "extensions" ("assignment_id") WHERE state = 'pending'`,
    );
    await runner.query(`ALTER TABLE "plans" ADD "extension_deciders" text NOT NULL DEFAULT 'both'`);
    await runner.query(`ALTER TABLE "assignments" ADD "extension_pending" datemultirange NOT NULL DEFAULT '{}'`);
    await runner.query(
      `ALTER TABLE "extensions" ADD CONSTRAINT "FK_a1fba78ec562d2a3f83154bb001" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "extensions" ADD CONSTRAINT "FK_f62e7479ad76ebd036f05d8f50a" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "extensions" ADD CONSTRAINT "FK_0195bb24aa5391523fded2c4842" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "extensions" ADD CONSTRAINT "FK_dd98f2cdae6b205e78d2560132e" FOREIGN KEY ("asked_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "extensions" ADD CONSTRAINT "FK_1aafdae6c3e6561df7b25c17335" FOREIGN KEY ("due_date_change_id") REFERENCES "due_date_changes"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "extensions"');
    await runner.query('ALTER TABLE "plans" DROP COLUMN "extension_deciders"');
    await runner.query('ALTER TABLE "assignments" DROP COLUMN "extension_pending"');
  }
}
