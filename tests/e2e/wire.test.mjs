// What the browser really sends is what `request::wire` says, for every case that a browser can send:
// ours, and those of the suite when OBZOR_SUITES is set. Each is opened as the reader's own request.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCases, withAddress } from '../snippets/cases.mjs';
import { compare } from '../snippets/compare.mjs';
import { generate } from '../snippets/generate.mjs';
import { startRecorder } from '../snippets/server.mjs';
import { BINARY, open, siteFor, startSite } from './harness.mjs';

const suites = process.env.OBZOR_SUITES;
const files = ['tests/snippets/cases.json', ...(suites ? [join(suites, 'snippets/cases.public.json')] : [])];
if (!suites) console.log('OBZOR_SUITES is not set: the cases of the suite are skipped');
const recorder = await startRecorder();
after(() => recorder.close());
const site = await startSite({
  '/site.json': siteFor(`127.0.0.1:${recorder.port}`, (_, api) => { api.servers[0].url = 'http://{address}'; delete api.signIn; }),
});
const folder = mkdtempSync(join(tmpdir(), 'obzor-wire-'));

/** Why a browser cannot send a case, or why the console will not; the snippets do. */
function obstacle({ method, path, pathParams, headers, body, access }) {
  // The reader's own request has no description that asks for it; access.test.mjs sends what has.
  if (access) return 'what a description asks for to be let in';
  if (body && /^(GET|HEAD)$/.test(method)) return 'a body with GET';
  const given = new Set(pathParams.filter(({ value }) => value !== '').map(({ name }) => name));
  if ([...path.matchAll(/\{([^}]*)\}/g)].some(([, name]) => !given.has(name))) return 'a path parameter without a value';
  if (path.split('/').some((segment) => /^\.\.?$/.test(segment))) return 'a segment of dots';
  return headers.some(({ name }) => /^(user-agent|host|date|referer|origin)$/i.test(name)) ? 'a header of the browser\'s own' : undefined;
}

/** A case as the browser's tab keeps what was typed (`Inputs::to_value`). */
function drafts({ method, base, path, urlQuery, pathParams, query, headers, cookies, body }) {
  const row = ({ name, value, fileName, contentType }) =>
    [name ?? '', value ?? '', true, fileName !== undefined, value === null, contentType ?? ''];
  const bodies = {
    text: () => ({ text: body.text, type: body.mimeType }),
    form: () => ({ form: body.params.map(row) }),
    multipart: () => ({ multipart: body.parts.map(row) }),
    binary: () => ({ file: [['', '', true, true, false, body.mimeType]] }),
  };
  const slash = path === '' || path.startsWith('/') ? '' : '/';
  const resource = `${base.replace(/^https?:\/\/[^/]*/, '')}${slash}${path}${urlQuery ? `?${urlQuery}` : ''}`;
  const own = {
    path: pathParams.map(row), query: query.map(row), headers: headers.map(row), cookies: cookies.map(row),
    body: body ? bodies[body.type]() : null,
  };
  return JSON.stringify({ choices: { '': { server: 'local' } }, method, resource, inputs: { '/own': own } });
}

/** Chooses the files of a body in the order in which they stand. */
async function chooseFiles(page, body) {
  const chosen = body?.type === 'binary' ? [body] : (body?.parts ?? []).filter(({ fileName }) => fileName !== undefined);
  for (const [index, { fileName, base64, contentType }] of chosen.entries()) {
    const path = join(folder, fileName);
    writeFileSync(path, Buffer.from(base64, 'base64'));
    await page.locator('input[type=file]').nth(index).setInputFiles({ name: fileName, mimeType: contentType ?? '', buffer: Buffer.from(base64, 'base64') });
    await page.locator('output').nth(index).getByText(fileName, { exact: true }).waitFor();
  }
}

test('the browser sends the wire form of every case', { timeout: 600_000 }, async () => {
  const cases = files.flatMap(readCases).map((kase) => withAddress(kase, recorder.port));
  const answers = await generate(BINARY, ['http'], cases);
  const { page, finish } = await open(`${site}#/?operation=own`);
  const skipped = {};
  const wrong = [];
  let sent = 0;
  for (const kase of cases) {
    const why = obstacle(kase);
    if (why) {
      (skipped[why] ??= []).push(kase.id);
      continue;
    }
    await page.evaluate((text) => sessionStorage.setItem('obzor.drafts.2', text), drafts(kase));
    await page.reload();
    await page.locator('#own-resource').waitFor();
    await chooseFiles(page, kase.body);
    recorder.take();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.facts strong').waitFor();
    const requests = recorder.take();
    sent += 1;
    // A page may not set cookies; the snippets send them.
    const { wire } = answers.get(kase.id);
    const headers = wire.headers.filter(([name]) => name !== 'Cookie');
    const found = requests.length === 1 ? compare(kase, { ...wire, headers }, requests[0]) : { verdict: `${requests.length} requests` };
    // A repeated header is one line with both values, which means the same (RFC 9110 §5.3).
    const repeats = new Set(kase.headers.map(({ name }) => name.toLowerCase())).size < kase.headers.length;
    if (found.verdict !== 'exact' && !(repeats && found.verdict === 'equal')) wrong.push(`${kase.id}: ${found.verdict} ${found.differences ?? ''}`);
  }
  console.log(`${sent} of ${cases.length} cases sent by the browser; skipped: ${JSON.stringify(skipped)}`);
  assert.deepEqual(wrong, []);
  assert.ok(sent > cases.length * 0.9);
  await finish();
});
