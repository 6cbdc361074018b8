// The reference of an API: from a description's file to its contents, its pages, its console.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { staticServer } from '../../tools/serve.mjs';
import { DIST, open, send, startServer, startSite } from './harness.mjs';

const SHOP = readFileSync('tests/corpus/specs/shop.yaml', 'utf8');
const PARTS = readFileSync('tests/corpus/specs/shop-parts.yaml', 'utf8');
const SPECS = process.env.OBZOR_SPECS;

const received = [];
const server = await startServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    if (request.method !== 'OPTIONS') {
      received.push({ method: request.method, target: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
    }
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Access-Control-Allow-Methods': '*', 'Content-Type': 'application/json',
    }).end('{"id":7}');
  });
});

/** A site of one description. */
const siteOf = (spec, { file = 'api.yaml', site = {}, files = {} } = {}) => startSite({
  '/site.json': JSON.stringify({ title: 'Shop', apis: [{ id: 'shop', title: 'Shop', description: `specs/${file}` }], ...site }),
  [`/specs/${file}`]: spec,
  '/specs/shop-parts.yaml': PARTS,
  ...files,
});
const shop = await siteOf(SHOP.replace('SERVER', server));

const row = (page, title) => page.locator('a.row-link', { hasText: title });
const heading = (page) => page.locator('main h1').innerText();

async function openOperation(page, title) {
  await row(page, title).first().click();
  await page.locator('main h1', { hasText: title }).waitFor();
}

test('the contents name the groups, the operations, the webhooks and the schemas', async () => {
  const { page, finish } = await open(shop);
  await row(page, 'List things').waitFor();
  assert.equal(await heading(page), 'Shop');
  assert.equal(await page.locator('.r-facts').getByRole('link', { name: 'api.yaml' }).getAttribute('href'), `${shop}specs/api.yaml`);
  assert.deepEqual(await page.locator('.contents .group-title').allInnerTexts(), ['Things', 'reports', 'Webhooks', 'Schemas']);
  assert.deepEqual(await page.locator('a.row-link').allInnerTexts(), [
    'GET\nList things', 'POST\nCreate a thing', 'GET\nGet a thing', 'DEL\nDelete a thing', 'GET\nReport of a day', 'POST\nA thing was sold',
  ]);
  await page.locator('.contents .group', { hasText: 'Schemas' }).click();
  await row(page, 'Thing').last().waitFor();
  await page.locator('.contents .group', { hasText: 'Things' }).click();
  assert.equal(await row(page, 'List things').count(), 0);
  await finish();
});

test('an operation shows its parameters, body, answers, callbacks and the author\'s samples', async () => {
  const { page, finish } = await open(shop);
  await openOperation(page, 'Create a thing');
  const text = await page.locator('main article').innerText();
  for (const part of ['/things', 'createThing', 'name must be new.', 'What it is called', 'Ruby', '201', '409', 'The name is taken']) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(!/read only/.test(await page.locator('main article section', { hasText: 'Request body' }).first().innerText()), 'what is only read is not sent');
  await page.locator('details', { hasText: 'sold' }).last().locator('summary').first().click();
  await page.locator('main article', { hasText: 'Thanks' }).waitFor();
  await finish();
});

test('a page is asked for as the button goes down, once', async () => {
  const { page, finish } = await open(shop);
  await row(page, 'Get a thing').waitFor();
  await page.evaluate(() => {
    window.asked = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function postMessage(message, ...rest) {
      if (message[1] === 'page') window.asked.push(JSON.parse(message[2]).operation);
      return post.call(this, message, ...rest);
    };
  });
  const asked = () => page.evaluate(() => window.asked);
  await row(page, 'Get a thing').hover();
  await page.mouse.down();
  assert.deepEqual(await asked(), ['getThing']);
  await page.mouse.up();
  await page.locator('main h1', { hasText: 'Get a thing' }).waitFor();
  assert.deepEqual(await asked(), ['getThing']);
  // A press that ends elsewhere changes nothing, and the next page is the one that is pressed.
  await row(page, 'List things').hover();
  await page.mouse.down();
  await page.locator('main h1').hover();
  await page.mouse.up();
  await openOperation(page, 'Delete a thing');
  assert.equal((await asked()).length, 3);
  await finish();
});

