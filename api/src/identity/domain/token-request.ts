/** The error codes of RFC 6749, section 5.2, that a client credentials request can meet. */
export type TokenFault = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

export interface TokenRequest {
  clientId: string;
  clientKey: string;
  /** Asked for, in order, each once; null asks for all that the client has. */
  scopes: string[] | null;
  /** Whether the client named itself in the Authorization header. */
  basic: boolean;
}

export type TokenReading = { ok: true; request: TokenRequest } | { ok: false; fault: TokenFault; basic: boolean };

/**
 * Reads a client credentials request (RFC 6749, sections 2.3.1 and 4.4.2). Unknown parameters are ignored, an empty one
 * counts as absent, one given twice is a fault, and so are credentials in header and body at once.
 * @param form parsed form body; a repeated name has a list of values
 * @param authorization the Authorization header
 * @param decode bytes of base64 as UTF-8 text
 */
export function readTokenRequest(
  form: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
  decode: (base64: string) => string,
): TokenReading {
  const basic = authorization !== undefined;
  const fault = (code: TokenFault): TokenReading => ({ ok: false, fault: code, basic });
  if (Object.values(form).some((value) => typeof value !== 'string')) return fault('invalid_request');
  const given = (name: string): string | undefined => (form[name] as string | undefined) || undefined;
  const grant = given('grant_type');
  if (!grant) return fault('invalid_request');
  if (grant !== 'client_credentials') return fault('unsupported_grant_type');
  const header = basic ? readBasic(authorization, decode) : null;
  const body = { id: given('client_id'), key: given('client_secret') };
  if (basic && (body.key !== undefined || (body.id !== undefined && body.id !== header?.id))) {
    return fault('invalid_request');
  }
  const { id, key } = basic ? (header ?? { id: undefined, key: undefined }) : body;
  if (!id || !key) return fault('invalid_client');
  const scope = given('scope');
  // section 3.3: names of printable ASCII without quote and backslash, parted by single spaces
  if (scope !== undefined && !/^[!#-[\]-~]+( [!#-[\]-~]+)*$/.test(scope)) return fault('invalid_scope');
  return {
    ok: true,
    request: { clientId: id, clientKey: key, scopes: scope ? [...new Set(scope.split(' '))] : null, basic },
  };
}

function readBasic(authorization: string, decode: (base64: string) => string): { id: string; key: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization)?.[1];
  const text = encoded ? decode(encoded) : '';
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  try {
    // section 2.3.1: both halves are form-encoded before they are joined
    const plain = (half: string): string => decodeURIComponent(half.replaceAll('+', ' '));
    return { id: plain(text.slice(0, colon)), key: plain(text.slice(colon + 1)) };
  } catch {
    return null;
  }
}
