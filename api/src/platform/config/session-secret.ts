import type { Config } from './config.js';
import { keptSecret } from './kept-secret.js';

/**
 * The secret that signs sessions: the configured one, or the one that the data directory keeps (0600), made at the
 * first start. People stay signed in over a restart.
 */
export function sessionSecretOf(config: Pick<Config, 'sessionSecret' | 'dataDir'>): string {
  return config.sessionSecret ?? keptSecret(config.dataDir, 'session-secret');
}
