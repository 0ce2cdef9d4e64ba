import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/**
 * Keeps small secrets that must be read again (AES-256-GCM), and digests of short codes that a thief of the database
 * could otherwise try out (HMAC-SHA-256). Each purpose has a key of its own, derived from the session secret by HKDF:
 * whoever changes SESSION_SECRET makes all second factors void.
 */
export class SecretBox {
  private readonly key: Buffer;

  /** @param purpose parts the keys: what was closed for one purpose opens for no other */
  constructor(sessionSecret: string, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', sessionSecret, '', `plan ${purpose}`, 32));
  }

  /** @param owner bound to the text: copied to another owner's row it does not open */
  close(text: string, owner: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(owner));
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** The text, or null when it was changed, belongs to another owner or to another SESSION_SECRET. */
  open(closed: Buffer, owner: string): string | null {
    if (closed.length < NONCE + TAG) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, closed.subarray(0, NONCE))
        .setAAD(Buffer.from(owner))
        .setAuthTag(closed.subarray(-TAG));
      return decipher.update(closed.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return null;
    }
  }

  digest(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
