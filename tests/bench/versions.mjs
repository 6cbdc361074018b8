// make bench: two versions compared, in Chromium: of a page of 1 MB, and of an API description where OBZOR_SPECS names
// some. The time until the comparison is shown, and the longest task of the main thread on the way.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { staticServer } from '../../tools/serve.mjs';

const DIST = process.env.OBZOR_DIST ?? 'dist';
const RUNS = 3;

const words = 'the request goes to the server of the chosen environment and its answer is shown beside the snippet'.split(' ');

/** A page of some bytes; in the version `edited`, one paragraph of sixty has another word. */
function pageOf(bytes, edited) {
  const lines = [];
  for (let number = 0, length = 0; length < bytes; number += 1) {
    const text = Array.from({ length: 40 }, (_, index) => words[(number * 7 + index * 5) % words.length]);
    if (edited && number % 60 === 1) text[20] = 'changed';
    const line = number % 12 === 0 ? `## Section ${number}` : `${number}. ${text.join(' ')}`;
    lines.push(line);
    length += line.length;
  }
  return lines.join('\n\n');
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(browser, overrides, hash, shown) {
  const server = staticServer(DIST, { overrides });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const page = await browser.newPage();
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration); }).observe({ type: 'longtask' });
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/#/${hash.split('?')[0]}`);
  await page.locator('.doc h1').first().waitFor();
  await page.waitForTimeout(2000);
  const time = await page.evaluate(async ([to, selector]) => {
    globalThis.longest = 0;
    const from = performance.now();
    location.hash = `#/${to}`;
    while (!document.querySelector(selector)) {
      if (performance.now() - from > 60_000) throw new Error(`${to}: not shown in a minute`);
      await new Promise((done) => setTimeout(done, 5));
    }
    return performance.now() - from;
  }, [hash, shown]);
  await page.waitForTimeout(1500);
  const longest = await page.evaluate(() => globalThis.longest);
  await page.close();
  server.closeAllConnections();
  server.close();
  return [time, longest];
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const version = { id: '1', title: '1' };
const api = { id: 'a', title: 'A', servers: [{ id: 's', title: 'S', url: 'https://api.example.com' }] };
const siteOf = (parts) => ({ '/site.json': JSON.stringify({ title: 'Bench', apis: [api], ...parts }) });
const cases = [1_000_000, 10_000].map((bytes) => [`page, ${bytes / 1000} kB`, {
  ...siteOf({ pages: [{ id: 'p', title: 'P', file: 'p.md', versions: [{ ...version, file: 'old.md' }] }] }),
  '/p.md': pageOf(bytes, true), '/old.md': pageOf(bytes, false),
}, 'p?compare=1', '.diff-legend']);
for (const name of process.env.OBZOR_SPECS ? ['github-3.0.json', 'stripe-3.0.json', 'petstore-3.0.json'] : []) {
  const path = [join(process.env.OBZOR_SPECS, 'public', name), join(process.env.OBZOR_SPECS, name)].find(existsSync);
  if (!path) continue;
  const text = readFileSync(path, 'utf8');
  // A reference that much of the description uses changes its kind.
  const at = text.lastIndexOf('"type":"string"') + 1 || text.lastIndexOf('"type": "string"') + 1;
  const edited = text.slice(0, at - 1) + text.slice(at - 1).replace(/"type": ?"string"/, '"type":"integer"');
  cases.push([`API, ${name}, ${(text.length / 1e6).toFixed(1)} MB`, {
    ...siteOf({ apis: [{ ...api, description: 'new.json', versions: [{ ...version, description: 'old.json' }] }] }),
    '/old.json': text, '/new.json': edited,
  }, 'a?compare=1', '.changes-counts, .changes-same']);
}
console.log(`\n${'two versions compared'.padEnd(36)}${'until shown'.padStart(12)}${'longest task'.padStart(14)}`);
for (const [name, overrides, hash, shown] of cases) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, overrides, hash, shown));
  const [time, longest] = [0, 1].map((index) => median(runs.map((one) => one[index])));
  console.log(`${name.padEnd(36)}${`${time.toFixed(0)} ms`.padStart(12)}${`${longest.toFixed(0)} ms`.padStart(14)}`);
}
await browser.close();
