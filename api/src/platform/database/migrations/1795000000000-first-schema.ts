import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything that a plan needs from its document to its figures. */
export class FirstSchema1795000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(
      `CREATE TABLE "agencies" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "name" text NOT NULL, "level" text NOT NULL, "parent_id" uuid, "identifier" text, "valid_from" date, "valid_to" date, "standing" boolean NOT NULL DEFAULT false, "search_text" text NOT NULL, "version" integer NOT NULL, CONSTRAINT "agencies_valid" CHECK ("valid_to" IS NULL OR "valid_from" IS NULL OR "valid_to" >= "valid_from"), CONSTRAINT "PK_8ab1f1f53f56c8255b0d7e68b28" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "agencies_identifier" ON "agencies" ("identifier") WHERE identifier IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "agencies_parent" ON "agencies" ("parent_id")`);
    await runner.query(
      `CREATE TABLE "agency_aliases" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "agency_id" uuid, "group_id" uuid, "alias" text NOT NULL, "name_key" text NOT NULL, "origin" text NOT NULL, CONSTRAINT "agency_aliases_owner" CHECK (("agency_id" IS NULL) <> ("group_id" IS NULL)), CONSTRAINT "PK_57fb228e783151638eb01918a00" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "agency_aliases_agency" ON "agency_aliases" ("agency_id")`);
    await runner.query(`CREATE UNIQUE INDEX "agency_aliases_key" ON "agency_aliases" ("name_key")`);
    await runner.query(
      `CREATE TABLE "agency_groups" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "name" text NOT NULL, "version" integer NOT NULL, CONSTRAINT "UQ_a1ae78ede2381f74c8c94185ac1" UNIQUE ("name"), CONSTRAINT "PK_b171f973d2c62d03b985989ddb6" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "agency_group_members" ("group_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "valid_from" date NOT NULL, "valid_to" date, CONSTRAINT "PK_aa57e1b6dd11a9b0bab0221af00" PRIMARY KEY ("group_id", "agency_id", "valid_from"))`,
    );
    await runner.query(`CREATE INDEX "agency_group_members_agency" ON "agency_group_members" ("agency_id")`);
    await runner.query(
      `CREATE TABLE "agency_successions" ("agency_id" uuid NOT NULL, "successor_id" uuid NOT NULL, CONSTRAINT "PK_600466f8971395d860c8fb925fd" PRIMARY KEY ("agency_id", "successor_id"))`,
    );
    await runner.query(`CREATE INDEX "agency_successions_successor" ON "agency_successions" ("successor_id")`);
    await runner.query(
      `CREATE TABLE "announced_days" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "on" date NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "source" text NOT NULL, "version" integer NOT NULL, CONSTRAINT "PK_165fa904ab6888e9b88c626e7c3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "announced_days_on" ON "announced_days" ("on")`);
    await runner.query(
      `CREATE TABLE "plans" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "number" text, "issued_on" date, "title" text NOT NULL, "year" integer NOT NULL, "issuing_body" text, "place" text, "signer_name" text, "signer_title" text, "legal_bases" text array NOT NULL, "recipients" text array NOT NULL, "import_id" uuid NOT NULL, "confirmed_at" TIMESTAMP WITH TIME ZONE NOT NULL, "move_to_working_day" boolean NOT NULL DEFAULT true, "due_soon_days" integer NOT NULL DEFAULT '7', "automatic_rounds" boolean NOT NULL DEFAULT true, "public" boolean NOT NULL DEFAULT false, "version" integer NOT NULL, CONSTRAINT "PK_3720521a81c7c24fe9b7202ba61" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "plans_import" ON "plans" ("import_id")`);
    await runner.query(`CREATE INDEX "plans_year" ON "plans" ("year", "id")`);
    await runner.query(
      `CREATE TABLE "task_groups" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "plan_id" uuid NOT NULL, "numeral" text NOT NULL, "position" integer NOT NULL, "title" text NOT NULL, CONSTRAINT "PK_ade40ef2ca472cf28d4778b0c0c" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "task_groups_plan" ON "task_groups" ("plan_id", "position")`);
    await runner.query(
      `CREATE TABLE "assignments" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "task_id" uuid NOT NULL, "plan_id" uuid NOT NULL, "agency_id" uuid NOT NULL, "role" text NOT NULL, "via_group_id" uuid, "nominal_due_on" date, "due_on" date, "due_date_changed" boolean NOT NULL DEFAULT false, "completed_on" date, "cancelled_on" date, "cancel_reason" text, "version" integer NOT NULL, CONSTRAINT "PK_c54ca359535e0012b04dcbd80ee" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "assignments_agency" ON "assignments" ("agency_id", "plan_id")`);
    await runner.query(`CREATE INDEX "assignments_plan_agency" ON "assignments" ("plan_id", "agency_id")`);
    await runner.query(`CREATE UNIQUE INDEX "assignments_task_agency" ON "assignments" ("task_id", "agency_id")`);
    await runner.query(
      `CREATE TABLE "due_date_changes" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "task_id" uuid NOT NULL, "assignment_id" uuid, "effective_on" date NOT NULL, "nominal_due_on" date NOT NULL, "due_on" date NOT NULL, "explanation" text NOT NULL, "document_text" text NOT NULL, "reason" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "created_by" uuid, CONSTRAINT "PK_a571c33c2c426adde0e4740a324" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "due_date_changes_task" ON "due_date_changes" ("task_id", "effective_on", "id")`);
    await runner.query(
      `CREATE TABLE "tasks" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "plan_id" uuid NOT NULL, "group_id" uuid, "origin" text NOT NULL, "position" integer NOT NULL, "number" integer, "title" text NOT NULL, "lead_text" text NOT NULL, "coordinate_text" text NOT NULL, "deadline_text" text NOT NULL, "deadline_kind" text NOT NULL, "start_on" date, "nominal_due_on" date, "due_on" date, "due_date_changed" boolean NOT NULL DEFAULT false, "deadline_explanation" text NOT NULL, "deadline_unsure" boolean NOT NULL DEFAULT false, "unresolved_sides" jsonb NOT NULL DEFAULT '[]', "search_text" text NOT NULL, "version" integer NOT NULL, CONSTRAINT "tasks_due" CHECK (("due_on" IS NULL) = ("nominal_due_on" IS NULL)), CONSTRAINT "PK_8d12ff38fcc62aaba2cab748772" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "tasks_group" ON "tasks" ("group_id")`);
    await runner.query(`CREATE INDEX "tasks_position" ON "tasks" ("origin", "position", "id")`);
    await runner.query(`CREATE UNIQUE INDEX "tasks_plan_position" ON "tasks" ("plan_id", "origin", "position")`);
    await runner.query(
      `CREATE TABLE "deliverables" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "task_id" uuid NOT NULL, "position" integer NOT NULL, "text" text NOT NULL, CONSTRAINT "PK_13367f7b271fb2b95ccb18d78a3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "deliverables_task" ON "deliverables" ("task_id", "position")`);
    await runner.query(
      `CREATE TABLE "evidence" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "assignment_id" uuid NOT NULL, "deliverable_id" uuid, "number" text NOT NULL, "issued_on" date NOT NULL, "abstract" text NOT NULL, "state" text NOT NULL, "proposed_by" uuid, "proposed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "decided_by" uuid, "decided_at" TIMESTAMP WITH TIME ZONE, "decision_reason" text, "self_confirmed" boolean NOT NULL DEFAULT false, CONSTRAINT "PK_b864cb5d49854f89917fc0b44b9" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "evidence_one_confirmed" ON "evidence" ("assignment_id") WHERE state = 'confirmed'`,
    );
    await runner.query(
      `CREATE INDEX "evidence_waiting" ON "evidence" ("state", "proposed_at") WHERE state = 'proposed'`,
    );
    await runner.query(`CREATE INDEX "evidence_assignment" ON "evidence" ("assignment_id", "proposed_at")`);
    await runner.query(
      `CREATE TABLE "assignment_flags" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "assignment_id" uuid NOT NULL, "plan_id" uuid NOT NULL, "kind" text NOT NULL, "due_on" date NOT NULL, "raised_on" date NOT NULL, "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "taken_back_at" TIMESTAMP WITH TIME ZONE, "taken_back_reason" text, CONSTRAINT "PK_da283abf3887318857545c6d4e7" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "assignment_flags_plan" ON "assignment_flags" ("plan_id", "raised_on")`);
    await runner.query(
      `CREATE UNIQUE INDEX "assignment_flags_once" ON "assignment_flags" ("assignment_id", "kind", "due_on") WHERE taken_back_at IS NULL`,
    );
    await runner.query(
      `CREATE TABLE "users" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "username" text NOT NULL, "display_name" text NOT NULL, "agency_id" uuid, "roles" text array NOT NULL, "password_hash" text NOT NULL, "disabled_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "version" integer NOT NULL, CONSTRAINT "PK_a3ffb1c0c8416b9fc6f907b7433" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "users_username" ON "users" ("username")`);
    await runner.query(
      `CREATE TABLE "admin_claims" ("id" integer NOT NULL, "token_hash" bytea NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_6cda0b6706c769bf819cc529885" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE TABLE "sessions" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "refresh_hash" bytea NOT NULL, "previous_hash" bytea, "rotated_at" TIMESTAMP WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, "address" text, "user_agent" text, CONSTRAINT "PK_3238ef96f18b355b671619111bc" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "sessions_user" ON "sessions" ("user_id")`);
    await runner.query(
      `CREATE TABLE "plan_imports" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "file_name" text NOT NULL, "digest" text NOT NULL, "source" bytea NOT NULL, "edits" jsonb NOT NULL DEFAULT '{}', "plan_id" uuid, "confirmed_preview" jsonb, "created_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "version" integer NOT NULL, CONSTRAINT "PK_16bf07fc4c58298b78d909fd77f" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "plan_imports_digest" ON "plan_imports" ("digest")`);
    await runner.query(
      `CREATE TABLE "events" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "type" text NOT NULL, "subject_type" text NOT NULL, "subject_id" uuid NOT NULL, "plan_id" uuid, "agency_id" uuid, "actor_kind" text NOT NULL, "actor_id" uuid, "actor_label" text NOT NULL, "request_id" text, "address" text, "before" jsonb, "after" jsonb, CONSTRAINT "PK_40731c7151fe4be3116e45ddf73" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "events_plan" ON "events" ("plan_id", "id")`);
    await runner.query(`CREATE INDEX "events_subject" ON "events" ("subject_type", "subject_id", "id")`);
    await runner.query(
      `CREATE TABLE "job_runs" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "job" text NOT NULL, "day" date NOT NULL, "trigger" text NOT NULL, "started_by" uuid, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "finished_at" TIMESTAMP WITH TIME ZONE, "counts" jsonb, "failure" text, CONSTRAINT "PK_4d0012c04fcfc287550b76be7e9" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "job_runs_started" ON "job_runs" ("started_at", "id")`);
    await runner.query(`CREATE INDEX "job_runs_job_day" ON "job_runs" ("job", "day")`);
    await runner.query(
      `ALTER TABLE "agencies" ADD CONSTRAINT "FK_3a266a8878ec4e59e20a7bdc06d" FOREIGN KEY ("parent_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "agency_aliases" ADD CONSTRAINT "FK_29e7ebfc16404d2ed633912ccc4" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "agency_aliases" ADD CONSTRAINT "FK_e5dc2ffb3976e410feccbdbbf1c" FOREIGN KEY ("group_id") REFERENCES "agency_groups"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "agency_group_members" ADD CONSTRAINT "FK_fede13a4805c0465923b4c9629f" FOREIGN KEY ("group_id") REFERENCES "agency_groups"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "agency_group_members" ADD CONSTRAINT "FK_77f53571739d6f5b206f3c6faec" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "agency_successions" ADD CONSTRAINT "FK_6d8c839183d90a1bbd8316474a5" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "agency_successions" ADD CONSTRAINT "FK_a997cb55bcd5901dc5f8efa3bfb" FOREIGN KEY ("successor_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "plans" ADD CONSTRAINT "FK_8a5a5ef965360bc1702e57d13b4" FOREIGN KEY ("import_id") REFERENCES "plan_imports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "task_groups" ADD CONSTRAINT "FK_aaf9ba6e738f30dad15f44009a0" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignments" ADD CONSTRAINT "FK_292e1d7e3f055c7554845a72f13" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignments" ADD CONSTRAINT "FK_34a776326079a7d5e9fa050fec3" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignments" ADD CONSTRAINT "FK_a7f22a8697da75b5df118803b90" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignments" ADD CONSTRAINT "FK_ac99d808936c076a6b3c60a4964" FOREIGN KEY ("via_group_id") REFERENCES "agency_groups"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "due_date_changes" ADD CONSTRAINT "FK_6a18c900bd4c44862552abdb63a" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "due_date_changes" ADD CONSTRAINT "FK_2d1bc6adf1f39fd0162f3abb52d" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "due_date_changes" ADD CONSTRAINT "FK_6da9f96d360eeba95403398837f" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "tasks" ADD CONSTRAINT "FK_31a280e3d0a129221e614c63125" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "tasks" ADD CONSTRAINT "FK_438e3c81c9f4209c13483661157" FOREIGN KEY ("group_id") REFERENCES "task_groups"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "deliverables" ADD CONSTRAINT "FK_99b2ce70981d539f43dfb98b9d5" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "evidence" ADD CONSTRAINT "FK_2b9fe05fefd16b141b7478987ee" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "evidence" ADD CONSTRAINT "FK_c6b34c00a31fd40b54e59822878" FOREIGN KEY ("deliverable_id") REFERENCES "deliverables"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "evidence" ADD CONSTRAINT "FK_58ab7605da11773b5c178b6ade7" FOREIGN KEY ("proposed_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "evidence" ADD CONSTRAINT "FK_c5309a8be3a82e321b2f9ff9a87" FOREIGN KEY ("decided_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignment_flags" ADD CONSTRAINT "FK_2301eccc26f029dccbf496c6647" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignment_flags" ADD CONSTRAINT "FK_2645e4dc3913ac2a334efab521d" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "users" ADD CONSTRAINT "FK_6fdb3282cea9ba5877ab476aa76" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "sessions" ADD CONSTRAINT "FK_085d540d9f418cfbdc7bd55bb19" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "plan_imports" ADD CONSTRAINT "FK_eb63096aea0e954a02b97510dc5" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "plan_imports" ADD CONSTRAINT "FK_b52e7fc2a260dbd91482e39b15d" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE INDEX tasks_search ON tasks USING gin (search_text gin_trgm_ops)`);
    await runner.query(
      `CREATE INDEX assignments_task_lead ON assignments (task_id) INCLUDE (due_on, completed_on, cancelled_on, due_date_changed) WHERE role = 'lead'`,
    );
    await runner.query(
      `CREATE INDEX assignments_open_due ON assignments (due_on) WHERE role = 'lead' AND completed_on IS NULL AND cancelled_on IS NULL`,
    );
    await runner.query(
      `CREATE TABLE rate_limits (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE "agencies", "agency_aliases", "agency_groups", "agency_group_members", "agency_successions", "announced_days", "plans", "task_groups", "assignments", "due_date_changes", "tasks", "deliverables", "evidence", "assignment_flags", "users", "admin_claims", "sessions", "plan_imports", "events", "job_runs", "rate_limits" CASCADE',
    );
  }
}
