import { createHmac } from 'node:crypto';
import { type SealedValues, sealWords } from './domain/seal-words.js';

const mac = (key: string, ...parts: (string | Buffer)[]): Buffer => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};

/** What the first seal continues. */
export const chainStart = (key: string): Buffer => mac(key, 'plan audit chain 1');

/** The seal of the event at place `seq`, continuing the hash before. */
export const sealOf = (key: string, before: Buffer, seq: number, values: SealedValues): Buffer =>
  mac(key, before, sealWords(seq, values));

/** Tells one key from another without giving it away. */
export const auditKeyId = (key: string): string => mac(key, 'plan audit key id').toString('hex').slice(0, 16);
