import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Systems that call the API, answers kept for repeated requests, and the counts that replicas settle. */
export class ApiClients1795000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "api_clients" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "name" text NOT NULL, "scopes" text array NOT NULL, "agency_id" uuid, "requests_per_minute" integer, "created_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "disabled_at" TIMESTAMP WITH TIME ZONE, "version" integer NOT NULL, PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "api_clients_name" ON "api_clients" ("name")`);
    await runner.query(
      `CREATE TABLE "api_client_keys" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "client_id" uuid NOT NULL, "prefix" text NOT NULL, "secret_hash" bytea NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_used_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, "created_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "api_client_keys_client" ON "api_client_keys" ("client_id")`);
    await runner.query(`CREATE UNIQUE INDEX "api_client_keys_prefix" ON "api_client_keys" ("prefix")`);
    await runner.query(
      `CREATE TABLE "idempotency_keys" ("caller" text NOT NULL, "route" text NOT NULL, "key_digest" bytea NOT NULL, "request_digest" bytea NOT NULL, "answer" bytea NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), PRIMARY KEY ("caller", "route", "key_digest"))`,
    );
    await runner.query(`CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" ("created_at")`);
    await runner.query(
      `ALTER TABLE "api_clients" ADD CONSTRAINT "FK_d3d829be61406d7fca2ade27433" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "api_clients" ADD CONSTRAINT "FK_0e496b159dff87d9dab2a41a051" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "api_client_keys" ADD CONSTRAINT "FK_a02896743934ef4051c3af87959" FOREIGN KEY ("client_id") REFERENCES "api_clients"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "api_client_keys" ADD CONSTRAINT "FK_6907a8a12a65cc656b0abe57faa" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    // Lost in a crash of the database, and no loss: a count lives for a minute.
    await runner.query(
      `CREATE UNLOGGED TABLE request_counts (caller text, minute bigint, count integer NOT NULL, PRIMARY KEY (caller, minute))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "api_client_keys", "api_clients", "idempotency_keys", "request_counts"');
  }
}