test('a schema opens as deep as it goes, and comes back to itself', async () => {
  const { page, finish } = await open(`${shop}#/shop?schema=Thing`);
  await page.locator('main h1', { hasText: 'Thing' }).waitFor();
  const parts = () => page.locator('.s-name', { hasText: /^parts$/ });
  for (let depth = 1; depth <= 3; depth++) {
    assert.equal(await parts().count(), depth);
    await page.locator('main .s-prop', { has: parts() }).last().locator('details[data-lazy] > summary').first().click();
    await parts().nth(depth).waitFor();
  }
  await page.locator('details[data-lazy] > summary', { hasText: 'Variants' }).first().click();
  await page.getByRole('tab', { name: 'Word' }).first().click();
  assert.equal(await page.getByRole('tab', { name: 'Word' }).first().getAttribute('aria-selected'), 'true');
  await finish();
});

test('the form knows what is required, its bounds and choices; what it sends is what was described', async () => {
  const { page, finish } = await open(shop);
  await openOperation(page, 'List things');
  await page.getByLabel('kind', { exact: true }).selectOption('pen');
  await page.getByLabel('page', { exact: true }).fill('99');
  assert.equal(await page.getByLabel('page', { exact: true }).getAttribute('aria-invalid'), 'true');
  await page.getByLabel('page', { exact: true }).fill('2');
  await page.getByLabel('ids', { exact: true }).fill('3\n4');
  assert.equal(await send(page), '200 OK');
  const sent = received.at(-1);
  assert.deepEqual([sent.method, sent.target, sent.headers['x-trace']], ['GET', '/v1/things?kind=pen&page=2&ids=3&ids=4', undefined]);
  await finish();
});

test('examples fill the body, in each media type', async () => {
  const { page, finish } = await open(shop);
  await openOperation(page, 'Create a thing');
  assert.equal(await page.locator('#body').inputValue(), '{\n  "name": "Pen",\n  "price": 1.50\n}');
  await page.locator('#body-example').selectOption({ label: 'book · application/json' });
  assert.equal(await page.locator('#body').inputValue(), '{\n  "name": "Book"\n}');
  await page.locator('#body-example').selectOption({ label: 'application/x-www-form-urlencoded' });
  await page.getByLabel(/^name/).fill('Ручка & Co');
  assert.equal(await send(page), '200 OK');
  const sent = received.at(-1);
  assert.deepEqual([sent.headers['content-type'], new URLSearchParams(sent.body).get('name')], ['application/x-www-form-urlencoded', 'Ручка & Co']);
  await finish();
});

test('an answer is compared with its description', async () => {
  const { page, finish } = await open(shop);
  await openOperation(page, 'List things');
  assert.equal(await send(page), '200 OK');
  await page.getByText('The response differs from its description:').waitFor();
  assert.match(await page.locator('#outcome .faults').innerText(), /array/);
  await openOperation(page, 'Create a thing');
  assert.equal(await send(page), '200 OK');
  await page.getByText('The description has no response for the status 200.').waitFor();
  // The sandbox answers as the description says.
  await page.locator('#server').selectOption('sandbox');
  await openOperation(page, 'List things');
  await send(page);
  await page.getByText('The body is as described.').waitFor();
  await finish();
});

test('a server of the description is chosen with its variables', async () => {
  const { page, finish } = await open(shop);
  await openOperation(page, 'Get a thing');
  assert.equal(await page.locator('#url').innerText(), `${server}/v1/things/7`);
  await page.locator('#server').selectOption({ index: 1 });
  await page.getByLabel('region').selectOption('us');
  assert.equal(await page.locator('#url').innerText(), 'https://us.shop.example/v1/things/7');
  await finish();
});

test('the search forgives a slip, marks what matches, and goes there by the keyboard', async () => {
  const { page, finish } = await open(shop);
  await row(page, 'List things').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('reprot');
  await page.locator('.finder-list mark').first().waitFor();
  assert.match(await page.locator('.finder-list li').first().innerText(), /Report of a day/);
  await page.keyboard.press('Enter');
  await page.locator('main h1', { hasText: 'Report of a day' }).waitFor();
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await page.keyboard.press('Control+k');
  await page.locator('#finder-query').fill('nothing of the kind');
  await page.locator('.finder-none', { hasText: 'Nothing was found' }).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await finish();
});

test('addresses stay: deep links, back and forward, the anchors of other explorers', async () => {
  const { page, finish } = await open(`${shop}#/shop?operation=getThing`);
  await page.locator('main h1', { hasText: 'Get a thing' }).waitFor();
  await openOperation(page, 'Delete a thing');
  assert.equal(new URL(page.url()).hash, '#/shop?operation=delete+%2Fthings%2F%7Bthing_id%7D');
  await page.goBack();
  await page.locator('main h1', { hasText: 'Get a thing' }).waitFor();
  await page.goForward();
  await page.locator('main h1', { hasText: 'Delete a thing' }).waitFor();
  for (const anchor of ['#/things/getThing', '#operation/getThing', '#tag/things/operation/getThing', '#/operations/getThing', '#tag/x/paths/~1things~1{thing_id}/get']) {
    await page.evaluate((hash) => { location.hash = hash; }, anchor);
    await page.locator('main h1', { hasText: 'Get a thing' }).waitFor();
    await page.evaluate(() => { location.hash = '#/shop'; });
    await page.locator('main h1', { hasText: 'Shop' }).waitFor();
  }
  await finish();
});

