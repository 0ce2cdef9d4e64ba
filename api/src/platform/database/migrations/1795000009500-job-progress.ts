import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a run of a job has come, and when a scheduler last rang. */
export class JobProgress1795000009500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "job_progress" ("job" text NOT NULL, "day" date NOT NULL, "trigger" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "done" integer NOT NULL DEFAULT '0', "total" integer, CONSTRAINT "job_progress_pkey" PRIMARY KEY ("job"))`,
    );
    await runner.query(
      `CREATE TABLE "scheduler_bells" ("name" text NOT NULL, "rung_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "scheduler_bells_pkey" PRIMARY KEY ("name"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "scheduler_bells", "job_progress"');
  }
}
