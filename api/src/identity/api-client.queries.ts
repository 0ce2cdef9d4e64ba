import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Scope } from '@plan/shared/vocabulary/scopes';
import { DataSource, type EntityManager } from 'typeorm';
import type { ApiClientDto } from './api-client.dto.js';

/** A key that is good now, with the client behind it. */
export interface KnownKey {
  keyId: string;
  secretHash: Buffer;
  /** Seconds that the key is good for yet. */
  secondsLeft: number;
  /** Whether `lastUsedAt` is missing or older than a minute. */
  useUntold: boolean;
  clientId: string;
  name: string;
  scopes: Scope[];
  agencyId: string | null;
  requestsPerMinute: number | null;
}

const CLIENT = `json_build_object('id', c.id, 'name', c.name, 'scopes', c.scopes, 'agencyId', c.agency_id,
  'agencyName', a.name, 'requestsPerMinute', c.requests_per_minute, 'createdAt', iso(c.created_at),
  'disabledAt', iso(c.disabled_at), 'keys', coalesce((
    SELECT json_agg(json_build_object('id', k.id, 'prefix', k.prefix,
             'state', CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired' ELSE 'active' END,
             'createdAt', iso(k.created_at), 'expiresAt', iso(k.expires_at), 'lastUsedAt', iso(k.last_used_at),
             'revokedAt', iso(k.revoked_at)) ORDER BY k.created_at DESC, k.id)
    FROM api_client_keys k WHERE k.client_id = c.id), '[]'))`.replaceAll(
  /iso\(([\w.]+)\)/g,
  `to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
);

const KEY = `k.id AS "keyId", k.secret_hash AS "secretHash", extract(epoch FROM k.expires_at - now())::int AS "secondsLeft",
  (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute') AS "useUntold",
  c.id AS "clientId", c.name, c.scopes, c.agency_id AS "agencyId", c.requests_per_minute AS "requestsPerMinute"`;
const GOOD_KEY = `api_client_keys k JOIN api_clients c ON c.id = k.client_id
  WHERE k.revoked_at IS NULL AND k.expires_at > now() AND c.disabled_at IS NULL`;

/** Reads of API clients and their keys. */
@Injectable()
export class ApiClientQueries {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All of them by name: an installation has dozens, not thousands. */
  async list(): Promise<ApiClientDto[]> {
    const rows = await this.dataSource.query<{ client: ApiClientDto }[]>(
      `SELECT ${CLIENT} AS client FROM api_clients c LEFT JOIN agencies a ON a.id = c.agency_id
       ORDER BY c.name COLLATE "vi-x-icu", c.id`,
    );
    return rows.map(({ client }) => client);
  }

  async one(
    id: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ client: ApiClientDto; version: number } | null> {
    const rows = await manager.query<{ client: ApiClientDto; version: number }[]>(
      `SELECT ${CLIENT} AS client, c.version FROM api_clients c LEFT JOIN agencies a ON a.id = c.agency_id WHERE c.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Null also for a key that has ended or whose client is shut out. */
  async keyByPrefix(prefix: string): Promise<KnownKey | null> {
    const rows = await this.dataSource.query<KnownKey[]>(`SELECT ${KEY} FROM ${GOOD_KEY} AND k.prefix = $1`, [prefix]);
    return rows[0] ?? null;
  }

  /** The same by the key's id. */
  async keyById(id: string): Promise<KnownKey | null> {
    const rows = await this.dataSource.query<KnownKey[]>(`SELECT ${KEY} FROM ${GOOD_KEY} AND k.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Keeps that a key was used, at most once a minute, whoever says it. */
  async tellUse(keyId: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE api_client_keys SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [keyId],
    );
  }
}
