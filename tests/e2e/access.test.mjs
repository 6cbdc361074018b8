// What a description asks for to be let in, and that it goes nowhere else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { agree, startImplicit, startMock, startProvider } from './authority.mjs';
import { CHALLENGE, LOGIN, mustAsk } from '../snippets/digest.mjs';
import { copySnippet, open, send, startServer, startSite } from './harness.mjs';

const received = [];
let refusals = 0;
const server = await startServer((request, response) => {
  const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization, content-type, x-app-key', 'Access-Control-Allow-Methods': '*' };
  if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
  if (mustAsk({ method: request.method, target: request.url, headers: Object.entries(request.headers) })) {
    return response.writeHead(401, { ...cors, ...CHALLENGE }).end();
  }
  received.push({ method: request.method, target: request.url, headers: request.headers });
  const refuse = refusals > 0 && request.headers.authorization;
  if (refuse) refusals -= 1;
  response.writeHead(refuse ? 401 : 200, { ...cors, 'Content-Type': 'application/json' }).end('{"ok":true}');
});

const SPEC = readFileSync('tests/corpus/specs/access.json', 'utf8');
const files = {
  '/site.json': JSON.stringify({ title: 'Doors', apis: [{ id: 'doors', title: 'Doors', description: 'specs/access.json' }] }),
};
const site = await startSite(files);
const provider = await startProvider({ callback: `${site}callback.html` });
const mock = await startMock();
const implicit = await startImplicit({ callback: `${site}callback.html`, token: 'implicit-canary' });
const specWith = (issuer) => SPEC.replaceAll('SERVER', server).replaceAll('ISSUER', issuer).replaceAll('MOCK', mock.issuer).replaceAll('IMPLICIT', implicit.issuer);
const spec = specWith(provider.issuer);
files['/specs/access.json'] = spec;

async function openOperation(title, options) {
  const opened = await open(site, options);
  await opened.page.locator('a.row-link', { hasText: title }).first().click();
  await opened.page.locator('main h1', { hasText: title }).waitFor();
  await opened.page.getByRole('button', { name: 'Send', exact: true }).waitFor();
  return opened;
}

const access = (page) => page.getByRole('region', { name: 'Access', exact: true });

/** Everything that the browser keeps or shows. */
const kept = (page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, location.href, document.title]));

/** What the server receives from a snippet that is run. */
async function run(page, tab, command, args) {
  const text = await copySnippet(page, tab);
  const before = received.length;
  // Not `execFileSync`: the server that is asked is in this very process.
  await promisify(execFile)(command, [...args, text]);
  return { text, request: received[before] };
}

test('what is open to all asks for nothing', async () => {
  const { page, finish } = await openOperation('Open to all');
  assert.equal(await access(page).count(), 0);
  assert.equal(await send(page), '200 OK');
  assert.equal(received.at(-1).headers.authorization, undefined);
  await finish();
});

test('two API keys go where the description says, in the browser and in the snippets', async () => {
  const { page, finish } = await openOperation('Two keys');
  const [app, here] = ['app-key-canary', 'site key&canary'];
  await page.getByLabel('X-App-Key', { exact: true }).fill(app);
  await page.getByLabel('site key', { exact: true }).fill(here);
  await access(page).getByText(`Goes to ${server}.`).first().waitFor();
  assert.equal(await send(page), '200 OK');
  const sent = received.at(-1);
  assert.equal(sent.target, '/api/keys?site%20key=site%20key%26canary');
  assert.equal(sent.headers['x-app-key'], app);
  assert.ok(!(await page.locator('.console').innerText()).includes('canary'), 'a key on the screen');
  const { text, request } = await run(page, 'cURL', 'bash', ['-c']);
  assert.equal(request.target, sent.target);
  assert.equal(request.headers['x-app-key'], app);
  const [, command] = text.split('\n\n');
  assert.ok(!command.includes('canary'), 'a key in the request part');
  assert.ok(!(await kept(page)).includes('canary'), 'a key at rest');
  await finish({ secrets: [app, here] });
});

