import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded files; their bytes lie in the folder of files under the same id. */
export class Files1795000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "files" ("id" uuid NOT NULL, "name" text NOT NULL, "bytes" integer NOT NULL, "type" text NOT NULL, "sha256" text NOT NULL, "state" text NOT NULL DEFAULT 'held', "held_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "uploaded_by" uuid, "uploaded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "agency_id" uuid, CONSTRAINT "PK_6c16b9093a142e0e7613b04a3d9" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `ALTER TABLE "files" ADD CONSTRAINT "FK_63c92c51cd7fd95c2d79d709b61" FOREIGN KEY ("uploaded_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "files" ADD CONSTRAINT "FK_fe5a6e31961aa5329030bee0b98" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE INDEX "files_held" ON "files" ("held_at") WHERE state = 'held'`);
    await runner.query(`CREATE INDEX "files_held_by" ON "files" ("uploaded_by") WHERE state = 'held'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "files"');
  }
}
