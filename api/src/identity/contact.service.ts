import { Injectable } from '@nestjs/common';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { EntityManager } from 'typeorm';
import { ENABLED } from './user.queries.js';

/** A person as somebody to be told of something. */
export interface Contact {
  userId: string;
  /** A function, not a private name. */
  displayName: string;
  agencyId: string | null;
  agencyName: string | null;
  roles: Role[];
  /** Lower case; null when none is known. */
  email: string | null;
}

const CONTACT = `u.id AS "userId", u.display_name AS "displayName", u.agency_id AS "agencyId", a.name AS "agencyName",
  u.roles, u.email`;
const FROM = 'users u LEFT JOIN agencies a ON a.id = u.agency_id';

/** Who can be told: people whose accounts are not disabled. */
@Injectable()
export class ContactService {
  async byId(manager: EntityManager, userId: string): Promise<Contact | null> {
    const rows = await manager.query<Contact[]>(`SELECT ${CONTACT} FROM ${FROM} WHERE u.id = $1 AND ${ENABLED('u')}`, [
      userId,
    ]);
    return rows[0] ?? null;
  }

  /** The people of an agency who hold one of these roles. */
  async ofAgency(manager: EntityManager, agencyId: string, roles: readonly Role[]): Promise<Contact[]> {
    return manager.query(
      `SELECT ${CONTACT} FROM ${FROM} WHERE u.agency_id = $1 AND u.roles && $2::text[] AND ${ENABLED('u')} ORDER BY u.id`,
      [agencyId, roles],
    );
  }

  /** Who may act for a person on a day. */
  async deputiesOf(manager: EntityManager, userId: string, day: string): Promise<Contact[]> {
    return manager.query(
      `SELECT DISTINCT ${CONTACT} FROM deputies d JOIN users u ON u.id = d.deputy_id LEFT JOIN agencies a ON a.id = u.agency_id
       WHERE d.principal_id = $1 AND d.revoked_at IS NULL AND $2::date BETWEEN d.from_on AND d.to_on AND ${ENABLED('u')}
       ORDER BY u.id`,
      [userId, day],
    );
  }

  /** For whom a person may act on a day. */
  async principalsOf(manager: EntityManager, userId: string, day: string): Promise<Contact[]> {
    return manager.query(
      `SELECT DISTINCT ${CONTACT} FROM deputies d JOIN users u ON u.id = d.principal_id LEFT JOIN agencies a ON a.id = u.agency_id
       WHERE d.deputy_id = $1 AND d.revoked_at IS NULL AND $2::date BETWEEN d.from_on AND d.to_on AND ${ENABLED('u')}
       ORDER BY u.id`,
      [userId, day],
    );
  }
}