test('the reader chooses among the ways, and the choice stays', async () => {
  const { page, finish } = await openOperation('Two keys');
  const way = page.getByLabel('Sign in with');
  assert.deepEqual(await way.locator('option').allInnerTexts(), ['appKey + siteKey', 'login', 'nothing']);
  await way.selectOption('login');
  await page.getByLabel('user', { exact: true }).fill('Анна');
  await page.getByLabel('password', { exact: true }).fill('p:canary');
  assert.equal(await send(page), '200 OK');
  const expected = `Basic ${Buffer.from('Анна:p:canary').toString('base64')}`;
  assert.equal(received.at(-1).headers.authorization, expected);
  assert.equal((await run(page, 'Python', process.env.SNIPPET_PYTHON ?? 'python3', ['-c'])).request.headers.authorization, expected);
  await page.reload();
  await page.locator('main h1', { hasText: 'Two keys' }).waitFor();
  assert.equal(await way.inputValue(), 'login');
  assert.equal(await page.getByLabel('password', { exact: true }).inputValue(), '');
  await way.selectOption('nothing');
  assert.equal(await send(page), '200 OK');
  assert.equal(received.at(-1).headers.authorization, undefined);
  await finish({ secrets: ['p:canary'] });
});

test('what cannot be sent is said, and the rest is explained', async () => {
  const { page, finish } = await openOperation('Two keys');
  await page.getByLabel('X-App-Key', { exact: true }).fill('ключ');
  await page.getByRole('alert').filter({ hasText: 'U+043A' }).waitFor();
  assert.equal(await send(page), '200 OK');
  assert.equal(received.at(-1).headers['x-app-key'], undefined);
  await page.locator('a.row-link', { hasText: 'What a page cannot do' }).click();
  for (const words of ['Digest (RFC 7616)', 'Mutual TLS', 'cannot set cookies', 'does not explain “nowhere”']) {
    await access(page).getByText(words).waitFor();
  }
  await finish();
});

test('a challenge of HTTP Digest is answered by the snippets, and the page says that it cannot', async () => {
  const { page, finish } = await openOperation('By a challenge');
  await page.getByLabel('user', { exact: true }).fill('анна');
  await page.getByRole('alert').filter({ hasText: 'U+0430' }).waitFor();
  await page.getByLabel('user', { exact: true }).fill(LOGIN.user);
  await page.getByLabel('password', { exact: true }).fill(LOGIN.password);
  await access(page).getByText('a page cannot answer').waitFor();
  assert.equal(await send(page), '401 Unauthorized');
  for (const [tab, command, args] of [['cURL', 'bash', ['-c']], ['Python', process.env.SNIPPET_PYTHON ?? 'python3', ['-c']]]) {
    const { text, request } = await run(page, tab, command, args);
    assert.deepEqual([request.method, request.target, request.headers['content-type']], ['PUT', '/api/digest', 'application/json'], tab);
    assert.ok(!text.split('\n\n').at(-1).includes('touch CANARY'), 'the password in the request part');
  }
  await page.getByRole('tab', { name: 'More…' }).click();
  await page.locator('#target').selectOption('go');
  await page.getByText('does not answer the server').waitFor();
  await finish({ secrets: [LOGIN.password], expectErrors: true });
});

test('a machine gets its token from the provider of the description', async () => {
  const { page, finish } = await openOperation('For machines');
  assert.equal(await access(page).count(), 0, 'an empty card');
  await page.getByLabel('client_id', { exact: true }).fill('machine');
  await page.getByLabel('client_secret', { exact: true }).fill('machine-secret-canary');
  await page.getByLabel('client', { exact: true }).selectOption('basic');
  assert.equal(await page.getByRole('checkbox', { name: 'api:read' }).isChecked(), true);
  await page.getByRole('checkbox', { name: 'api:write' }).check();
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await page.getByRole('button', { name: 'Use this token' }).click();
  const request = provider.requests.at(-1);
  assert.equal(request.scope, 'api:read api:write');
  assert.match(request.authorization, /^Basic /);
  assert.equal(await send(page), '200 OK');
  const token = received.at(-1).headers.authorization.slice(7);
  assert.ok(token.length > 20);
  assert.ok(!(await kept(page)).includes('secret-canary'));
  await finish({ secrets: ['machine-secret-canary', token] });
});

