// Authorization servers that others wrote, on loopback: oidc-provider, which is certified, and
// oauth2-mock-server and oauth2orize for the grants that it no longer has.
import { createServer } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';
import oauth2orize from 'oauth2orize';
import Provider from 'oidc-provider';
import { listen, onEnd } from './harness.mjs';

/** A provider whose tokens live for `life` seconds; `requests` is what its token endpoint received. */
export async function startProvider({ callback, life = 3600 }) {
  let handle = (request, response) => response.end();
  const issuer = await listen(createServer((request, response) => handle(request, response)));
  const native = { application_type: 'native', redirect_uris: [callback], response_types: ['code'], token_endpoint_auth_method: 'none' };
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'app', ...native, grant_types: ['authorization_code', 'refresh_token', device] },
      { client_id: 'machine', client_secret: 'machine-secret-canary', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
    ],
    features: { clientCredentials: { enabled: true }, deviceFlow: { enabled: true }, revocation: { enabled: true }, devInteractions: { enabled: true } },
    scopes: ['openid', 'offline_access', 'api:read', 'api:write'],
    pkce: { required: () => true, methods: ['S256'] },
    clientBasedCORS: () => true,
    issueRefreshToken: async () => true,
    rotateRefreshToken: () => true,
    ttl: { AccessToken: life, ClientCredentials: life, RefreshToken: 86400, Session: 600, Interaction: 600, Grant: 600, DeviceCode: 600, IdToken: 600 },
  });
  const requests = [];
  const errors = [];
  provider.on('grant.error', (context, error) => errors.push(error.error));
  provider.on('grant.success', (context) => requests.push({ ...context.oidc.params, authorization: context.headers.authorization }));
  const revoked = [];
  provider.use(async (context, next) => {
    await next();
    if (context.path === '/token/revocation' && context.method === 'POST' && context.status === 200) revoked.push(context.oidc.params.token_type_hint);
  });
  handle = provider.callback();
  return { issuer, requests, errors, revoked };
}

/** A server that gives a token for any password, and to any window. */
export async function startMock() {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  onEnd(() => server.stop());
  return { issuer: `http://127.0.0.1:${server.address().port}`, service: server.service };
}

/** Signs in and agrees in the provider's own window, as `login`. */
export async function agree(window, login = 'ann') {
  await window.locator('input[name=login]').fill(login);
  await window.locator('input[name=password]').fill('password');
  await window.locator('button[type=submit]').click();
  await window.getByRole('button', { name: 'Continue' }).click();
}

/** A server of the implicit grant: it asks the user on a page of its own, and its answer is in the fragment. */
export async function startImplicit({ callback, token }) {
  const server = oauth2orize.createServer();
  server.serializeClient((client, done) => done(null, client.id));
  server.deserializeClient((id, done) => done(null, { id }));
  server.grant(oauth2orize.grant.token((client, user, decision, done) => done(null, token, { expires_in: 60 })));
  const ask = server.authorization((id, redirect, done) => done(null, redirect === callback && { id }, redirect));
  const decide = server.decision();
  const session = {};
  const issuer = await listen(createServer(async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const body = await new Response(request.method === 'POST' ? request : '', { duplex: 'half' }).text();
    Object.assign(request, { session, user: { id: 'ann' }, query: Object.fromEntries(url.searchParams), body: Object.fromEntries(new URLSearchParams(body)) });
    response.redirect = (to) => response.writeHead(302, { Location: to }).end();
    const fail = (error) => response.writeHead(error.status ?? 500).end(String(error));
    if (url.pathname === '/decision') {
      const [first, second] = decide;
      return first(request, response, (error) => (error ? fail(error) : second(request, response, fail)));
    }
    return ask(request, response, (error) => {
      if (error) return fail(error);
      const { transactionID } = request.oauth2;
      return response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<form method="post" action="/decision"><input type="hidden" name="transaction_id" value="${transactionID}">
        <button>Agree</button><button name="cancel" value="1">Refuse</button></form>`);
    });
  }));
  return { issuer };
}