test('what is broken is said in its place, the rest is shown', async () => {
  const { page, finish } = await open(`${shop}#/shop?operation=getReport`);
  await page.locator('main', { hasText: '#/components/parameters/Missing' }).waitFor();
  await page.getByLabel(/^day/).waitFor();
  await page.evaluate(() => { location.hash = '#/shop?operation=nobody'; });
  await page.locator('.notice', { hasText: 'nobody' }).waitFor();
  await finish();
});

for (const [name, spec, words] of [
  ['a page of a login', '<!doctype html><title>Sign in</title>', /no API description/],
  ['nothing', '', /no API description/],
  ['broken YAML', 'openapi: 3.1.0\ninfo: [', /not YAML/],
  ['a description that breaks off', '{"openapi":"3.1.0","info":{"title":"T"},"paths":{"/a":{"get":{"summary":"A"}},"/b":{"get":{"summ', /breaks off/],
]) {
  test(`${name} is called so`, async () => {
    const { page, finish } = await open(await siteOf(spec));
    await page.locator('.notice', { hasText: words }).waitFor();
    await finish();
  });
}

test('a description that is not there is named with its status', async () => {
  const { page, finish } = await open(await siteOf(null));
  await page.locator('.notice', { hasText: '404' }).waitFor();
  await finish();
});

test('a file of the reader\'s own is read without leaving the browser', async () => {
  const { page, finish } = await open(shop);
  await row(page, 'List things').waitFor();
  const own = '{"swagger":"2.0","info":{"title":"Own"},"paths":{"/own":{"get":{"summary":"My own","responses":{}}}}}';
  await page.locator('.file-open input').setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(own) });
  await row(page, 'My own').waitFor();
  assert.equal(await heading(page), 'Own');
  await page.goBack();
  await row(page, 'List things').waitFor();
  await finish();
});

test('what a file of the reader\'s own shows stays apart from the site', async () => {
  const pages = [{ id: 'guide', title: 'Guide', file: 'pages/guide.json' }];
  const { page, finish } = await open(await siteOf(SHOP.replace('SERVER', server), {
    site: { pages }, files: { '/pages/guide.json': '{"title":"The guide","blocks":["Read me"]}' },
  }));
  const own = (title) => JSON.stringify({
    openapi: '3.1.0', info: { title }, servers: [{ url: 'https://{region}.own.example' , variables: { region: { default: 'eu' } } }],
    paths: { '/x': { get: { operationId: 'same', summary: `See ${title}`, parameters: [{ name: 'X-Key', in: 'header', schema: { type: 'string' } }] } } },
  });
  const openFile = async (title) => {
    await page.locator('.file-open input').setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(own(title)) });
    await row(page, `See ${title}`).click();
    await page.locator('main h1', { hasText: `See ${title}` }).waitFor();
  };
  await page.getByRole('link', { name: 'Shop', exact: true }).last().click();
  await row(page, 'List things').waitFor();
  await openFile('One');
  await page.getByLabel('X-Key', { exact: true }).fill('secret of One');
  await page.getByLabel('region').fill('inner');
  await page.getByRole('link', { name: 'Guide' }).click();
  await page.locator('main h1', { hasText: 'The guide' }).waitFor();
  assert.equal(await page.locator('.contents').count(), 0);
  await page.getByRole('link', { name: 'Shop', exact: true }).last().click();
  await row(page, 'List things').waitFor();
  await openFile('Two');
  assert.equal(await page.getByLabel('X-Key', { exact: true }).inputValue(), '');
  assert.equal(await page.locator('#url').innerText(), 'https://eu.own.example/x');
  await finish();
});