test('a user agrees in the provider\'s window; the token is renewed by itself, with a rotated refresh token', async () => {
  const { page, context, finish } = await openOperation('For users');
  await page.getByLabel('client_id', { exact: true }).fill('app');
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  const window = await opening;
  assert.equal(await window.evaluate(() => opener), null);
  await agree(window);
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.ok(window.isClosed() || (await window.waitForEvent('close').then(() => true)));
  assert.equal(provider.requests.at(-1).grant_type, 'authorization_code');
  assert.equal(await send(page), '200 OK');
  const first = received.at(-1).headers.authorization;
  for (const round of [1, 2]) {
    refusals = 1;
    assert.equal(await send(page), '200 OK', `round ${round}`);
    assert.equal(provider.requests.at(-1).grant_type, 'refresh_token');
    assert.notEqual(received.at(-1).headers.authorization, first);
  }
  const stored = await kept(page);
  assert.ok(!stored.includes(provider.requests.at(-1).refresh_token), 'a refresh token at rest');
  assert.ok(!/code=|state=/.test(stored));
  await finish({ secrets: [first.slice(7)] });
});

test('a window of ours has no opener, and no copy of what the tab keeps', async () => {
  const { page, context, finish } = await openOperation('For users');
  await page.locator('#token').fill('kept-canary');
  await page.getByRole('button', { name: 'Set Token' }).click();
  await page.getByText('The token is set').waitFor();
  await page.locator('.sign-in > summary').click();
  await page.getByLabel('client_id', { exact: true }).fill('app');
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  const window = await opening;
  assert.equal(await window.evaluate(() => opener), null);
  // On the site's own origin, where a copy would be seen.
  await window.goto(`${site}site.json`);
  assert.deepEqual(await window.evaluate(() => ({ ...sessionStorage })), {});
  assert.match(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), /kept-canary/);
  await window.close();
  await finish({ secrets: ['kept-canary'] });
});

test('a wrong state, a refusal and a cancelled window give no token', async () => {
  const { page, context, finish } = await openOperation('For users');
  await page.getByLabel('client_id', { exact: true }).fill('app');
  const start = async () => {
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Try it out!' }).click();
    return opening;
  };
  // Another page of the site cannot guess the name of the channel; one that could still lacks the state.
  let window = await start();
  const url = new URL(await page.getByRole('link', { name: 'Open it here' }).getAttribute('href'));
  const state = url.searchParams.get('state');
  const other = await context.newPage();
  await other.goto(`${site}callback.html`);
  await other.evaluate((name) => new BroadcastChannel(name).postMessage('?code=stolen&state=other'), `obzor.sign-in.${state}`);
  await page.getByRole('alert').filter({ hasText: 'does not belong to this request' }).waitFor();
  await window.close();
  window = await start();
  const again = new URL(await page.getByRole('link', { name: 'Open it here' }).getAttribute('href'));
  assert.notEqual(again.searchParams.get('state'), state);
  await other.goto(`${site}callback.html?error=access_denied&error_description=Not+today&state=${again.searchParams.get('state')}`);
  await page.getByRole('alert').filter({ hasText: 'access_denied: Not today' }).waitFor();
  await window.close();
  window = await start();
  await page.locator('.sign-in').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('alert').filter({ hasText: 'Cancelled' }).waitFor();
  await window.close();
  await finish();
});

test('a device\'s code is typed on another page, and the token comes', async () => {
  const { page, context, finish } = await openOperation('For users');
  await page.getByLabel('grant', { exact: true }).selectOption('deviceAuthorization');
  await page.getByLabel('client_id', { exact: true }).fill('app');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  const code = await page.locator('.user-code').innerText();
  const window = await context.newPage();
  await window.goto(`${provider.issuer}/device?user_code=${code}`);
  await window.getByRole('button', { name: 'Continue' }).click();
  await agree(window);
  await page.getByRole('button', { name: 'Use this token' }).click({ timeout: 20_000 });
  assert.match(provider.requests.at(-1).grant_type, /device_code$/);
  await finish();
});

