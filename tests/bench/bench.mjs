// make bench: sizes, the first view, and what a large page costs beside a small one, in one run.
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
await browser.close();
