import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who acted for whom and through what, the seals over the log, and the ways to search it. */
export class AuditSeals1795000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION current_transaction() RETURNS bigint LANGUAGE sql STABLE
         RETURN pg_current_xact_id()::text::bigint`,
    );
    await runner.query(
      `ALTER TABLE "events" ADD "on_behalf_of_id" uuid, ADD "on_behalf_of_label" text, ADD "via" text NOT NULL DEFAULT 'page',
         ADD "transaction_id" bigint NOT NULL DEFAULT current_transaction()`,
    );
    // What the scheduler and the system wrote before did not come from a page.
    await runner.query(`UPDATE "events" SET "via" = "actor_kind" WHERE "actor_kind" IN ('job', 'system')`);
    await runner.query(`CREATE INDEX "events_order" ON "events" ("transaction_id", "id")`);
    await runner.query(`CREATE INDEX "events_at" ON "events" ("at", "id")`);
    await runner.query(`CREATE INDEX "events_actor" ON "events" ("actor_id", "at", "id")`);
    await runner.query(`CREATE INDEX "events_agency" ON "events" ("agency_id", "at", "id")`);
    await runner.query(`CREATE INDEX "events_type" ON "events" ("type", "at", "id")`);
    // A trusted extension: the owner of the database may make it. Ten times as fast as translate() over our letters.
    await runner.query('CREATE EXTENSION IF NOT EXISTS unaccent');
    // Immutable while its dictionary is: PostgreSQL calls unaccent stable only because the dictionary can be edited.
    await runner.query(
      `CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
         RETURN lower(unaccent('unaccent'::regdictionary, $1))`,
    );
    await runner.query(
      `CREATE FUNCTION event_words(actor text, on_behalf_of text, before jsonb, after jsonb) RETURNS text
         LANGUAGE sql IMMUTABLE PARALLEL SAFE
         RETURN folded(actor || ' ' || coalesce(on_behalf_of, '') || ' ' ||
                       replace(coalesce(before::text, '') || ' ' || coalesce(after::text, ''), '\\"', '"'))`,
    );
    await runner.query(
      `CREATE INDEX events_search ON events USING gin (event_words(actor_label, on_behalf_of_label, before, after) gin_trgm_ops)`,
    );
    await runner.query(
      `CREATE TABLE "event_seals" ("seq" bigint NOT NULL, "event_id" bigint NOT NULL, "sealed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "hash" bytea NOT NULL, CONSTRAINT "event_seals_pk" PRIMARY KEY ("seq"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "event_seals_event" ON "event_seals" ("event_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "event_seals"`);
    await runner.query(
      `DROP INDEX "events_order", "events_at", "events_actor", "events_agency", "events_type", events_search`,
    );
    await runner.query(`DROP FUNCTION event_words(text, text, jsonb, jsonb)`);
    await runner.query(`DROP FUNCTION folded(text)`);
    await runner.query(
      `ALTER TABLE "events" DROP COLUMN "transaction_id", DROP COLUMN "via", DROP COLUMN "on_behalf_of_label", DROP COLUMN "on_behalf_of_id"`,
    );
    await runner.query(`DROP FUNCTION current_transaction()`);
  }
}
