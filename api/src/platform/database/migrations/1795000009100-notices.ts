import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bell, daily digests, how people want to be told, and calendar addresses. */
export class Notices1795000009100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "digests" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "day" date NOT NULL, "items" integer NOT NULL DEFAULT '0', "content" jsonb, "made_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "digests_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "digests_user_day" ON "digests" ("user_id", "day")`);
    await runner.query(
      `CREATE TABLE "notices" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "event_id" bigint NOT NULL, "kind" text NOT NULL, "title" text NOT NULL, "body" text NOT NULL, "link" text NOT NULL, "on_behalf_of_label" text, "digest_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "read_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "notices_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "notices_event" ON "notices" ("event_id", "user_id")`);
    await runner.query(`CREATE INDEX "notices_user" ON "notices" ("user_id", "created_at", "id")`);
    await runner.query(`CREATE INDEX "notices_unread" ON "notices" ("user_id") WHERE read_at IS NULL`);
    await runner.query(
      `CREATE TABLE "notice_preferences" ("user_id" uuid NOT NULL, "digest_minute" integer NOT NULL DEFAULT '450', "digest_by_mail" boolean NOT NULL DEFAULT true, "urgent_by_mail" boolean NOT NULL DEFAULT true, "absent_from_on" date, "absent_to_on" date, "version" integer NOT NULL DEFAULT '1', CONSTRAINT "notice_preferences_minute" CHECK (digest_minute BETWEEN 0 AND 1439), CONSTRAINT "notice_preferences_absence" CHECK ((absent_from_on IS NULL) = (absent_to_on IS NULL) AND absent_to_on >= absent_from_on), CONSTRAINT "notice_preferences_pkey" PRIMARY KEY ("user_id"))`,
    );
    await runner.query(
      `CREATE TABLE "calendar_feeds" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid, "agency_id" uuid, "token_hash" bytea NOT NULL, "created_by" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "revoked_at" TIMESTAMP WITH TIME ZONE, "last_read_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "calendar_feeds_owner" CHECK ((user_id IS NULL) <> (agency_id IS NULL)), CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "calendar_feeds_token" ON "calendar_feeds" ("token_hash")`);
    await runner.query(
      `CREATE UNIQUE INDEX "calendar_feeds_user" ON "calendar_feeds" ("user_id") WHERE revoked_at IS NULL AND user_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "calendar_feeds_agency" ON "calendar_feeds" ("agency_id") WHERE revoked_at IS NULL AND agency_id IS NOT NULL`,
    );
    for (const [name, table, column, target] of FOREIGN_KEYS) {
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${target}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "notices", "digests", "notice_preferences", "calendar_feeds"');
  }
}

const FOREIGN_KEYS = [
  ['FK_38293b7517fbf90c3c53253825c', 'digests', 'user_id', 'users'],
  ['FK_b63e8dcd3d13a55e8099bfee902', 'notices', 'user_id', 'users'],
  ['FK_fc673d057c0a185ec97b8ab4c0f', 'notices', 'digest_id', 'digests'],
  ['FK_e48c572a24406c76a8f53cf977a', 'notice_preferences', 'user_id', 'users'],
  ['FK_3212ce9ff23847e66347a6730d3', 'calendar_feeds', 'user_id', 'users'],
  ['FK_a6a8edb29397b8843b9df77d14c', 'calendar_feeds', 'agency_id', 'agencies'],
  ['FK_026044b32e477f9093c1d39b53c', 'calendar_feeds', 'created_by', 'users'],
] as const;
