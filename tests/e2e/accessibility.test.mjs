// The script of docs/accessibility.md, pressed in the demo; and what readers set in their systems.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { open, startServer, startSite, siteFor } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const site = await startSite();

/** The tables of the document: where each begins, and its rows. */
function scripts() {
  const sections = readFileSync('docs/accessibility.md', 'utf8').split('\n## ').slice(1);
  return sections.map((section) => {
    const [title] = section.split('\n');
    const [, hash] = /^At `(#[^`]*)`/m.exec(section);
    const rows = section.split('\n').filter((line) => line.startsWith('| ')).slice(2)
      .map((line) => line.split('|').slice(1, 4).map((cell) => cell.trim()));
    return { title, hash, rows };
  });
}

/** `Tab ×4` is pressed so often; what stands in quotes is typed in the place of what is there. */
async function press(page, keys) {
  const typed = /^"(.*)"$/.exec(keys);
  if (typed) {
    await page.keyboard.press('Control+a');
    return page.keyboard.type(typed[1]);
  }
  const [, key, times = '1'] = /^(\S+)(?: ×(\d+))?$/.exec(keys);
  for (let time = 0; time < Number(times); time += 1) await page.keyboard.press(key);
}

/** Role, name and state of what has the focus. */
async function focused(page) {
  const isNowhere = await page.evaluate(() => [null, document.body].includes(document.activeElement));
  if (isNowhere) return 'document';
  const [first] = (await page.locator(':focus').ariaSnapshot()).split('\n');
  return /^- (\w+(?: "(?:[^"\\]|\\.)*")?(?: \[[^\]]*\])*)/.exec(first)?.[1] ?? first;
}

const told = (page) => page.locator('[role=status]:visible, [role=alert]:visible').allInnerTexts();

/** Waits until a question has the wanted answer; else says what it was. */
async function becomes(ask, is, wanted, what) {
  let found;
  for (const start = Date.now(); Date.now() - start < 5_000;) {
    found = await ask();
    if (is(found)) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  assert.equal(found, wanted, what);
}

const SCRIPTS = scripts();
assert.ok(SCRIPTS.length > 3);
for (const { title, hash, rows } of SCRIPTS) {
  test(`by keyboard: ${title}`, async () => {
    const { page, finish } = await open(`${site}${hash}`);
    await page.locator('main h1').first().waitFor();
    await page.locator('#server').waitFor();
    assert.ok(rows.length > 3);
    for (const [index, [keys, focus, words]] of rows.entries()) {
      const step = `${title}, step ${index + 1}: ${keys}`;
      await press(page, keys);
      await becomes(() => focused(page), (found) => found === focus, focus, step);
      if (words) await becomes(() => told(page), (found) => found.join('\n').includes(words), words, step);
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.ok(outline !== 'none' || ['document', 'main'].includes(focus), `${step}: no focus is seen`);
    }
    await finish();
  });
}

async function audit(page, state) {
  await page.waitForTimeout(200);
  await page.evaluate(axe);
  const rules = { 'target-size': { enabled: true } };
  const { violations } = await page.evaluate((chosen) => window.axe.run(document, { resultTypes: ['violations'], rules: chosen }), rules);
  assert.deepEqual(violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`)), [], state);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${state}: the page is ${overflow} px too wide`);
}

const PLACES = ['#/', '#/operations', '#/telephony', '#/telephony?operation=createExtension', '#/telephony?schema=Extension', '#/telephony?operation=getUser&view=curl',
  '#/telephony?compare=0.9', '#/first-call', '#/sign-in?compare=1', '#/~changes'];

// 640 px is a window of 1280 px at a zoom of 200 %.
for (const width of [320, 640, 1920]) {
  test(`axe finds nothing in any place of the demo: ${width} px`, { timeout: 120_000 }, async () => {
    const { page, finish } = await open(site, { viewport: { width, height: 800 } });
    for (const place of PLACES) {
      await page.evaluate((hash) => { location.hash = hash; }, place);
      await page.locator('main h1').first().waitFor();
      await page.waitForTimeout(400);
      await audit(page, `${place} at ${width} px`);
    }
    await finish();
  });
}

test('who wants less motion sees none', async () => {
  const slow = await startServer(() => {});
  const { page, finish } = await open(await startSite({ '/site.json': siteFor(slow.slice(7)) }), { reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.progress').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.ok(await page.evaluate(() => document.getAnimations().length) > 0, 'nothing would have moved');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await finish({ expectErrors: true });
});

test('in the colours of the system, what is chosen and what has the focus can still be seen', async () => {
  const { page, finish } = await open(`${site}#/telephony?operation=getUser`, { forcedColors: 'active' });
  await page.locator('#view-tab-0').waitFor();
  const look = (selector) => page.locator(selector).first().evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor, style.borderBlockEndColor, style.borderBlockEndWidth, style.borderInlineStartColor, style.outlineStyle, style.fontWeight].join();
  });
  for (const [chosen, other] of [['#view-tab-0', '#view-tab-1'], ['.choices [aria-pressed=true]', '.choices [aria-pressed=false]'], ['.pages [aria-current]', '.pages a:not([aria-current])'], ['.contents .row-link[aria-current]', '.contents .row-link:not([aria-current])']]) {
    assert.notEqual(await look(chosen), await look(other), chosen);
  }
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
  await audit(page, 'forced colours');
  await finish();
});

test('a newcomer has a first answer after four presses, in either language, and nobody else is asked', async () => {
  for (const [locale, words] of [['en-US', ['Fill in', 'Use this token', 'Send']], ['ru-RU', ['Подставить', 'Использовать этот токен', 'Отправить']]]) {
    const { page, seen, finish } = await open(site, { locale });
    const [fill, use, send] = words;
    for (const name of [fill, 'Try it out!', use, send]) await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.facts strong', { hasText: '200 OK' }).waitFor();
    await page.getByRole('tab', { name: 'cURL' }).last().click();
    await page.locator('.snippet-code', { hasText: 'curl --location' }).waitFor();
    assert.deepEqual([...seen.hosts], [new URL(site).host]);
    await finish();
  }
});

test('a reader with a phone finds an operation, reads it and sends it', async () => {
  const { page, finish } = await open(`${site}#/telephony`, { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  await page.locator('main h1').first().waitFor();
  await page.getByRole('button', { name: 'Contents' }).tap();
  await page.locator('.contents a.row-link', { hasText: 'List extensions' }).tap();
  const title = page.locator('main h1', { hasText: 'List extensions' });
  await title.waitFor();
  // The title is in view, and what stands above it leaves it room.
  const { y } = await title.boundingBox();
  assert.ok(y > 0 && y < 0.6 * 780, `the title begins at ${y} of 780 px`);
  await page.getByRole('button', { name: 'Fill in', exact: true }).tap();
  await page.getByRole('button', { name: 'Try it out!' }).tap();
  await page.getByRole('button', { name: 'Use this token' }).tap();
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  const facts = page.locator('.facts strong', { hasText: '200 OK' });
  await facts.waitFor();
  const box = await facts.boundingBox();
  assert.ok(box.y > 0 && box.y < 780, 'the outcome is in view');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
  await finish();
});

