import type { Config } from './config.js';
import { keptSecret } from './kept-secret.js';

/** The key file of the embedded server's data directory. */
export const AUDIT_KEY_FILE = 'audit-key';

/**
 * The key of the audit chain: the configured one, or the one that the data directory keeps (0600). It stands outside
 * the database, and no backup archive holds it: who has both could make the chain agree with any lie.
 */
export function auditKeyOf(config: Pick<Config, 'auditKey' | 'dataDir'>): string {
  return config.auditKey ?? keptSecret(config.dataDir, AUDIT_KEY_FILE);
}

/**
 * Every key of the chain, the oldest first and the one in force last. A key is changed by putting the one so far at
 * the end of AUDIT_OLD_KEYS: from the next event on the new one seals, and the old ones still verify what they sealed.
 */
export const auditKeysOf = (config: Pick<Config, 'auditKey' | 'auditOldKeys' | 'dataDir'>): readonly string[] => [
  ...config.auditOldKeys,
  auditKeyOf(config),
];
