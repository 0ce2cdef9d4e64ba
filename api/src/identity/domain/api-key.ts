/** An API key as its owner sends it, in its two parts. */
export interface ApiKeyParts {
  /** Eight letters and digits; names the key, no secret. */
  prefix: string;
  /** 256 random bits, base64url. */
  secret: string;
}

const SHAPE = /^p06_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;

/** `p06_<prefix>_<secret>`: a fixed beginning, so that a key that leaked into a file can be searched for. */
export const writeApiKey = ({ prefix, secret }: ApiKeyParts): string => `p06_${prefix}_${secret}`;

/** The parts of a key, or null for what cannot be one. */
export function readApiKey(text: string): ApiKeyParts | null {
  const [, prefix, secret] = SHAPE.exec(text) ?? [];
  return prefix && secret ? { prefix, secret } : null;
}
