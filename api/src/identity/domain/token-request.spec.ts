import fc from 'fast-check';
import { readApiKey, writeApiKey } from './api-key.js';
import { readTokenRequest } from './token-request.js';

const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
const read = (form: Record<string, unknown>, authorization?: string) => readTokenRequest(form, authorization, decode);
const formEncoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
const basic = (id: string, key: string): string =>
  `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(key)}`).toString('base64')}`;

const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
const scope = fc.stringMatching(/^[!#-[\]-~]{1,20}$/);

describe('a client credentials request', () => {
  it('is read the same from the form and from the header, whatever the letters', () => {
    fc.assert(
      fc.property(text, text, fc.option(fc.uniqueArray(scope, { minLength: 1 })), (clientId, clientKey, scopes) => {
        const form = { grant_type: 'client_credentials', ...(scopes && { scope: scopes.join(' ') }) };
        const wanted = { clientId, clientKey, scopes };
        expect(read({ ...form, client_id: clientId, client_secret: clientKey })).toEqual({
          ok: true,
          request: { ...wanted, basic: false },
        });
        expect(read(form, basic(clientId, clientKey))).toEqual({ ok: true, request: { ...wanted, basic: true } });
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('grant_type', 'scope', 'client_id', 'client_secret', 'more'),
          fc.oneof(fc.constant('client_credentials'), fc.string(), fc.array(fc.string())),
        ),
        fc.option(
          fc.oneof(
            fc.string(),
            fc.base64String().map((word) => `Basic ${word}`),
          ),
          { nil: undefined },
        ),
        (form, authorization) => {
          const reading = read(form, authorization);
          if (reading.ok) expect(reading.request.clientId.length * reading.request.clientKey.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('ignores what it does not know, and takes an empty parameter as absent', () => {
    const form = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b', scope: '', audience: 'x' };
    expect(read(form)).toMatchObject({ ok: true, request: { scopes: null } });
  });

  it.each([
    ['no grant', {}, undefined, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, undefined, 'unsupported_grant_type'],
    ['a parameter twice', { grant_type: ['client_credentials', 'x'] }, undefined, 'invalid_request'],
    ['nobody', { grant_type: 'client_credentials' }, undefined, 'invalid_client'],
    ['half of somebody', { grant_type: 'client_credentials', client_id: 'a' }, undefined, 'invalid_client'],
    ['a header of another kind', { grant_type: 'client_credentials' }, 'Bearer abc', 'invalid_client'],
    ['a header without a colon', { grant_type: 'client_credentials' }, 'Basic YWJj', 'invalid_client'],
    ['a header that cannot be decoded', { grant_type: 'client_credentials' }, 'Basic JTo=', 'invalid_client'],
    ['both at once', { grant_type: 'client_credentials', client_secret: 'b' }, basic('a', 'b'), 'invalid_request'],
    ['two names', { grant_type: 'client_credentials', client_id: 'x' }, basic('a', 'b'), 'invalid_request'],
    [
      'two spaces',
      { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b', scope: 'c  d' },
      undefined,
      'invalid_scope',
    ],
  ])('with %s is refused', (_, form, authorization, fault) => {
    expect(read(form, authorization)).toMatchObject({ ok: false, fault });
  });
});

describe('an API key', () => {
  it('is read as it was written, and nothing else is read', () => {
    const parts = fc.record({
      prefix: fc.stringMatching(/^[a-z0-9]{8}$/),
      secret: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    });
    fc.assert(
      fc.property(parts, fc.string({ minLength: 1, maxLength: 3 }), (key, more) => {
        const written = writeApiKey(key);
        expect(readApiKey(written)).toEqual(key);
        expect(readApiKey(`${written}${more}`)).toBeNull();
        expect(readApiKey(written.slice(0, -1))).toBeNull();
      }),
    );
  });
});
