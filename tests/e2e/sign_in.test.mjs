// Signing in, the token's life, and who may have the secret.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO, choose, open, send, signIn, signInAndUse, siteFor, startSandbox, startServer, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const site = await startSite({ '/site.json': siteFor(sandbox.address) });
const tokenRequests = (server) => server.requests().filter((request) => request.target === '/oauth/token');

test('a reader signs in and the token goes into the next request', async () => {
  const { page, context, finish } = await open(site);
  // A cookie knows no port: the browser would send it to the server too.
  await context.addCookies([{ name: 'login', value: 'cookie-canary', domain: '127.0.0.1', path: '/' }]);
  const secret = page.getByLabel('client_secret', { exact: true });
  for (const [name, value] of [['type', 'password'], ['autocomplete', 'new-password'], ['spellcheck', 'false']]) assert.equal(await secret.getAttribute(name), value);
  await signInAndUse(page);
  const request = tokenRequests(sandbox).at(-1);
  assert.equal(request.method, 'POST');
  assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
  assert.equal(String(request.body), 'grant_type=client_credentials&client_id=demo-app&client_secret=demo-secret');
  assert.equal(request.headers.authorization, undefined);
  assert.equal(request.headers.cookie, undefined);
  assert.equal(request.headers.referer, undefined);
  assert.equal(await send(page), '200 OK');
  const call = sandbox.requests().at(-1);
  assert.equal(`${call.method} ${call.target}`, 'GET /api/ver1.0/user/');
  assert.match(call.headers.authorization, /^Bearer [\w.~+/-]{30}=*$/);
  await finish({ secrets: [DEMO.secret, call.headers.authorization.slice(7)] });
});

test('a wrong secret is explained and what was typed stays', async () => {
  const { page, finish } = await open(site);
  await signIn(page, { id: DEMO.id, secret: 'wrong-secret-canary' });
  await page.getByRole('alert').filter({ hasText: 'invalid_client' }).waitFor();
  assert.equal(await page.getByLabel('client_secret', { exact: true }).inputValue(), 'wrong-secret-canary');
  await finish({ secrets: ['wrong-secret-canary'] });
});

test('client authentication by Basic keeps the secret out of the body', async () => {
  const basic = await startSite({ '/site.json': siteFor(sandbox.address, (_, api) => { api.signIn.clientAuthentication = 'basic'; }) });
  const { page, finish } = await open(basic);
  await signInAndUse(page);
  const request = tokenRequests(sandbox).at(-1);
  assert.equal(request.headers.authorization, `Basic ${Buffer.from('demo-app:demo-secret').toString('base64')}`);
  assert.equal(String(request.body), 'grant_type=client_credentials');
  await finish();
});

test('Set Token takes a pasted token, refuses what is none, and survives a reload', async () => {
  const { page, finish } = await open(site);
  await page.locator('#token').fill('not a token');
  await page.getByRole('button', { name: 'Set Token' }).click();
  await page.getByRole('alert').filter({ hasText: 'A token has no' }).waitFor();
  await page.locator('#token').fill('  Bearer pasted-token-canary ');
  await page.getByRole('button', { name: 'Set Token' }).click();
  await page.getByText('how long it lives was not stated').waitFor();
  await page.reload();
  await page.getByText('how long it lives was not stated').waitFor();
  assert.equal(await send(page), '401 Unauthorized');
  assert.equal(sandbox.requests().at(-1).headers.authorization, 'Bearer pasted-token-canary');
  await page.getByRole('alert').filter({ hasText: 'The server requires a valid token' }).waitFor();
  await finish({ secrets: ['pasted-token-canary'] });
});

test('the secret rests nowhere, and a reload forgets it', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page);
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, location.href, document.title,
    document.documentElement.outerHTML]));
  assert.ok(!stored.includes(DEMO.secret));
  const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem('obzor.session')).token);
  const elsewhere = await page.evaluate(() => JSON.stringify([{ ...localStorage }, history.state, location.href, document.title]));
  assert.ok(!elsewhere.includes(token));
  await page.reload();
  await page.getByText('The token is set').waitFor();
  assert.equal(await page.getByLabel('client_id', { exact: true }).inputValue(), DEMO.id);
  assert.equal(await page.getByLabel('client_secret', { exact: true }).inputValue(), '');
  await finish();
});

