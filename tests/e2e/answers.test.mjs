// What a server answers with, when it is slow, endless, broken, huge, or not text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { heap, open, siteFor, startServer, startSite } from './harness.mjs';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const asked = [];
let hungUp;
let blanks;

/** An answer by the path that was asked for. */
const ANSWERS = {
  '/events': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    let count = 0;
    const timer = setInterval(() => response.write(`data: tick ${count += 1}\n\n`), 50);
    response.on('close', () => clearInterval(timer));
  },
  // One event, and then a long silence.
  '/first': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: one\n\n');
    hungUp = new Promise((done) => response.on('close', done));
    setTimeout(() => response.write('data: two\n\n'), 100);
  },
  '/broken': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 1000 });
    response.write('the beginning');
    setTimeout(() => response.destroy(), 100);
  },
  '/silent': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.write('and then nothing');
  },
  '/slow': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    let left = 12;
    const timer = setInterval(() => {
      response.write('drip ');
      left -= 1;
      if (left === 0) { clearInterval(timer); response.end('done'); }
    }, 300);
  },
  '/huge': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Disposition': 'attachment; filename="../huge.json"' });
    const piece = Buffer.alloc(1_000_000, 'x');
    let left = 60;
    const write = () => { while (left > 0) { left -= 1; if (!response.write(piece)) return response.once('drain', write); } response.end(); };
    write();
  },
  '/bomb': (response) => {
    blanks ??= gzipSync(Buffer.alloc(200_000_000, ' '));
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(blanks);
  },
  '/large.json': (response) => {
    const items = Array.from({ length: 40_000 }, (_, id) => ({ id, name: `user ${id}`, note: 'lorem ipsum dolor sit amet lorem ipsum dolor sit amet' }));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(items));
  },
  '/exact': (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"n":9007199254740993,"a":1.10,"a":-0,"e":1e400}'),
  '/deep': (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('['.repeat(100_000) + ']'.repeat(100_000)),
  '/notjson': (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a":}'),
  '/koi8': (response) => response.writeHead(200, { 'Content-Type': 'application/json; charset=koi8-r' }).end(Buffer.from('{"a":"\xf0\xd2\xc9\xd7\xc5\xd4"}', 'latin1')),
  '/bom': (response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(Buffer.from('\ufeffПривет', 'utf16le')),
  '/bytes': (response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(Buffer.from([0x61, 0xff, 0x62])),
  '/picture': (response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end(PNG),
  '/vector': (response) => response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"><script>window.ran=1</script></svg>'),
  '/page': (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<script>window.ran=1</script><img src=x onerror="window.ran=1">'),
  '/file': (response) => response.writeHead(200, { 'Content-Type': 'application/pdf' }).end(Buffer.from('%PDF-1.7 \x00\x01', 'latin1')),
  '/wide': (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ s: 'a'.repeat(1_000_000) })),
  '/denied': (response) => response.writeHead(403, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="write:all"', 'Access-Control-Expose-Headers': 'WWW-Authenticate' }).end('{}'),
  '/hidden': (response) => response.writeHead(401).end('{}'),
};

const server = await startServer((request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', '*');
  if (request.method === 'OPTIONS') return response.writeHead(204).end();
  asked.push(request.url);
  return (ANSWERS[request.url] ?? ((it) => it.writeHead(404).end()))(response);
});
const site = await startSite({
  '/site.json': siteFor(new URL(server).host, (_, api) => { api.servers[0].url = 'http://{address}'; delete api.signIn; }),
});

const own = () => open(`${site}#/?operation=own`);

async function ask(page, resource) {
  await page.locator('#own-resource').fill(resource);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

async function askWhole(page, resource) {
  await ask(page, resource);
  await page.locator('.progress').waitFor({ state: 'detached', timeout: 20_000 });
  return page.locator('#outcome').innerText();
}

test('an endless stream is shown as it comes, and what came stays when it is stopped', async () => {
  const { page, finish } = await own();
  await ask(page, '/events');
  await page.locator('.is-coming', { hasText: /tick 2\d/ }).waitFor();
  assert.match(await page.locator('.facts strong').innerText(), /200/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#outcome .notice', { hasText: 'You stopped the response' }).waitFor();
  assert.match(await page.locator('#body-panel').innerText(), /data: tick 1\n\ndata: tick 2\n/);
  await finish();
});

test('what came last is shown, also if nothing comes after it', async () => {
  const { page, finish } = await own();
  await ask(page, '/first');
  await page.locator('.is-coming', { hasText: 'data: two' }).waitFor();
  // Who goes to another page has not waited for it.
  await page.getByRole('link', { name: 'Telephony API', exact: true }).click();
  await hungUp;
  await finish();
});

test('an answer that drips is not cut off by the timeout, one that falls silent is', async () => {
  const { page, finish } = await own();
  await page.locator('.timeout input').fill('1');
  await page.locator('.timeout input').blur();
  assert.match(await askWhole(page, '/slow'), /(drip ){12}done/);
  const silent = await askWhole(page, '/silent');
  assert.match(silent, /Nothing more came for 1 s/);
  assert.match(silent, /and then nothing/);
  await finish();
});

test('what came of an answer that broke off is shown', async () => {
  const { page, finish } = await own();
  const text = await askWhole(page, '/broken');
  assert.match(text, /broke off before its end/);
  assert.match(text, /the beginning/);
  await finish({ expectErrors: true });
});

test('of a huge answer the beginning is kept, and all of it can be downloaded', { timeout: 60_000 }, async () => {
  const { page, finish } = await own();
  const text = await askWhole(page, '/huge');
  assert.match(text, /larger than 50 MB/);
  assert.ok(text.length < 500_000);
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 20_000 }),
    page.getByRole('button', { name: 'Send again and download all of it' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'huge.json');
  assert.equal(readFileSync(await download.path()).length, 60_000_000);
  await finish();
});

test('a gzip bomb and megabytes of JSON leave the page alive', { timeout: 60_000 }, async () => {
  const { page, finish } = await own();
  assert.match(await askWhole(page, '/bomb'), /larger than 50 MB/);
  assert.ok(await heap(page) < 900);
  assert.match(await askWhole(page, '/large.json'), /"name": "user 1"/);
  assert.match(await askWhole(page, '/wide'), /"s": "aaaa/);
  await page.getByRole('button', { name: 'Dark' }).click();
  await finish();
});

test('digits, order and repeated names of JSON are those of the server', async () => {
  const { page, finish } = await own();
  const text = await askWhole(page, '/exact');
  for (const line of ['"n": 9007199254740993,', '"a": 1.10,', '"a": -0,', '"e": 1e400']) assert.ok(text.includes(line), line);
  assert.match(await askWhole(page, '/deep'), /Nested too deeply/);
  assert.match(await askWhole(page, '/notjson'), /Not valid JSON at line 1, column 6/);
  await finish();
});

test('characters are read by the charset that the server or a byte order mark states', async () => {
  const { page, finish } = await own();
  assert.match(await askWhole(page, '/koi8'), /"a": "Привет"/);
  assert.match(await askWhole(page, '/bom'), /Привет/);
  assert.match(await askWhole(page, '/bytes'), /no characters of utf-8/);
  await finish();
});

test('pages, pictures and files are shown without running any of them', async () => {
  const { page, finish } = await own();
  assert.match(await askWhole(page, '/page'), /<script>window\.ran=1<\/script>/);
  assert.match(await askWhole(page, '/vector'), /<script>window\.ran=1<\/script>/);
  await askWhole(page, '/picture');
  const picture = page.locator('#outcome img');
  await picture.waitFor();
  assert.equal(await picture.evaluate((it) => it.naturalWidth), 1);
  assert.match(await picture.getAttribute('src'), /^blob:/);
  assert.match(await askWhole(page, '/file'), /00000000\s+25 50 44 46 2d/);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  await finish();
});

test('why a server refuses is said in words, also if the page may not read it', async () => {
  const { page, finish } = await own();
  assert.match(await askWhole(page, '/denied'), /the token does not cover this request\. \(write:all\)/);
  assert.match(await askWhole(page, '/hidden'), /Access-Control-Expose-Headers/);
  await finish({ expectErrors: true });
});
