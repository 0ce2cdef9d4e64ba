import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/http/problem.js';
import type { SessionListDto } from './session.dto.js';

/** Reads of sessions, in the shape of the contract. */
@Injectable()
export class SessionQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A person's sessions that are still good. */
  async of(userId: string, currentId: string | null): Promise<SessionListDto> {
    const known: unknown[] = await this.dataSource.query('SELECT 1 FROM users WHERE id = $1', [userId]);
    if (known.length === 0) throw notFound('tài khoản');
    const items = await this.dataSource.query(
      `SELECT s.id, s.id IS NOT DISTINCT FROM $2::uuid AS current, s.address, s.user_agent AS "userAgent",
              s.second_factor_at IS NOT NULL AS "secondFactor", p.display_name AS "onBehalfOf",
              s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt"
       FROM sessions s LEFT JOIN deputies d ON d.id = s.deputy_id LEFT JOIN users p ON p.id = d.principal_id
       WHERE s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > now()
       ORDER BY s.created_at DESC, s.id LIMIT 100`,
      [userId, currentId],
    );
    return { items, nextCursor: null };
  }
}