test('each server keeps its own token while the page lives', async () => {
  const [one, two] = [await startSandbox(), await startSandbox()];
  const two_servers = siteFor(one.address, (_, api) => {
    const [first] = api.servers;
    api.servers = [first, { ...first, id: 'second', title: 'Second', variables: { address: { default: two.address } } }];
    delete api.signIn.demo;
  });
  const { page, finish } = await open(await startSite({ '/site.json': two_servers }));
  const server = page.locator('#server');
  await signInAndUse(page);
  await server.selectOption({ label: 'Second' });
  await page.locator('.token-bar .notice', { hasText: one.origin }).waitFor();
  await signInAndUse(page);
  assert.equal(await send(page), '200 OK');
  await server.selectOption({ index: 0 });
  await page.getByText('The token is set').waitFor();
  assert.equal(await send(page), '200 OK');
  // Each its own: neither was asked for a second token, and none got that of the other.
  const bearer = (sandbox) => sandbox.requests().filter(({ target }) => target.endsWith('/user/')).map(({ headers }) => headers.authorization);
  assert.equal(one.requests().length + two.requests().length, 4);
  assert.notEqual(bearer(one)[0], bearer(two)[0]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await server.selectOption({ label: 'Second' });
  await page.getByText('No token yet').waitFor();
  await finish();
});

test('Sign out clears all', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page);
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('X-API-Key');
  await page.locator('#header-0').fill('key-canary');
  await page.locator('.token-form').getByRole('button', { name: 'Show' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('No token yet').waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem('obzor.session')), null);
  assert.equal(await page.getByLabel('client_secret', { exact: true }).inputValue(), '');
  assert.equal(await page.locator('.grant').count(), 0);
  assert.equal(await page.locator('#token').inputValue(), '');
  assert.ok(!(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).includes('key-canary'));
  await send(page);
  assert.equal(sandbox.requests().at(-1).headers.authorization, undefined);
  await finish();
});

test('an expired token is renewed before the request', async () => {
  const short = await startSandbox({ tokenLife: 2 });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(short.address) }));
  await signInAndUse(page);
  await page.getByText('The token has expired').waitFor();
  assert.equal(await send(page), '200 OK');
  await page.getByText('a new one was requested first').waitFor();
  assert.deepEqual(short.requests().map((request) => request.target), ['/oauth/token', '/oauth/token', '/api/ver1.0/user/']);
  await finish();
});

test('an expired token without credentials says what to do and sends nothing', async () => {
  const short = await startSandbox({ tokenLife: 2 });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(short.address) }));
  await signInAndUse(page);
  await page.reload();
  await page.getByText('The token has expired').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'Fill in client_id and client_secret' }).waitFor();
  assert.deepEqual(short.requests().map((request) => request.target), ['/oauth/token']);
  await finish();
});

test('an early 401 renews and repeats a GET once, and once only', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page);
  const before = tokenRequests(sandbox).length;
  await sandbox.refuse(1);
  assert.equal(await send(page), '200 OK');
  await page.getByText('repeated once').waitFor();
  assert.equal(tokenRequests(sandbox).length, before + 1);
  await sandbox.refuse(9);
  assert.equal(await send(page), '401 Unauthorized');
  await page.getByRole('alert').filter({ hasText: 'refuses the new token too' }).waitFor();
  assert.equal(tokenRequests(sandbox).length, before + 2);
  await sandbox.refuse(0);
  await finish();
});

test('an early 401 of a request that changes things waits for a click', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page);
  await choose(page, 'POST /client/{client_id}/extension/');
  const posts = () => sandbox.requests().filter((request) => request.method === 'POST' && request.target.endsWith('/extension/')).length;
  const before = posts();
  await sandbox.refuse(1);
  assert.equal(await send(page), '401 Unauthorized');
  assert.equal(posts(), before + 1);
  // What is chosen meanwhile does not matter: the refused request is repeated.
  await choose(page, 'GET /user/');
  await page.getByRole('button', { name: 'Get a new token and repeat' }).click();
  await page.getByText('201 Created').waitFor();
  assert.equal(posts(), before + 2);
  await finish();
});

test('a redirect of the token endpoint does not carry the secret along', async () => {
  const received = [];
  const thief = await startServer((request, response) => {
    if (request.method !== 'HEAD') received.push(request.method);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
  const bent = await startServer((request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    if (request.method !== 'POST') return response.writeHead(204, cors).end();
    response.writeHead(307, { ...cors, Location: `${thief}/token` }).end();
  });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(bent.slice(7)) }));
  await signIn(page);
  await page.locator('.sign-in').getByRole('alert').waitFor();
  assert.deepEqual(received, []);
  await finish();
});

test('a token is not sent to another server, and a host of the reader is confirmed first', async () => {
  const other = await startSandbox();
  const { page, finish } = await open(site);
  await signInAndUse(page);
  await page.locator('#variable-address').fill(other.address);
  await page.getByText('is not sent to another server').waitFor();
  assert.equal(await send(page), '401 Unauthorized');
  assert.equal(other.requests().at(-1).headers.authorization, undefined);
  assert.equal(other.requests().filter((request) => request.target === '/oauth/token').length, 0);
  const button = page.getByRole('button', { name: 'Try it out!' });
  assert.ok(await button.isDisabled());
  await page.getByLabel(`I trust ${other.origin} with my secret`).check();
  await button.click();
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(await send(page), '200 OK');
  await finish();
});

