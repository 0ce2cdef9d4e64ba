import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of the log say who wrote them: the product, which has the key, or somebody with SQL alone. */
export class AuditRowDigests1795000003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Empty for the rows so far: nobody can prove afterwards who wrote them.
    await runner.query(`ALTER TABLE "events" ADD "digest" bytea`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" DROP COLUMN "digest"`);
  }
}
