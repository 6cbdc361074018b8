// make bench: sizes, the first view, what a large page costs beside a small one, and what a key costs while
// a body grows, in one run.
//
// "Work" is the main thread's task time by the browser's own count (CDP Performance.TaskDuration),
// the median of several runs; ratios are of this run.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { staticServer } from '../../tools/serve.mjs';

const DIST = process.env.OBZOR_DIST ?? 'dist';
const RUNS = 5;

const text = (content) => ({ type: 'paragraph', content: [{ type: 'text', text: content }] });
const row = (kind, cells) => ({ type: 'tableRow', content: cells.map((cell) => ({ type: kind, content: [text(cell)] })) });
const table = (rows, from = 0) => ({
  type: 'table',
  content: [row('tableHeader', ['method', 'resource', 'data']),
    ...Array.from({ length: rows }, (_, index) => row('tableCell', ['GET', `/thing/${from + index}/`, 'page=1']))],
});
const tabs = (count, rows) => Array.from({ length: count }, (_, index) => ({
  id: `tab-${index}`, label: `Tab ${index}`, type: 'tab',
  content: { type: 'doc', version: 1, content: [text(`Text of tab ${index}`), table(rows, index * rows)] },
}));

const PAGES = {
  'small: 3 tabs of 10 rows': tabs(3, 10),
  'wide: 200 tabs of 10 rows': tabs(200, 10),
  'long: 2 tabs of 2,000 rows': tabs(2, 2000),
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const shown = (milliseconds) => `${milliseconds.toFixed(1)} ms`.padStart(10);

async function measure(browser, origin) {
  const page = await browser.newPage();
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const work = async () => (await client.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  await page.goto(origin);
  await page.locator('#doc-0-panel table').waitFor();
  await page.waitForTimeout(300);
  const load = await work();
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  const switches = [];
  for (const tab of [1, 0, 1, 0, 1]) {
    const before = await work();
    // Pressed inside the page, so that the driver's own work does not count; then two frames.
    await page.evaluate((index) => new Promise((done) => {
      document.getElementById(`doc-0-tab-${index}`).click();
      requestAnimationFrame(() => requestAnimationFrame(done));
    }), tab);
    switches.push(await work() - before);
  }
  await page.close();
  return { load, paint, change: median(switches) };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

const sizes = readdirSync(DIST).filter((name) => /\.(wasm|js|css|html)\.br$/.test(name));
const total = sizes.reduce((sum, name) => sum + statSync(join(DIST, name)).size, 0);
console.log(`program, styles and index.html: ${(total / 1000).toFixed(1)} kB of brotli\n`);
console.log(`${'page'.padEnd(30)}${'first paint'.padStart(12)}${'open: work'.padStart(12)}${'switch: work'.padStart(13)}${'ratio'.padStart(8)}`);

let base;
for (const [name, content] of Object.entries(PAGES)) {
  const site = JSON.stringify({
    title: 'Bench', pages: [{ id: 'p', title: 'P', file: 'p.json' }],
    apis: [{ id: 'a', title: 'A', servers: [{ id: 's', title: 'S', url: 'https://api.example.com' }] }],
  });
  const server = staticServer(DIST, { overrides: { '/site.json': site, '/p.json': JSON.stringify(content) } });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, `http://127.0.0.1:${server.address().port}/`));
  server.closeAllConnections();
  server.close();
  const [paint, load, change] = ['paint', 'load', 'change'].map((key) => median(runs.map((run) => run[key])));
  base ??= change;
  console.log(`${name.padEnd(30)}${shown(paint).padStart(12)}${shown(load).padStart(12)}${shown(change).padStart(13)}${(change / base).toFixed(1).padStart(8)}`);
}

/**
 * A key in a JSON body of some length, from the event to the end of all that it sets in motion (what the browser takes
 * to lay out its own text field is not ours); and a change of the request beside a snippet in view: the main thread's
 * scripts, and until it is shown.
 */
async function typing(origin, length) {
  const page = await browser.newPage();
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const work = async () => (await client.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'ScriptDuration').value * 1000;
  await page.goto(`${origin}#/p?operation=own`);
  await page.locator('#own-method').fill('POST');
  await page.getByRole('button', { name: '+ body' }).click();
  const body = JSON.stringify({ items: Array.from({ length: length / 100 }, (_, index) => ({ index, text: 'x'.repeat(60) })) }, null, 1);
  // Not by the driver: it takes a minute for a text of that length.
  await page.locator('#body').evaluate((field, text) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, body);
  const keys = [];
  for (let run = 0; run < RUNS * 2; run += 1) {
    keys.push(await page.evaluate(() => new Promise((done) => {
      const field = document.getElementById('body');
      field.focus();
      field.setSelectionRange(12, 12);
      const { port1, port2 } = new MessageChannel();
      const start = performance.now();
      port1.onmessage = () => done(performance.now() - start);
      document.execCommand('insertText', false, ' ');
      port2.postMessage(null);
    })));
  }
  // The snippet in view: its own tab, while the request changes beside it.
  await page.locator('#view-tab-1').click();
  await page.locator('.snippet-code', { hasText: 'curl' }).waitFor();
  const [works, waits] = [[], []];
  for (let run = 0; run < RUNS * 2; run += 1) {
    const before = await work();
    const wait = await page.evaluate((value) => new Promise((done) => {
      const start = performance.now();
      const code = document.querySelector('.snippet-code');
      const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now() - start); });
      watch.observe(code, { childList: true, subtree: true, characterData: true });
      const input = document.getElementById('own-resource');
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }), `/a/${run}`);
    waits.push(wait);
    works.push(await work() - before);
  }
  await page.close();
  return { key: median(keys), work: median(works), wait: median(waits) };
}

console.log(`\n${'body'.padEnd(30)}${'key: work'.padStart(12)}${'snippet: script'.padStart(17)}${'until shown'.padStart(13)}`);
const server = staticServer(DIST, { overrides: {
  '/site.json': JSON.stringify({
    title: 'Bench', languages: ['en'], pages: [{ id: 'p', title: 'P', file: 'p.json' }],
    apis: [{ id: 'a', title: 'A', servers: [{ id: 's', title: 'S', url: 'https://api.example.com' }] }],
  }),
  '/p.json': JSON.stringify(PAGES['small: 3 tabs of 10 rows']),
} });
await new Promise((done) => server.listen(0, '127.0.0.1', done));
for (const length of [1_000, 10_000, 100_000, 1_000_000]) {
  const { key, work, wait } = await typing(`http://127.0.0.1:${server.address().port}/`, length);
  console.log(`${`${length / 1000} kB of JSON`.padEnd(30)}${shown(key).padStart(12)}${shown(work).padStart(17)}${shown(wait).padStart(13)}`);
}
server.closeAllConnections();
server.close();
await browser.close();
