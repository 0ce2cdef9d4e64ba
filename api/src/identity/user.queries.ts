import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@plan/shared/vocabulary/roles';
import { DataSource } from 'typeorm';

export interface Person {
  id: string;
  username: string;
  displayName: string;
  agencyId: string | null;
  agencyName: string | null;
  roles: Role[];
}

const PERSON = `u.id, u.username, u.display_name AS "displayName", u.agency_id AS "agencyId", a.name AS "agencyName", u.roles`;

/** Reads of people and sessions. */
@Injectable()
export class UserQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The person behind a session that is still good, or null: ended, run out, or the person disabled. */
  async bySession(sessionId: string): Promise<Person | null> {
    const rows = await this.dataSource.query(
      `SELECT ${PERSON} FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN agencies a ON a.id = u.agency_id
       WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`,
      [sessionId],
    );
    return rows[0] ?? null;
  }

  async byUsername(username: string): Promise<(Person & { passwordHash: string; disabled: boolean }) | null> {
    const rows = await this.dataSource.query(
      `SELECT ${PERSON}, u.password_hash AS "passwordHash", u.disabled_at IS NOT NULL AS disabled
       FROM users u LEFT JOIN agencies a ON a.id = u.agency_id WHERE u.username = $1`,
      [username.toLowerCase()],
    );
    return rows[0] ?? null;
  }

  async byId(id: string): Promise<Person | null> {
    const rows = await this.dataSource.query(
      `SELECT ${PERSON} FROM users u LEFT JOIN agencies a ON a.id = u.agency_id WHERE u.id = $1 AND u.disabled_at IS NULL`,
      [id],
    );
    return rows[0] ?? null;
  }
}
