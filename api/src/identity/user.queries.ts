import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Role } from '@plan/shared/vocabulary/roles';
import { DataSource, type EntityManager } from 'typeorm';

export interface Person {
  id: string;
  username: string;
  displayName: string;
  agencyId: string | null;
  agencyName: string | null;
  roles: Role[];
}

/** A person as a session sees them. */
export interface SignedIn extends Person {
  /** Whether the person has a confirmed second factor. */
  hasSecondFactor: boolean;
  /** Whether this session has shown a second factor. */
  shownSecondFactor: boolean;
  /** On whose behalf the session acts now; null for oneself. */
  principal: Person | null;
  /** Whether the session acts under a deputyship that is over. */
  deputyEnded: boolean;
}

/** What signing in must know of a person beside the person. */
export interface Credentials extends Person {
  passwordHash: string | null;
  disabled: boolean;
  hasSecondFactor: boolean;
}

const person = (user: string, agency: string): string =>
  `${user}.id, ${user}.username, ${user}.display_name AS "displayName", ${user}.agency_id AS "agencyId", ${agency}.name AS "agencyName", ${user}.roles`;
const PERSON = person('u', 'a');

/** Whether the account of this alias is not disabled at the database's own instant. */
export const ENABLED = (user: string): string => `(${user}.disabled_at IS NULL OR ${user}.disabled_at > now())`;
/** Today in Asia/Ho_Chi_Minh by the database's clock. */
export const TODAY = `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
/** Whether the deputyship of alias `d` holds today. */
export const VALID_DEPUTY = `d.revoked_at IS NULL AND ${TODAY} BETWEEN d.from_on AND d.to_on`;

/** Reads of people and sessions. */
@Injectable()
export class UserQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The person behind a session that is still good, or null: ended, run out, or the person disabled. */
  async bySession(sessionId: string): Promise<SignedIn | null> {
    const rows = await this.dataSource.query(
      `SELECT ${PERSON}, u.totp_confirmed_at IS NOT NULL AS "hasSecondFactor",
              s.second_factor_at IS NOT NULL AS "shownSecondFactor",
              s.deputy_id IS NOT NULL AND p.id IS NULL AS "deputyEnded",
              CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'username', p.username,
                'displayName', p.display_name, 'agencyId', p.agency_id, 'agencyName', pa.name, 'roles', p.roles) END AS principal
       FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN agencies a ON a.id = u.agency_id
         LEFT JOIN deputies d ON d.id = s.deputy_id AND d.deputy_id = s.user_id AND ${VALID_DEPUTY}
         LEFT JOIN users p ON p.id = d.principal_id AND ${ENABLED('p')}
         LEFT JOIN agencies pa ON pa.id = p.agency_id
       WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > now() AND ${ENABLED('u')}`,
      [sessionId],
    );
    return rows[0] ?? null;
  }

  async byUsername(username: string): Promise<Credentials | null> {
    return this.credentials('u.username = $1', username.toLowerCase());
  }

  async credentialsOf(id: string): Promise<Credentials | null> {
    return this.credentials('u.id = $1', id);
  }

  private async credentials(condition: string, value: string): Promise<Credentials | null> {
    const rows = await this.dataSource.query(
      `SELECT ${PERSON}, u.password_hash AS "passwordHash", NOT ${ENABLED('u')} AS disabled,
              u.totp_confirmed_at IS NOT NULL AS "hasSecondFactor"
       FROM users u LEFT JOIN agencies a ON a.id = u.agency_id WHERE ${condition}`,
      [value],
    );
    return rows[0] ?? null;
  }

  /**
   * Who stands behind an account of the sign-on provider: the person whom an administrator linked to it, else the one
   * whose work e-mail the provider vouches for and who is linked to no other account there.
   */
  async byOidc(issuer: string, subject: string, verifiedEmail: string | null): Promise<Person | null> {
    const rows = await this.dataSource.query(
      `SELECT ${PERSON} FROM users u LEFT JOIN agencies a ON a.id = u.agency_id
       WHERE ${ENABLED('u')} AND ((u.oidc_issuer = $1 AND u.oidc_subject = $2)
         OR (u.email = $3 AND u.oidc_issuer IS DISTINCT FROM $1
           AND NOT EXISTS (SELECT 1 FROM users l WHERE l.oidc_issuer = $1 AND l.oidc_subject = $2)))`,
      [issuer, subject, verifiedEmail?.toLowerCase() ?? null],
    );
    return rows[0] ?? null;
  }

  /** A person who is not disabled. */
  async byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<Person | null> {
    const rows = await manager.query(
      `SELECT ${PERSON} FROM users u LEFT JOIN agencies a ON a.id = u.agency_id WHERE u.id = $1 AND ${ENABLED('u')}`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** For whom the person may act today. */
  async principalsOf(
    deputyId: string,
  ): Promise<{ userId: string; displayName: string; agencyName: string | null; toOn: string }[]> {
    return this.dataSource.query(
      `SELECT p.id AS "userId", p.display_name AS "displayName", pa.name AS "agencyName", max(d.to_on) AS "toOn"
       FROM deputies d JOIN users p ON p.id = d.principal_id LEFT JOIN agencies pa ON pa.id = p.agency_id
       WHERE d.deputy_id = $1 AND ${VALID_DEPUTY} AND ${ENABLED('p')}
       GROUP BY p.id, pa.name ORDER BY p.display_name COLLATE "vi-x-icu", p.id`,
      [deputyId],
    );
  }
}

/** How screens and the history call a person. */
export const labelOf = ({ displayName, agencyName }: Pick<Person, 'displayName' | 'agencyName'>): string =>
  agencyName ? `${displayName} (${agencyName})` : displayName;