test('a provider of OpenID Connect says itself where it is asked', async () => {
  const { page, context, seen, finish } = await openOperation('By discovery');
  assert.ok(!seen.hosts.has(new URL(provider.issuer).host), 'asked before the reader pressed');
  await page.getByRole('button', { name: 'Read the provider’s settings' }).click();
  await page.getByLabel('client_id', { exact: true }).fill('app');
  await page.getByLabel('grant', { exact: true }).selectOption('authorizationCode');
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await agree(await opening, 'bob');
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(await send(page), '200 OK');
  assert.match(received.at(-1).headers.authorization, /^Bearer /);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Signed out, and the server revoked the token.').waitFor();
  // The refresh token first: with it goes what came of it.
  assert.deepEqual(provider.revoked, ['refresh_token', 'access_token']);
  await finish();
});

test('the old grants work, behind a warning', async () => {
  const { page, finish } = await openOperation('The old ways');
  await page.getByText('RFC 9700 forbids it').waitFor();
  await page.getByLabel('client_id', { exact: true }).fill('app');
  await page.getByLabel('user', { exact: true }).fill('ann');
  await page.getByLabel('password', { exact: true }).fill('password-canary');
  let body;
  mock.service.once('beforeTokenSigning', (token, request) => { body = request.body; });
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(body.grant_type, 'password');
  assert.equal(body.password, 'password-canary');
  await page.getByText('What the token says (JWT)').click();
  await page.locator('.token-contents', { hasText: /"iss": "http:/ }).waitFor();
  await page.getByText('The signature was not checked').waitFor();
  assert.match(await page.locator('.token-contents dl').innerText(), /exp expires\n\d{4}-\d\d-\d\dT/);
  assert.equal(await send(page), '200 OK');
  assert.ok(!(await kept(page)).includes('canary'));
  await finish({ secrets: ['password-canary'] });
});

test('the token of the implicit grant comes in a fragment, which is gone at once', async () => {
  const { page, context, finish } = await openOperation('The old ways');
  await page.getByLabel('grant', { exact: true }).selectOption('implicit');
  await page.getByText('RFC 9700 advises against it').waitFor();
  assert.equal(await page.getByLabel('client_secret', { exact: true }).count(), 0);
  await page.getByLabel('client_id', { exact: true }).fill('app');
  const press = async (choice) => {
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Try it out!' }).click();
    const window = await opening;
    await window.waitForURL('**/authorize?**');
    const url = new URL(window.url());
    assert.equal(`${url.origin}${url.pathname} ${url.searchParams.get('response_type')}`, `${implicit.issuer}/authorize token`);
    await window.getByRole('button', { name: choice }).click();
    await window.waitForURL(`${site}callback.html`);
    await window.evaluate(() => window.leave()).catch(() => {});
  };
  // It would close itself before its address can be looked at.
  await context.addInitScript(() => {
    const { close } = window;
    window.close = () => {};
    window.leave = close.bind(window);
  });
  await press('Refuse');
  await page.getByRole('alert').filter({ hasText: 'access_denied' }).waitFor();
  await press('Agree');
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(await send(page), '200 OK');
  assert.equal(received.at(-1).headers.authorization, 'Bearer implicit-canary');
  await finish({ secrets: ['implicit-canary'] });
});

test('a file that the reader opened has to be trusted before it gets the secret', async () => {
  const { page, finish } = await open(site);
  await page.locator('.file-open input').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(spec) });
  await page.locator('a.row-link', { hasText: 'For machines' }).first().click();
  await page.getByLabel('client_id', { exact: true }).fill('machine');
  await page.getByLabel('client_secret', { exact: true }).fill('machine-secret-canary');
  const button = page.getByRole('button', { name: 'Try it out!' });
  assert.equal(await button.isDisabled(), true);
  await page.locator('.sign-in').getByRole('checkbox', { name: provider.issuer }).check();
  assert.equal(await button.isDisabled(), false);
  // What was typed for it is not for the site's own description, and is gone.
  await page.goto(`${site}#/doors?operation=machine`);
  await page.locator('main h1', { hasText: 'For machines' }).waitFor();
  await page.locator('.sign-in').waitFor();
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#client-secret')?.value === '');
  await finish({ secrets: ['machine-secret-canary'] });
});

