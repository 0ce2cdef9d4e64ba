import type { Scope } from '@plan/shared/vocabulary/scopes';
import type { ApiKey } from './queries.js';

export const KEY_STATE_LABELS: Record<ApiKey['state'], string> = {
  active: 'Đang dùng được',
  expired: 'Đã hết hạn',
  revoked: 'Đã thu hồi',
};

/** An address that opens with each scope, the most telling first. */
const FIRST_READ: readonly [Scope, string][] = [
  ['tasks:read', '/api/v1/tasks?limit=5'],
  ['plans:read', '/api/v1/plans'],
  ['reports:read', '/api/v1/agencies?limit=5'],
  ['reports:write', '/api/v1/agencies?limit=5'],
  ['indicators:write', '/api/v1/agencies?limit=5'],
  ['events:read', '/api/v1/events?limit=5'],
];

/** A command that reads something with the key; quoted so that Windows and Linux both take it. */
export function readCommand(origin: string, key: string, scopes: readonly Scope[]): string | null {
  const path = FIRST_READ.find(([scope]) => scopes.includes(scope))?.[1];
  return path ? `curl -H "X-API-Key: ${key}" "${origin}${path}"` : null;
}

/** A command that exchanges the key for a short-lived access token (RFC 6749, 4.4). */
export function tokenCommand(origin: string, clientId: string, key: string): string {
  return `curl -d "grant_type=client_credentials&client_id=${clientId}&client_secret=${key}" "${origin}/api/v1/auth/tokens"`;
}
