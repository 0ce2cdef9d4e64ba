import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

/** What the application is called at the provider. */
export const CLIENT_ID = 'ke-hoach';
export const CLIENT_SECRET = 'the-secret-of-this-client';

interface Account {
  email?: string;
  email_verified?: boolean;
  /** What the provider says of how the person proved itself. */
  amr?: string[];
}

/** Whom the provider knows; the sign-in name there is the subject. */
export const ACCOUNTS: Record<string, Account> = {
  'sub-soyte': { email: 'DauMoi@SoYTe.gov.vn', email_verified: true },
  'sub-unverified': { email: 'daumoi@soyte.gov.vn', email_verified: false },
  'sub-stranger': { email: 'ai.do@example.vn', email_verified: true },
  'sub-admin': {},
  'sub-admin-mfa': { amr: ['pwd', 'mfa'] },
};

/** A real provider of its own, as the province might run one. */
export async function startProvider(): Promise<{ issuer: string; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: ['http://localhost/api/v1/auth/oidc/callback'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a-key-of-the-provider'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...ACCOUNTS[sub] }) as { sub: string },
    }),
  };
  const { default: ProviderClass } = await import('oidc-provider');
  const provider = new ProviderClass(issuer, configuration);
  const others = provider.callback();
  server.on('request', (request, response) =>
    request.url?.startsWith('/interaction/')
      ? void interact(provider, request, response)
      : void others(request, response),
  );
  return { issuer, server };
}

/** The provider's own page: says what it asks for, and takes the name or the consent. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (request.method === 'GET') {
    response.end(`<input name="prompt" value="${prompt.name}">`);
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const login = new URLSearchParams(body).get('login') ?? '';
  if (prompt.name === 'login') {
    const amr = ACCOUNTS[login]?.amr;
    await provider.interactionFinished(request, response, { login: { accountId: login, ...(amr ? { amr } : {}) } });
    return;
  }
  const known = grantId ? await provider.Grant.find(grantId) : undefined;
  const grant = known ?? new provider.Grant({ accountId: session?.accountId, clientId: params.client_id as string });
  grant.addOIDCScope(params.scope as string);
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

/** A browser at the provider: follows its pages, signs in and consents, until it is led away. Answers where to. */
export async function visit(start: string, issuer: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 15; step += 1) {
    if (!at.startsWith(issuer)) return at;
    const headers = { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer: globalThis.Response = await fetch(at, {
      redirect: 'manual',
      headers,
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    form = undefined;
    const to = answer.headers.get('location');
    if (to) {
      at = new URL(to, at).href;
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!prompt) throw new Error(`an unknown page of the provider: ${answer.status}`);
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'x' } : { prompt });
  }
  throw new Error('the provider leads in circles');
}
