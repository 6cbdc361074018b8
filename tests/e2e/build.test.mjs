// `obzor build`: a site as static files. Every page is there without a program, and the app beside them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { staticServer } from '../../tools/serve.mjs';
import { BINARY, DIST, listen, onEnd, open } from './harness.mjs';
import { faults } from './validator.mjs';

const folder = mkdtempSync(join(tmpdir(), 'obzor-build-'));
onEnd(() => rmSync(folder, { recursive: true, force: true }));

const build = (site, out, ...more) => execFileSync(BINARY, ['build', site, '--app', DIST, '--out', out, ...more], { encoding: 'utf8', stdio: 'pipe' });
const out = join(folder, 'demo');
const said = build('public', out, '--url', 'https://docs.example.com/telephony');
const pages = readdirSync(join(out, 'read'), { recursive: true }).filter((name) => name.endsWith('.html')).map((name) => join('read', name));
const text = (path) => readFileSync(join(out, path), 'utf8');
const site = await listen(staticServer(out, {}));

test('every page and every operation has its file, in both languages', () => {
  assert.match(said, new RegExp(` ${pages.length} pages`));
  const keys = [...readFileSync('public/specs/telephony.en.yaml', 'utf8').split('\ncomponents:')[0].matchAll(/^ {4,6}operationId: (\w+)/gm)].map(([, key]) => key);
  assert.ok(keys.length > 60);
  for (const key of keys) for (const language of ['', 'en/']) assert.ok(pages.includes(`read/${language}telephony/${key}.html`), key);
  for (const id of ['start', 'operations', 'first-call', 'sign-in', 'errors', 'recordings']) assert.ok(pages.includes(`read/en/${id}.html`), id);
});

test('the pages are HTML as it should be', async () => {
  for (const path of pages) assert.deepEqual(await faults(text(path)), [], path);
});

// The demo, the documentation of Obzor itself, and the site that `obzor new` makes.
for (const [name, from] of [['demo', 'public'], ['documentation', 'docs/site'], ['new', 'examples/new']]) {
  test(`every link leads to a file, and to a place that is there: ${name}`, () => {
    const root = name === 'demo' ? out : join(folder, name);
    if (name !== 'demo') build(from, root);
    assert.equal(execFileSync(BINARY, ['check', from], { encoding: 'utf8' }), '');
    const read = (path) => readFileSync(join(root, path), 'utf8');
    const all = readdirSync(join(root, 'read'), { recursive: true }).filter((path) => path.endsWith('.html')).map((path) => join('read', path));
    for (const path of all) {
      for (const [, href] of read(path).matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (/^(https?|mailto|tel|data):/.test(href)) continue;
        const [file, fragment = ''] = href.split('#');
        const target = file ? relative(root, resolve(root, dirname(path), file)) : path;
        assert.ok(existsSync(join(root, target)), `${path}: ${href}`);
        if (target !== 'index.html' && fragment) assert.ok(read(target).includes(`id="${decodeURIComponent(fragment)}"`), `${path}: ${href}`);
      }
    }
  });
}

test('search engines and tools find all of it', () => {
  const locations = [...text('sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url);
  assert.equal(locations.length, pages.length + 1);
  assert.ok(locations.every((url) => url.startsWith('https://docs.example.com/telephony/')));
  assert.match(text('robots.txt'), /Sitemap: https:\/\/docs\.example\.com\/telephony\/sitemap\.xml/);
  for (const [, path] of text('llms.txt').matchAll(/\]\(https:\/\/docs\.example\.com\/telephony\/([^)]+)\)/g)) assert.match(text(path), /^# /);
  const page = text('read/en/telephony/getUser.html');
  for (const part of ['<html lang="en">', '<title>Get the current user', 'name="description"', 'rel="canonical" href="https://docs.example.com/telephony/read/en/telephony/getUser.html"',
    'property="og:title"', 'hreflang="ru"', 'type="text/markdown"']) assert.ok(page.includes(part), part);
});

test('a page is read without JavaScript, and leads to the same operation of the app', async () => {
  const { page, context, finish } = await open(`${site}/read/en/telephony/createExtension.html`, { javaScriptEnabled: false });
  await page.getByRole('heading', { name: 'Create an extension', level: 1 }).waitFor();
  assert.match(await page.locator('main').innerText(), /ExtensionCreate[\s\S]*A number \(100\)/);
  assert.equal(await page.locator('main button').count(), 0);
  const to = await page.getByRole('link', { name: /Open in the explorer/ }).getAttribute('href');
  await finish();
  assert.ok(context);
  const app = await open(new URL(to, `${site}/read/en/telephony/`).href);
  await app.page.getByRole('heading', { name: 'Create an extension', level: 1 }).waitFor();
  await app.finish();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing in the pages: ${colorScheme}, ${width} px`, async () => {
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      for (const path of ['read/start.html', 'read/en/sign-in.html', 'read/en/telephony/index.html', 'read/telephony/createExtension.html']) {
        const { page, finish } = await open(`${site}/${path}`, { colorScheme, viewport: { width, height: 800 } });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        assert.deepEqual(violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target}`)), [], path);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, path);
        await finish();
      }
    });
  }
}

test('the first text is there before the program, and stays where it is', async () => {
  const { page, finish } = await open(`${site}/`, { locale: 'ru-RU', javaScriptEnabled: false });
  const first = await page.locator('article h1').boundingBox();
  assert.match(await page.locator('article').innerText(), /Try it out!/);
  await finish();
  const app = await open(`${site}/`, { locale: 'ru-RU' });
  await app.page.locator('#console').waitFor();
  assert.equal(await app.page.locator('#loading').count(), 0);
  const then = await app.page.locator('article h1').boundingBox();
  assert.deepEqual([then.x, then.y], [first.x, first.y]);
  await app.finish();
});

test('what is wrong with a site is said with its file', () => {
  const wrong = (files) => {
    const own = mkdtempSync(join(folder, 'wrong-'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(own, path)), { recursive: true });
      writeFileSync(join(own, path), content);
    }
    try {
      build(own, join(own, 'out'));
    } catch (error) {
      return error.stderr;
    }
    return '';
  };
  assert.match(wrong({}), /site\.json: No such file/);
  assert.match(wrong({ 'site.json': '{"title":"T","apis":[{"id":"a","title":"A"}]}' }), /site\.json: \/apis\/0\/servers is missing/);
  const api = '{"title":"T","apis":[{"id":"a","title":"A","description":"a.yaml"}]}';
  assert.match(wrong({ 'site.json': api }), /a\.yaml: No such file/);
  assert.match(wrong({ 'site.json': api, 'a.yaml': 'a: 1\n' }), /a\.yaml: .*no API description/);
  assert.equal(wrong({ 'site.json': api, 'a.yaml': 'openapi: 3.1.0\npaths: {}\n' }), '');
});
