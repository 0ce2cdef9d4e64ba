import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

/** What this product is called at the provider. */
export const CLIENT = { id: 'ke-hoach', secret: 'the-secret-of-this-client' };

export interface SignOnProvider {
  issuer: string;
  close: () => Promise<void>;
}

/**
 * A real provider of its own, as the province might run one: its page asks for the name, and the name is the subject.
 * @param origin of the product, to which it leads back
 * @param emails verified addresses by subject
 */
export async function startProvider(origin: string, emails: Record<string, string>): Promise<SignOnProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${origin}/api/v1/auth/oidc/callback`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a-key-of-the-provider'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => (emails[sub] ? { sub, email: emails[sub], email_verified: true } : { sub }),
    }),
  };
  // Only here: it speaks up as soon as it is loaded.
  const { default: ProviderClass } = await import('oidc-provider');
  const provider = new ProviderClass(issuer, configuration);
  const others = provider.callback();
  server.on('request', (request, response) =>
    request.url?.startsWith('/interaction/')
      ? void interact(provider, request, response)
      : void others(request, response),
  );
  return { issuer, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** The provider's own page: asks for the name; consent is given for everybody. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') {
    const known = grantId ? await provider.Grant.find(grantId) : undefined;
    const grant = known ?? new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    return;
  }
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      '<!doctype html><title>Cổng đăng nhập</title><form method="post"><label>Tài khoản công vụ <input name="login"></label><button>Tiếp tục</button></form>',
    );
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get('login') ?? '';
  await provider.interactionFinished(request, response, { login: { accountId } });
}
