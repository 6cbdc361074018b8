// The sign-in in the tab itself: away to a provider that others wrote, and back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { agree, startProvider } from './authority.mjs';
import { open, send, startServer, startSite } from './harness.mjs';

const received = [];
const server = await startServer((request, response) => {
  const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' };
  if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
  received.push(request.headers.authorization);
  response.writeHead(200, { ...cors, 'Content-Type': 'application/json' }).end('{"ok":true}');
});
const files = {
  '/site.json': JSON.stringify({ title: 'Doors', apis: [{ id: 'doors', title: 'Doors', description: 'specs/access.json' }] }),
};
const site = await startSite(files);
const provider = await startProvider({ callback: `${site}callback.html` });
const spec = readFileSync('tests/corpus/specs/access.json', 'utf8')
  .replaceAll('SERVER', server).replaceAll('ISSUER', provider.issuer).replaceAll('MOCK', provider.issuer).replaceAll('IMPLICIT', provider.issuer);
files['/specs/access.json'] = spec;
const address = `${site}#/doors?operation=user`;

async function openForm(options) {
  const opened = await open(address, options);
  await opened.page.getByLabel('client_id', { exact: true }).fill('app');
  return opened;
}

const here = (page) => page.getByRole('button', { name: 'Sign in in this tab' });

/** Goes to the provider; gives the state that the page sent along. */
async function leave(page) {
  const leaving = page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth`));
  await here(page).click();
  return new URL((await leaving).url()).searchParams.get('state');
}

const stored = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

test('the tab goes to the provider and comes back to the operation with a token', async () => {
  const { page, finish } = await openForm();
  await leave(page);
  await agree(page);
  await page.getByRole('button', { name: 'Use this token' }).click();
  assert.equal(page.url(), address);
  assert.equal(provider.requests.at(-1).grant_type, 'authorization_code');
  assert.equal(await page.getByLabel('client_id', { exact: true }).inputValue(), 'app');
  assert.equal(await send(page), '200 OK');
  assert.match(received.at(-1), /^Bearer .{20}/);
  const left = await stored(page);
  assert.ok(!/verifier|code=/.test(left), left);
  // Nor does the way back lead to the code.
  await page.goBack();
  assert.ok(!page.url().includes('code='), page.url());
  await finish({ secrets: [received.at(-1).slice(7)] });
});

test('who does not agree comes back too, and is told', async () => {
  const { page, finish } = await openForm();
  const state = await leave(page);
  await page.goto(`${site}callback.html?error=access_denied&error_description=Not+today&state=${state}`);
  await page.getByRole('alert').filter({ hasText: 'access_denied: Not today' }).waitFor();
  assert.equal(page.url(), address);
  // An answer is good for once.
  await page.goto(`${site}callback.html?code=again&state=${state}`);
  await page.getByText('The sign-in goes on in the documentation').waitFor();
  assert.ok(!(await stored(page)).includes('again'));
  await finish();
});

test('an answer that was made elsewhere is nobody\'s, and no address leads out of the site', async () => {
  const { page, finish } = await openForm();
  const state = await leave(page);
  await page.goto(`${site}callback.html?code=stolen&state=other`);
  await page.getByText('The sign-in goes on in the documentation').waitFor();
  assert.ok(!(await stored(page)).includes('stolen'));
  await page.evaluate((elsewhere) => {
    const left = JSON.parse(sessionStorage.getItem('obzor.redirect'));
    sessionStorage.setItem('obzor.redirect', JSON.stringify({ ...left, back: elsewhere }));
  }, provider.issuer);
  await page.goto(`${site}callback.html?code=wrong&state=${state}`);
  await page.waitForURL((url) => url.href.startsWith(site) && !url.pathname.endsWith('callback.html'));
  await finish();
});

test('who turns back, and who signs out, leaves nothing behind', async () => {
  const { page, finish } = await openForm();
  const state = await leave(page);
  await page.waitForURL((url) => url.href.startsWith(provider.issuer));
  await page.goto(address);
  await page.getByLabel('client_id', { exact: true }).waitFor();
  assert.ok(!(await stored(page)).includes('verifier'));
  // The answer to it is nobody's now.
  await page.goto(`${site}callback.html?code=late&state=${state}`);
  await page.getByText('The sign-in goes on in the documentation').waitFor();
  assert.ok(!(await stored(page)).includes('late'));
  await finish();
});

test('a code that the provider did not give is refused in words', async () => {
  const { page, finish } = await openForm();
  const state = await leave(page);
  await page.goto(`${site}callback.html?code=wrong&state=${state}`);
  await page.getByRole('alert').filter({ hasText: 'invalid_grant' }).waitFor();
  await finish({ expectErrors: true });
});

test('a client with a secret, and a file that the reader opened, are given a window alone', async () => {
  const { page, finish } = await openForm();
  assert.equal(await here(page).isDisabled(), false);
  await page.getByLabel('client_secret', { exact: true }).fill('secret-canary');
  assert.equal(await here(page).isDisabled(), true);
  await page.locator('.file-open input').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(spec) });
  await page.locator('a.row-link', { hasText: 'For users' }).first().click();
  await page.getByLabel('client_id', { exact: true }).fill('app');
  await page.locator('.sign-in').getByRole('checkbox', { name: provider.issuer }).check();
  assert.equal(await here(page).isDisabled(), true);
  await finish({ secrets: ['secret-canary'] });
});
