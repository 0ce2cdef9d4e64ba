import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { searchKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { likeText } from '../platform/database/like-text.js';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.js';
import type { InvitationDto, InvitationListQuery, InvitationPageDto } from './password-link.dto.js';
import type { UserDto, UserListQuery, UserPageDto } from './user.dto.js';
import { managesEveryone } from './user.policy.js';
import { ENABLED } from './user.queries.js';

const STATE = `CASE WHEN NOT ${ENABLED('u')} THEN 'disabled'
  WHEN u.password_hash IS NULL AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id) THEN 'invited' ELSE 'active' END`;

const USER = `u.id, u.username, u.display_name AS "displayName", u.agency_id AS "agencyId", a.name AS "agencyName", u.roles,
  u.email, ${STATE} AS state, u.disabled_at AS "disabledAt", u.totp_confirmed_at IS NOT NULL AS "secondFactor",
  CASE WHEN u.oidc_subject IS NOT NULL THEN json_build_object('issuer', u.oidc_issuer, 'subject', u.oidc_subject) END AS "oidcSubject",
  (SELECT max(s.created_at) FROM sessions s WHERE s.user_id = u.id) AS "lastSignInAt", u.created_at AS "createdAt"`;

/** The rows that `manages` of user.policy.ts lets an actor see; parameters: everybody?, the agency. */
const VISIBLE = `($1::boolean OR (u.agency_id = $2::uuid AND u.roles = ARRAY['agency_officer']::text[]))`;
const visibleTo = (actor: Actor): [boolean, string | null] => [
  managesEveryone(actor),
  actor.roles.has('agency_head') ? actor.agencyId : null,
];

const LINK_STATE = `CASE WHEN l.used_at IS NOT NULL THEN 'accepted' WHEN l.revoked_at IS NOT NULL THEN 'revoked'
  WHEN l.expires_at <= now() THEN 'expired' ELSE 'open' END`;

/** Reads of accounts and invitations for those who look after them, in the shape of the contract. */
@Injectable()
export class UserDirectoryQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list(query: UserListQuery, actor: Actor): Promise<UserPageDto> {
    const { limit, cursor, ...filters } = query;
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows: UserDto[] = await this.dataSource.query(
      `SELECT ${USER} FROM users u LEFT JOIN agencies a ON a.id = u.agency_id
       WHERE ${VISIBLE}
         AND ($3::text IS NULL OR u.search_text LIKE '%' || $3 || '%')
         AND ($4::uuid[] IS NULL OR u.agency_id = ANY($4))
         AND ($5::text[] IS NULL OR u.roles && $5)
         AND ($6::text[] IS NULL OR ${STATE} = ANY($6))
         AND ($7::text IS NULL OR (u.username, u.id) > ($7, $8::uuid))
       ORDER BY u.username, u.id LIMIT $9`,
      [
        ...visibleTo(actor),
        query.q ? likeText(searchKey(query.q)) : null,
        query.agencyId ?? null,
        query.role ?? null,
        query.state ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.username, last.id], filters) : null };
  }

  /** One account that the actor looks after, or null. */
  async one(
    id: string,
    actor: Actor,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(UserDto & { version: number }) | null> {
    const rows = await manager.query(
      `SELECT ${USER}, u.version FROM users u LEFT JOIN agencies a ON a.id = u.agency_id WHERE ${VISIBLE} AND u.id = $3`,
      [...visibleTo(actor), id],
    );
    return rows[0] ?? null;
  }

  async invitations(query: InvitationListQuery, actor: Actor): Promise<InvitationPageDto> {
    const { limit, cursor, ...filters } = query;
    const after = cursor ? decodeCursor(cursor, filters, 2) : null;
    const rows: (InvitationDto & { key: string })[] = await this.selectInvitations(
      `($3::uuid IS NULL OR l.user_id = $3) AND ($4::text[] IS NULL OR ${LINK_STATE} = ANY($4))
         AND ($5::timestamptz IS NULL OR (l.created_at, l.id) < ($5::timestamptz, $6::uuid))`,
      [...visibleTo(actor), query.userId ?? null, query.state ?? null, after?.[0] ?? null, after?.[1] ?? null],
      limit + 1,
    );
    const last = rows.slice(0, limit).at(-1);
    const nextCursor = rows.length > limit && last ? encodeCursor([last.key, last.id], filters) : null;
    return { items: rows.slice(0, limit).map(({ key: _, ...item }) => item), nextCursor };
  }

  /** One invitation of somebody whom the actor looks after, or null. */
  async invitation(id: string, actor: Actor): Promise<(InvitationDto & { version: number }) | null> {
    const [row] = await this.selectInvitations('l.id = $3', [...visibleTo(actor), id], 1);
    if (!row) return null;
    const { key: _, ...invitation } = row;
    const [{ version }] = await this.dataSource.query('SELECT version FROM password_links WHERE id = $1', [id]);
    return { ...invitation, version };
  }

  private async selectInvitations(
    condition: string,
    parameters: unknown[],
    limit: number,
  ): Promise<(InvitationDto & { key: string })[]> {
    return this.dataSource.query(
      `SELECT l.id, l.user_id AS "userId", u.username, u.display_name AS "displayName", a.name AS "agencyName",
              b.display_name AS "invitedBy", ${LINK_STATE} AS state, l.created_at AS "createdAt",
              l.expires_at AS "expiresAt", l.used_at AS "acceptedAt", l.created_at::text AS key
       FROM password_links l JOIN users u ON u.id = l.user_id LEFT JOIN agencies a ON a.id = u.agency_id
         LEFT JOIN users b ON b.id = l.created_by
       WHERE l.purpose = 'invitation' AND ${VISIBLE} AND ${condition}
       ORDER BY l.created_at DESC, l.id DESC LIMIT ${limit}`,
      parameters,
    );
  }
}
