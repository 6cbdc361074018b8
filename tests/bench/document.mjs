// make bench: an Atlassian document of 1 MB beside one of 10 kB, in one run: the work of the main thread until
// its text is painted and until all of it is there, and the longest task on the way. And how long the core takes to
// read it and make its tree, natively.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { staticServer } from '../../tools/serve.mjs';

const DIST = process.env.OBZOR_DIST ?? 'dist';
const RUNS = 5;

const words = 'the request goes to the server of the chosen environment and its answer is shown beside the snippet'.split(' ');
const sentence = (seed, count) => Array.from({ length: count }, (_, index) => words[(seed * 7 + index * 5) % words.length]).join(' ');
const text = (content, ...marks) => ({ type: 'text', text: content, ...(marks.length && { marks: marks.map((type) => ({ type })) }) });
const paragraph = (seed) => ({ type: 'paragraph', content: [text(sentence(seed, 9)), text(sentence(seed + 1, 3), 'strong'), text(sentence(seed + 2, 6)), { type: 'status', attrs: { text: 'ready', color: 'green' } }] });
const cell = (seed) => ({ type: 'tableCell', attrs: {}, content: [{ type: 'paragraph', content: [text(sentence(seed, 4))] }] });

/** Sections with headings, paragraphs, a list, a panel, a table and code, up to a length in bytes. */
function documentOf(bytes) {
  const content = [];
  for (let seed = 0, length = 0; length < bytes; seed += 1) {
    const section = [
      { type: 'heading', attrs: { level: 2 }, content: [text(`Section ${seed}`)] }, paragraph(seed), paragraph(seed + 3),
      { type: 'bulletList', content: [1, 2, 3].map((item) => ({ type: 'listItem', content: [paragraph(seed + item)] })) },
      { type: 'panel', attrs: { panelType: 'note' }, content: [paragraph(seed)] },
      { type: 'table', attrs: { layout: 'default' }, content: [1, 2, 3, 4].map((row) => ({ type: 'tableRow', content: [cell(seed + row), cell(seed), cell(row)] })) },
      { type: 'codeBlock', attrs: { language: 'json' }, content: [text('{\n  "a": 1,\n  "b": "text"\n}')] },
    ];
    content.push(...section);
    length += JSON.stringify(section).length;
  }
  return JSON.stringify({ type: 'doc', version: 1, content });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(browser, origin) {
  const page = await browser.newPage();
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const work = async () => (await client.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'TaskDuration').value * 1000;
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => { for (const { duration, startTime } of list.getEntries()) if (startTime > (globalThis.from ?? Infinity)) globalThis.longest = Math.max(globalThis.longest, duration); }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(origin);
  await page.locator('#console').waitFor();
  await page.waitForTimeout(300);
  const before = await work();
  await page.evaluate(() => new Promise((done) => {
    globalThis.from = performance.now();
    const watch = new MutationObserver(() => {
      if (!document.querySelector('.doc .prose h2')?.textContent.startsWith('Section')) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(done));
    });
    watch.observe(document.body, { childList: true, subtree: true });
    location.hash = '#/big';
  }));
  const first = await work() - before;
  await page.locator('.doc .prose > :last-child:is(.code)').waitFor();
  let count = -1;
  for (;;) {
    await page.waitForTimeout(400);
    const now = await page.locator('.doc .prose > *').count();
    if (now === count) break;
    count = now;
  }
  const all = await work() - before;
  const elements = await page.locator('.doc .prose *').count();
  const longest = await page.evaluate(() => globalThis.longest);
  await page.close();
  return { first, all, longest, elements };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
console.log(`\n${'Atlassian document'.padEnd(24)}${'elements'.padStart(10)}${'to text: work'.padStart(15)}${'in all'.padStart(10)}${'longest task'.padStart(14)}`);
for (const bytes of [10_000, 100_000, 1_000_000]) {
  const site = JSON.stringify({
    title: 'Bench', pages: [{ id: 'p', title: 'P', file: 'p.json' }, { id: 'big', title: 'Big', file: 'big.json' }],
    apis: [{ id: 'a', title: 'A', servers: [{ id: 's', title: 'S', url: 'https://api.example.com' }] }],
  });
  const server = staticServer(DIST, { overrides: { '/site.json': site, '/p.json': '{"type":"doc","content":[]}', '/big.json': documentOf(bytes) } });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, `http://127.0.0.1:${server.address().port}/`));
  server.closeAllConnections();
  server.close();
  const [first, all, longest, elements] = ['first', 'all', 'longest', 'elements'].map((key) => median(runs.map((run) => run[key])));
  console.log(`${`${bytes / 1000} kB`.padEnd(24)}${String(elements).padStart(10)}${`${first.toFixed(0)} ms`.padStart(15)}${`${all.toFixed(0)} ms`.padStart(10)}${`${longest.toFixed(0)} ms`.padStart(14)}`);
}
await browser.close();

/** The time in milliseconds that the core takes for each document. */
function read(documents) {
  const folder = mkdtempSync(join(tmpdir(), 'obzor-bench-'));
  const paths = documents.map((text, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, text);
    return path;
  });
  const printed = execFileSync('cargo', ['bench', '-q', '--locked', '--bench', 'read', '--', ...paths], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return printed.trim().split('\n').map((line) => Number(line.split('\t')[1]));
}

const [small, large] = read([10_000, 1_000_000].map(documentOf));
console.log(`\nread and made a tree natively: 10 kB ${small} ms, 1 MB ${large} ms`);