test('a file that the reader opened gets no token at its own host without a visible question', async () => {
  const seen = [];
  const elsewhere = await startServer((request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' };
    if (request.method !== 'OPTIONS') seen.push(request.headers.authorization);
    response.writeHead(200, { ...cors, 'Content-Type': 'application/json' }).end('{}');
  });
  const { page, finish } = await open(site);
  const buffer = Buffer.from(spec.replace(`${server}/api`, `${elsewhere}/api`));
  await page.locator('.file-open input').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer });
  await page.locator('a.row-link', { hasText: 'For machines' }).first().click();
  await page.getByLabel('client_id', { exact: true }).fill('machine');
  await page.getByLabel('client_secret', { exact: true }).fill('machine-secret-canary');
  // Two hosts get something; both stand in the question.
  const question = page.locator('.sign-in').getByRole('checkbox', { name: `I trust ${provider.issuer} with my secret, and ${elsewhere} with the token` });
  await question.waitFor();
  await page.locator('#token').fill('pasted-canary');
  await page.getByRole('button', { name: 'Set Token' }).click();
  await page.locator('.token-bar').getByText('not sent to anyone yet').waitFor();
  assert.equal(await send(page), '200 OK');
  assert.deepEqual(seen, [undefined]);
  await page.getByRole('button', { name: `Use it for ${elsewhere}` }).click();
  assert.equal(await send(page), '200 OK');
  assert.deepEqual(seen, [undefined, 'Bearer pasted-canary']);
  await page.locator('.sign-in > summary').click();
  await question.check();
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(await send(page), '200 OK');
  assert.match(seen[2], /^Bearer .{20}/);
  await finish({ secrets: ['machine-secret-canary', 'pasted-canary'] });
});

/** Signs a user in with a provider, in its own window. */
async function signInAs({ page, context }, act = agree) {
  await page.getByLabel('client_id', { exact: true }).fill('app');
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Try it out!' }).click();
  await act(await opening);
}

test('a provider refuses a wrong verifier, and a user who does not agree', async () => {
  const opened = await openOperation('For users');
  const { page, context, finish } = opened;
  await signInAs(opened, (window) => window.getByRole('link', { name: 'Cancel' }).click());
  await page.getByRole('alert').filter({ hasText: 'access_denied' }).waitFor();
  // Another program that caught the code does not know the verifier (RFC 7636 §4.6).
  await context.route(`${provider.issuer}/token`, (route) => {
    const body = new URLSearchParams(route.request().postData());
    if (body.has('code_verifier')) body.set('code_verifier', 'x'.repeat(64));
    return route.continue({ postData: body.toString() });
  });
  const errors = provider.errors.length;
  await signInAs(opened);
  await page.getByRole('alert').filter({ hasText: 'invalid_grant' }).waitFor();
  assert.deepEqual(provider.errors.slice(errors), ['invalid_grant']);
  assert.equal(await page.getByRole('button', { name: 'Use this token' }).count(), 0);
  await finish();
});

for (const minutes of [-10, 10]) {
  test(`a token of a real provider ends when it ends, also by a clock that is ${minutes} minutes off`, { timeout: 90_000 }, async () => {
    const short = await startProvider({ callback: `${site}callback.html`, life: 6 });
    const opened = await open('about:blank');
    const { page, finish } = opened;
    await page.addInitScript((off) => {
      const { now } = Date;
      Date.now = () => now() + off;
    }, minutes * 60_000);
    files['/specs/access.json'] = specWith(short.issuer);
    await page.goto(`${site}#/doors?operation=user`);
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    files['/specs/access.json'] = spec;
    await signInAs(opened);
    await page.getByRole('button', { name: 'Use this token' }).click();
    assert.equal(await send(page), '200 OK');
    assert.equal(short.requests.length, 1, 'renewed although it lives');
    await page.getByText('The token has expired').waitFor();
    assert.equal(await send(page), '200 OK');
    assert.deepEqual(short.requests.map((request) => request.grant_type), ['authorization_code', 'refresh_token']);
    await finish();
  });
}