test('a host that is no plain name is refused with a reason', async () => {
  const { page, finish } = await open(site);
  for (const host of ['evil.example/x', 'good@evil.example', 'xn.example\\y', 'пример.рф']) {
    await page.locator('#variable-address').fill(host);
    await page.getByRole('alert').filter({ hasText: 'is not a host name' }).waitFor();
    assert.ok(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled());
  }
  await page.locator('#variable-address').fill('api.example.com');
  await page.getByRole('alert').filter({ hasText: 'is not https' }).waitFor();
  await finish();
});

test('each server has its own client and secret', async () => {
  const other = await startSandbox();
  const two = await startSite({ '/site.json': siteFor(sandbox.address, (_, api) => {
    api.servers.push({ id: 'other', title: 'Other', url: `${other.origin}/api/ver1.0` });
  }) });
  const { page, finish } = await open(two);
  await signInAndUse(page);
  await page.locator('#server').selectOption('other');
  assert.equal(await send(page), '401 Unauthorized');
  await page.getByRole('alert').filter({ hasText: 'The server requires a valid token' }).waitFor();
  assert.deepEqual(other.requests().map((request) => request.target), ['/api/ver1.0/user/']);
  const fields = ['client_id', 'client_secret'].map((name) => page.locator('.sign-in').getByLabel(name, { exact: true }));
  for (const field of fields) assert.equal(await field.inputValue(), '');
  await fields[0].fill('another');
  await page.locator('#server').selectOption({ index: 0 });
  assert.deepEqual(await Promise.all(fields.map((field) => field.inputValue())), [DEMO.id, DEMO.secret]);
  await page.locator('#server').selectOption('other');
  assert.deepEqual(await Promise.all(fields.map((field) => field.inputValue())), ['another', '']);
  await finish();
});

test('the form and a renewal ask for a token once, and who stops waiting loses nothing', async () => {
  const asked = [];
  let release;
  let held = new Promise((done) => { release = done; });
  const slow = await startServer(async (request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Content-Type': 'application/json' };
    if (request.method !== 'POST') return response.writeHead(200, cors).end(JSON.stringify({ seen: request.headers.authorization }));
    asked.push(request.url);
    if (asked.length > 1) await held;
    response.writeHead(200, cors).end(`{"access_token":"token-${asked.length}","token_type":"Bearer","expires_in":${asked.length === 1 ? 2 : 3600}}`);
  });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(slow.slice(7)) }));
  await signInAndUse(page);
  await page.getByText('The token has expired').waitFor();
  await page.locator('.sign-in > summary').click();
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await page.getByText('Signing in…').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForTimeout(300);
  assert.equal(asked.length, 2, 'asked once by the form, and not again by Send');
  // The reader stops both: the answer that comes all the same is put to use.
  await page.locator('.sign-in').getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.views').getByRole('button', { name: 'Cancel' }).click();
  release();
  await page.getByText('The token is set').waitFor();
  assert.equal(await send(page), '200 OK');
  await page.getByText('Bearer token-2').waitFor();
  assert.equal(asked.length, 2);
  await finish();
});

test('secrets are forgotten when nothing was done for half an hour', async () => {
  const { page, finish } = await open('about:blank');
  await page.clock.install();
  await page.goto(site);
  await signInAndUse(page);
  const secret = page.getByLabel('client_secret', { exact: true });
  await page.clock.fastForward('29:00');
  await page.clock.runFor(2000);
  assert.equal(await secret.inputValue(), DEMO.secret);
  await page.clock.fastForward('02:00');
  await page.clock.runFor(2000);
  assert.equal(await secret.inputValue(), '');
  await finish();
});

test('what comes back after Sign out changes nothing', async () => {
  let release;
  const held = new Promise((done) => { release = done; });
  const slow = await startServer(async (request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Content-Type': 'application/json' };
    if (request.method === 'POST') await held;
    response.writeHead(200, cors).end('{"access_token":"late-canary","token_type":"Bearer"}');
  });
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(slow.slice(7)) }));
  await signIn(page);
  await page.getByText('Signing in…').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  release();
  await page.waitForTimeout(500);
  assert.equal(await page.locator('.grant').count(), 0);
  assert.ok(!(await page.evaluate(() => document.body.outerHTML + JSON.stringify({ ...sessionStorage }))).includes('late-canary'));
  await finish({ secrets: ['late-canary'] });
});

test('a typed Authorization header is sent as it is, and nothing is renewed for it', async () => {
  const { page, finish } = await open(site);
  await signInAndUse(page);
  const before = tokenRequests(sandbox).length;
  await page.getByRole('button', { name: '+ header' }).click();
  await page.locator('#header-name-0').fill('Authorization');
  await page.locator('#header-0').fill('Basic dTpw');
  assert.equal(await send(page), '401 Unauthorized');
  assert.equal(sandbox.requests().at(-1).headers.authorization, 'Basic dTpw');
  assert.equal(tokenRequests(sandbox).length, before);
  await finish();
});