test('two descriptions do not mix: by language, by link, and when one is not there', async () => {
  const spec = (title, id) => JSON.stringify({ openapi: '3.1.0', info: { title }, paths: { '/p': { get: { operationId: id, summary: `About ${title}`, responses: {} } } } });
  const site = { apis: [
    { id: 'one', title: 'First', description: { en: 'specs/en.json', ru: 'specs/ru.json' } },
    { id: 'two', title: 'Second', description: 'specs/two.json' },
    { id: 'none', title: 'Third', description: 'specs/none.json' },
  ] };
  const files = { '/specs/en.json': spec('English', 'same'), '/specs/ru.json': spec('Russian', 'same'), '/specs/two.json': spec('Two', 'same') };
  const { page, finish } = await open(`${await siteOf('{}', { site, files })}#/two`);
  await page.locator('main h1', { hasText: 'Two' }).waitFor();
  await page.getByRole('link', { name: 'First' }).click();
  await page.locator('main h1', { hasText: 'English' }).waitFor();
  await page.getByRole('button', { name: /^RU/ }).click();
  await page.locator('main h1', { hasText: 'Russian' }).waitFor();
  await row(page, 'About Russian').click();
  await page.locator('main h1', { hasText: 'About Russian' }).waitFor();
  await page.getByRole('link', { name: 'Third' }).click();
  await page.locator('.notice', { hasText: '404' }).waitFor();
  assert.equal(await page.locator('main h1').count(), 0);
  assert.equal(await row(page, 'About').count(), 0);
  await finish();
});

test('a deep link is answered before all has arrived, and mended when it has', async () => {
  const files = staticServer(DIST, { overrides: { '/site.json': JSON.stringify({ title: 'S', apis: [{ id: 's', title: 'S', description: 'specs/s.json' }] }) } });
  const text = JSON.stringify({
    openapi: '3.1.0', info: { title: 'Slow' },
    paths: { '/a': { get: { operationId: 'a', summary: 'Early', parameters: [{ $ref: '#/components/parameters/late' }] } } },
    'x-room': 'x'.repeat(300_000),
    servers: [{ url: 'https://late.example' }],
    components: { parameters: { late: { name: 'late', in: 'query', schema: { type: 'string' } } } },
  });
  let release;
  const rest = new Promise((resolve) => { release = resolve; });
  const origin = await startServer(async (request, response) => {
    if (request.url !== '/specs/s.json') return files.emit('request', request, response);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write(text.slice(0, 200_000));
    await rest;
    response.end(text.slice(200_000));
  });
  const { page, finish } = await open(`${origin}/#/s?operation=a`);
  await page.locator('main h1', { hasText: 'Early' }).waitFor();
  assert.equal(await page.locator('.arriving').isVisible(), true);
  release();
  await page.getByLabel('late', { exact: true }).waitFor();
  assert.equal(await page.locator('#url').innerText(), 'https://late.example/a');
  assert.equal(await page.locator('main .notice').count(), 0);
  await finish();
});

test('an address in the address bar is opened only if the site lists its origin', async () => {
  const other = '/specs/other.json';
  const files = { [other]: '{"openapi":"3.0.0","info":{"title":"Other"},"paths":{"/o":{"get":{"summary":"Other one","responses":{}}}}}' };
  const closed = await open(`${await siteOf(SHOP, { files })}?url=${other}`);
  await closed.page.locator('.notice', { hasText: 'descriptionOrigins' }).waitFor();
  assert.equal(await row(closed.page, 'Other one').count(), 0);
  await closed.finish();
  const listed = await open(`${await siteOf(SHOP, { files, site: { descriptionOrigins: ['self'] } })}?url=${other}`);
  await row(listed.page, 'Other one').waitFor();
  await listed.finish();
});

test('everything in the contents can be reached by the arrow keys', async () => {
  const { page, finish } = await open(shop);
  await row(page, 'List things').waitFor();
  await page.locator('.contents .group').first().focus();
  for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Create a thing/);
  await page.keyboard.press('Enter');
  await page.locator('main h1', { hasText: 'Create a thing' }).waitFor();
  await finish();
});

for (const file of ['github-3.0.json', 'msgraph-v1-3.0.json', 'stripe-3.0.json']) {
  const path = SPECS && join(SPECS, 'public', file);
  const skip = path && existsSync(path) ? false : 'OBZOR_SPECS has no such file';
  test(`${file}: only what is in view is drawn, and a click shows its page`, { skip }, async () => {
    const { page, finish } = await open(await siteOf(readFileSync(path), { file: 'api.json' }));
    await page.locator('a.row-link .row-title').nth(3).waitFor();
    const title = await page.locator('a.row-link .row-title').nth(3).innerText();
    await page.locator('a.row-link').nth(3).click();
    await page.locator('main h1').filter({ hasText: title }).waitFor();
    await page.locator('.arriving').waitFor({ state: 'hidden' });
    assert.ok(await page.locator('.contents *').count() < 1000, 'the list is a window');
    await page.keyboard.press('Control+k');
    await page.locator('#finder-query').fill('list users');
    await page.locator('.finder-list li').first().waitFor();
    await finish();
  });
}
