// An author's first site: made, looked at while it is written, checked.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { staticServer } from '../../tools/serve.mjs';
import { BINARY, DIST, listen, onEnd, open } from './harness.mjs';

const folder = mkdtempSync(join(tmpdir(), 'obzor-author-'));
onEnd(() => rmSync(folder, { recursive: true, force: true }));
const site = join(folder, 'docs');

/** What a command says, and whether it is content. */
function run(...args) {
  try {
    return { said: execFileSync(BINARY, args, { encoding: 'utf8', stdio: 'pipe' }), ok: true };
  } catch ({ stdout, stderr }) {
    return { said: stdout + stderr, ok: false };
  }
}

async function serve() {
  const child = spawn(BINARY, ['serve', site, '--app', DIST, '--port', '0']);
  onEnd(() => child.kill('SIGKILL'));
  return new Promise((done, fail) => {
    child.once('exit', () => fail(new Error('obzor serve did not start')));
    child.stdout.on('data', (data) => done(String(data).match(/http:\/\/[\d.:]+\//)[0]));
  });
}

test('a new site has nothing to complain of, and is not written over', () => {
  assert.ok(run('new', site).ok);
  assert.deepEqual(run('check', site), { said: '', ok: true });
  const again = run('new', site);
  assert.ok(!again.ok && /is there already/.test(again.said));
});

test('what is written is seen at once, and its operation is sent', async () => {
  const { page, finish } = await open(await serve());
  await page.getByRole('heading', { name: 'Getting started', level: 1 }).waitFor();
  const path = join(site, 'pages/start.md');
  writeFileSync(path, readFileSync(path, 'utf8').replace('# Getting started', '# Begin here'));
  await page.getByRole('heading', { name: 'Begin here', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'here', exact: true }).click();
  await page.locator('a.row-link', { hasText: 'List notes' }).click();
  await page.locator('#server').selectOption('sandbox');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  assert.equal(await page.locator('.facts strong').innerText(), '200 OK');
  await finish();
});

test('nothing outside of the folder is served', async () => {
  const base = await serve();
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  for (const path of ['../secret.txt', '..%2fsecret.txt', '%2e%2e/secret.txt', 'pages/../../secret.txt', '/etc/passwd', '%2fetc%2fpasswd']) {
    const answer = await fetch(base + path);
    assert.equal(answer.status, 404, path);
  }
});

test('each mistake is told with its file and its line', () => {
  const write = (path, text) => writeFileSync(join(site, path), text);
  write('pages/start.md', '# A\n\n[gone](gone.md)\n\n[bad](javascript:alert(1))\n');
  write('specs/api.yaml', `${readFileSync(join(site, 'specs/api.yaml'), 'utf8')}    Wrong: { type: object }\n`.replace("#/components/schemas/NewNote' }\n      responses", "#/components/schemas/Lost' }\n      responses"));
  const lines = run('check', site).said.trim().split('\n');
  assert.match(lines[0], /pages\/start\.md:3: .*gone\.md$/);
  assert.match(lines[1], /pages\/start\.md:5: .*javascript:/);
  const at = readFileSync(join(site, 'specs/api.yaml'), 'utf8').split('\n').findIndex((line) => line.includes('Lost')) + 1;
  assert.match(lines[2], new RegExp(`specs/api\\.yaml:${at}: .*Lost.*leads nowhere.*\\(/paths/~1notes/post/requestBody`));
  assert.equal(lines.length, 3);
  write('site.json', '{\n  "title": "T",\n  "apis": [\n    { "id": 5, "title": "A", "description": "specs/api.yaml" }\n  ]\n}\n');
  assert.match(run('check', site, '--language', 'ru').said, /site\.json:4: .*\(\/apis\/0\/id\)/);
});

test('every example is sound, and is built', () => {
  const names = readdirSync('examples', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.ok(names.length > 2);
  for (const name of names) {
    assert.deepEqual(run('check', join('examples', name)), { said: '', ok: true }, name);
    const built = run('build', join('examples', name), '--app', DIST, '--out', join(folder, `built-${name}`));
    assert.ok(built.ok, built.said);
  }
});

test('an example answers from its own sandbox, in its own colours', async () => {
  const { page, finish } = await open(`${await listen(staticServer(join(folder, 'built-petstore')))}/`);
  await page.getByRole('heading', { name: 'Adopt a pet', level: 1 }).waitFor();
  await page.goto(`${page.url().split('#')[0]}#/petstore?operation=getPet`);
  await page.locator('main h1', { hasText: 'Find a pet' }).waitFor();
  await page.locator('#server').selectOption('sandbox');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.facts strong', { hasText: '200 OK' }).waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()), '#8a3d12');
  await finish();
});

test('a site looks as its author wants, in the app and in its plain pages', async () => {
  const other = join(folder, 'looks');
  assert.ok(run('new', other).ok);
  const path = join(other, 'site.json');
  const json = JSON.parse(readFileSync(path, 'utf8'));
  const look = { style: 'theme.css', logo: 'logo.svg', icon: 'own.svg', footer: [{ title: { en: 'Terms', ru: 'Условия' }, url: 'https://example.com/terms' }, { title: 'Begin', url: '#/start' }] };
  writeFileSync(path, JSON.stringify({ ...json, ...look }));
  assert.match(run('check', other).said, /theme\.css: .*\n.*logo\.svg: .*\n.*own\.svg: /);
  writeFileSync(join(other, 'theme.css'), ':root { --accent: rgb(120, 30, 90); --page: rgb(250, 245, 250); }');
  for (const name of ['logo.svg', 'own.svg']) writeFileSync(join(other, name), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2" fill="#781e5a"/></svg>');
  assert.deepEqual(run('check', other), { said: '', ok: true });
  const out = join(folder, 'looks-out');
  const built = run('build', other, '--app', DIST, '--out', out);
  assert.ok(built.ok, built.said);
  const colour = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const base = `${await listen(staticServer(out))}/`;
  const { page, finish } = await open(base);
  await page.locator('.site-footer').getByRole('link', { name: 'Terms' }).waitFor();
  assert.equal(await page.locator('link[data-look]').count(), 1);
  assert.equal(await colour(page), 'rgb(250, 245, 250)');
  assert.ok(await page.locator('.site-header .logo').evaluate((image) => image.naturalWidth > 0));
  assert.match(await page.locator('link[rel~=icon]').getAttribute('href'), /own\.svg$/);
  await page.goto(`${base}read/start.html`);
  assert.equal(await colour(page), 'rgb(250, 245, 250)');
  assert.ok(await page.locator('.site-header .logo').evaluate((image) => image.naturalWidth > 0));
  await page.locator('.site-footer').getByRole('link', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Getting started', level: 1 }).waitFor();
  await finish();
  // Without a build, by site.json alone.
  const plain = await open(`${await listen(staticServer(DIST, { overrides: Object.fromEntries(['site.json', 'theme.css', 'logo.svg', 'pages/start.md', 'specs/api.yaml'].map((name) => [`/${name}`, readFileSync(join(other, name), 'utf8')])) }))}/`);
  await plain.page.locator('.site-footer').waitFor();
  assert.equal(await colour(plain.page), 'rgb(250, 245, 250)');
  await plain.finish({ expectErrors: true });
});

test('the hosts that a page may ask are printed', () => {
  const other = join(folder, 'hosts');
  mkdirSync(other, { recursive: true });
  const put = (site) => writeFileSync(join(other, 'site.json'), JSON.stringify({ title: 'H', ...site }));
  const flow = (tokenUrl) => ({ type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } });
  writeFileSync(join(other, 'a.json'), JSON.stringify({
    openapi: '3.1.0', info: { title: 'A', version: '1' }, servers: [{ url: 'https://{where}.example.com/v1', variables: { where: { default: 'eu', enum: ['eu', 'us'] } } }, { url: '/v1' }],
    paths: { '/a': { servers: [{ url: 'https://files.example.com' }], get: { security: [{ o: [] }], responses: {} } } },
    components: { securitySchemes: { o: flow('https://login.example.com/token') } },
  }));
  const described = { id: 'a', title: 'A', description: 'a.json' };
  put({ apis: [described] });
  assert.deepEqual(run('hosts', other), { said: '"connect": ["https://eu.example.com","https://files.example.com","https://login.example.com","https://us.example.com"]\n', ok: true });
  // The site that is built names them by itself; the author's own file stays as it is.
  const narrowed = () => {
    const built = run('build', other, '--app', DIST, '--out', join(folder, 'hosts-out'));
    assert.ok(built.ok, built.said);
    return { said: built.said, connect: JSON.parse(readFileSync(join(folder, 'hosts-out/site.json'), 'utf8')).connect };
  };
  const all = ['https://eu.example.com', 'https://files.example.com', 'https://login.example.com', 'https://us.example.com'];
  assert.deepEqual(narrowed().connect, all);
  assert.ok(!readFileSync(join(other, 'site.json'), 'utf8').includes('connect'));
  put({ connect: ['https://mine.example.com'], apis: [described] });
  assert.deepEqual(narrowed().connect, ['https://mine.example.com']);
  const servers = [{ id: 's', title: 'S', url: 'https://{where}.example.com', variables: { where: { default: 'eu' } } }];
  put({ apis: [{ ...described, servers }] });
  const free = run('hosts', other);
  assert.ok(!free.ok && /what readers type for where decides/.test(free.said), free.said);
  const wide = narrowed();
  assert.ok(wide.connect === undefined, wide.connect);
  assert.match(wide.said, /may ask any https host/);
});
