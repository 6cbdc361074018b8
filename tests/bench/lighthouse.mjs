// make bench-lighthouse: Lighthouse on the release build: the demo's first page, an operation of its description, a built page, and
// the smallest of descriptions; on a desktop and on the phone that Lighthouse simulates. Lighthouse comes from npm.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { staticServer } from '../../tools/serve.mjs';

const DIST = process.env.OBZOR_DIST ?? 'dist';
const BINARY = process.env.OBZOR_BIN ?? join(process.env.CARGO_TARGET_DIR ?? 'target', 'debug/obzor');
const FOLDER = resolve(process.env.CARGO_TARGET_DIR ?? 'target', 'lighthouse');
// The newest that runs with Node.js 20.
const PACKAGE = 'lighthouse@12.8.2';
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'interactive', 'cumulative-layout-shift'];

if (!existsSync(join(FOLDER, 'node_modules/lighthouse'))) {
  mkdirSync(FOLDER, { recursive: true });
  execFileSync('npm', ['install', '--prefix', FOLDER, '--no-save', '--ignore-scripts', PACKAGE], { stdio: 'inherit' });
}
const load = async (path) => (await import(pathToFileURL(join(FOLDER, 'node_modules/lighthouse', path)).href)).default;
const lighthouse = await load('core/index.js');
const desktop = await load('core/config/desktop-config.js');

const listen = async (server) => {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server.address().port;
};
const built = mkdtempSync(join(tmpdir(), 'obzor-lighthouse-'));
process.on('exit', () => rmSync(built, { recursive: true, force: true }));
execFileSync(BINARY, ['build', 'public', '--app', DIST, '--out', built]);
const demo = `http://127.0.0.1:${await listen(staticServer(DIST))}/`;
const site = `http://127.0.0.1:${await listen(staticServer(built))}/`;
const PLACES = { 'the demo': demo, 'an operation': `${demo}#/telephony?operation=getUser`, 'the built site': site, 'a page without the program': `${site}read/en/first-call.html` };

async function freePort() {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}

/** What Lighthouse says of an address, in a browser of its own. */
async function judge(url, config) {
  const [port, profile] = [await freePort(), mkdtempSync(join(tmpdir(), 'obzor-profile-'))];
  const browser = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...FLAGS, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
  try {
    for (let round = 0; round < 100; round += 1) {
      if (await fetch(`http://127.0.0.1:${port}/json/version`).then(({ ok }) => ok, () => false)) break;
      await new Promise((done) => { setTimeout(done, 100); });
    }
    const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'] }, config);
    return lhr;
  } finally {
    browser.kill('SIGKILL');
    await new Promise((done) => browser.once('exit', done));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

for (const [form, config] of [['desktop', desktop], ['phone', undefined]]) {
  for (const [name, url] of Object.entries(PLACES)) {
    const { categories, audits } = await judge(url, config);
    const scores = Object.values(categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`);
    const times = TIMES.map((id) => `${id.replace(/[a-z]+-?/g, (word) => word[0])} ${Number(audits[id].numericValue.toFixed(id.endsWith('shift') ? 3 : 0))}`);
    console.log(`${form.padEnd(8)}${name.padEnd(28)}${scores.join('  ')}   ${times.join('  ')}`);
    for (const { auditRefs, id } of Object.values(categories)) {
      for (const { id: audit, weight } of auditRefs) {
        const { score, displayValue = '' } = audits[audit];
        if (weight > 0 && score !== null && score < 1 && id !== 'performance') console.log(`          ${id}: ${audit} ${displayValue}`);
      }
    }
  }
}
process.exit(0);
