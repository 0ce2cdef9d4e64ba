import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that leaves from the event log. */
export class Mail1795000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "mails" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "event_id" bigint NOT NULL, "recipient" text NOT NULL, "message_id" text NOT NULL, "to_address" text NOT NULL, "subject" text NOT NULL, "text" text NOT NULL, "html" text NOT NULL, "ics" text, "state" text NOT NULL DEFAULT 'waiting', "attempts" integer NOT NULL DEFAULT '0', "next_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "lease_id" uuid, "leased_until" TIMESTAMP WITH TIME ZONE, "failure" text, "failure_text" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "sent_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "mails_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "mails_event" ON "mails" ("event_id", "recipient")`);
    await runner.query(`CREATE UNIQUE INDEX "mails_message" ON "mails" ("message_id")`);
    await runner.query(`CREATE INDEX "mails_waiting" ON "mails" ("next_at") WHERE state = 'waiting'`);
    await runner.query(`CREATE INDEX "mails_leased" ON "mails" ("leased_until") WHERE state = 'leased'`);
    await runner.query(`CREATE INDEX "mails_list" ON "mails" ("created_at", "id")`);
    await runner.query(`CREATE INDEX "mails_state" ON "mails" ("state", "created_at", "id")`);
    await runner.query(
      `CREATE TABLE "mail_cursors" ("name" text NOT NULL, "event_id" bigint, CONSTRAINT "mail_cursors_pkey" PRIMARY KEY ("name"))`,
    );
    // What happened before is not told by mail afterwards.
    await runner.query(
      `INSERT INTO mail_cursors (name, event_id)
       VALUES ('mail', (SELECT id FROM events ORDER BY transaction_id DESC, id DESC LIMIT 1))`,
    );
    await runner.query(
      `CREATE TABLE "mail_refusals" ("address" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "way" text NOT NULL, "reason" text NOT NULL, "mail_id" uuid NOT NULL, CONSTRAINT "mail_refusals_pkey" PRIMARY KEY ("address"))`,
    );
    await runner.query(
      `ALTER TABLE "mail_refusals" ADD CONSTRAINT "FK_c240e3a08643959322867057553" FOREIGN KEY ("mail_id") REFERENCES "mails"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "mail_refusals", "mail_cursors", "mails"');
  }
}
