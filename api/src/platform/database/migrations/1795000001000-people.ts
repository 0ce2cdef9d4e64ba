import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations, second factor, single sign-on and deputies. */
export class People1795000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL`);
    await runner.query(
      `ALTER TABLE "users" ADD "email" text, ADD "search_text" text NOT NULL DEFAULT '', ADD "oidc_issuer" text, ADD "oidc_subject" text, ADD "totp_secret" bytea, ADD "totp_pending_secret" bytea, ADD "totp_confirmed_at" TIMESTAMP WITH TIME ZONE, ADD "totp_last_step" bigint`,
    );
    // The same words as the feature writes: lower case, no marks, đ as d.
    await runner.query(
      `UPDATE users SET search_text =
         replace(regexp_replace(normalize(lower(display_name || ' | ' || username), NFD), '[\\u0300-\\u036f]', '', 'g'), 'đ', 'd')`,
    );
    await runner.query(
      `ALTER TABLE "users" ADD CONSTRAINT "users_subject_whole" CHECK (("oidc_issuer" IS NULL) = ("oidc_subject" IS NULL))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "users_email" ON "users" ("email")`);
    await runner.query(`CREATE UNIQUE INDEX "users_subject" ON "users" ("oidc_issuer", "oidc_subject")`);
    await runner.query(`CREATE INDEX "users_agency" ON "users" ("agency_id")`);
    await runner.query(`CREATE INDEX users_search ON users USING gin (search_text gin_trgm_ops)`);

    await runner.query(
      `CREATE TABLE "recovery_codes" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "code_hash" bytea NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "recovery_codes_user" ON "recovery_codes" ("user_id", "code_hash")`);
    await runner.query(
      `CREATE TABLE "password_links" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "user_id" uuid NOT NULL, "purpose" text NOT NULL, "token_hash" bytea NOT NULL, "created_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, "version" integer NOT NULL, CONSTRAINT "password_links_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "password_links_token" ON "password_links" ("token_hash")`);
    await runner.query(`CREATE INDEX "password_links_user" ON "password_links" ("user_id", "created_at")`);
    await runner.query(`CREATE INDEX "password_links_made" ON "password_links" ("created_at", "id")`);
    await runner.query(
      `CREATE TABLE "deputies" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "principal_id" uuid NOT NULL, "deputy_id" uuid NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "reason" text NOT NULL, "created_by" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "revoked_at" TIMESTAMP WITH TIME ZONE, "version" integer NOT NULL, CONSTRAINT "deputies_other" CHECK ("principal_id" <> "deputy_id"), CONSTRAINT "deputies_period" CHECK ("to_on" >= "from_on"), CONSTRAINT "deputies_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "deputies_deputy" ON "deputies" ("deputy_id", "to_on")`);
    await runner.query(`CREATE INDEX "deputies_principal" ON "deputies" ("principal_id", "to_on")`);
    await runner.query(
      `ALTER TABLE "sessions" ADD "second_factor_at" TIMESTAMP WITH TIME ZONE, ADD "deputy_id" uuid, ADD "last_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
    );
    for (const [name, table, column, target] of FOREIGN_KEYS) {
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${target}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "sessions" DROP COLUMN "second_factor_at", DROP COLUMN "deputy_id", DROP COLUMN "last_seen_at"`,
    );
    await runner.query('DROP TABLE "recovery_codes", "password_links", "deputies"');
    await runner.query(
      `ALTER TABLE "users" DROP CONSTRAINT "users_subject_whole", DROP COLUMN "email", DROP COLUMN "search_text", DROP COLUMN "oidc_issuer", DROP COLUMN "oidc_subject", DROP COLUMN "totp_secret", DROP COLUMN "totp_pending_secret", DROP COLUMN "totp_confirmed_at", DROP COLUMN "totp_last_step"`,
    );
    await runner.query(`DROP INDEX IF EXISTS "users_agency"`);
    // An invited person without a password cannot stand in the older schema; no password has this hash.
    await runner.query(
      `UPDATE users SET password_hash = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9i$' || repeat('A', 43) WHERE password_hash IS NULL`,
    );
    await runner.query(`ALTER TABLE "users" ALTER COLUMN "password_hash" SET NOT NULL`);
  }
}

const FOREIGN_KEYS = [
  ['FK_fb82b2ac740ca095b617afad031', 'recovery_codes', 'user_id', 'users'],
  ['FK_5df8ca33044c0215813e3bb68be', 'password_links', 'user_id', 'users'],
  ['FK_003a86a1a22f6ce459ebb78caf5', 'deputies', 'principal_id', 'users'],
  ['FK_a4f7e460db5420ffd477ee30523', 'deputies', 'deputy_id', 'users'],
  ['FK_a6b1cad75a94bf54c42ae2421fc', 'sessions', 'deputy_id', 'deputies'],
] as const;
