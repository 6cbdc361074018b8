// The thread of the API descriptions: it reads a description as it arrives and answers the page.
//
// The page posts [id, call, input, key]: 0 with the addresses of the programs; 'read' with the address of a
// description or a File; anything else is a question to the program. The key names the description: a question
// about one that is not open (any more) is answered by null. While a description arrives, the page gets
// [-1, received, total, contents, key].
//
// The same thread with another program compares two versions of a description: 'compare', with both addresses.
import { Rest } from './rest.js';

let program, yaml;
// The description that is open: { key, begun, whole, tell }.
let now;

/** Whether an address is of this very host: all that a thread ever runs is. The policy in the page's head is not for threads. */
const isOwn = (url) => new URL(url, location).href.startsWith(`${location.origin}/`);

/** A program, which has the rest of it loaded when it is asked for more than the page that is read. */
async function load(script, wasm, integrity, rest, restIntegrity) {
  if (![script, wasm, rest || script].every(isOwn)) throw new Error('of another host');
  const loaded = await import(script);
  const exports = await loaded.default({ module_or_path: fetch(wasm, { credentials: 'same-origin', ...(integrity && { integrity }) }) });
  if (!rest) return { ...loaded, more: async () => {} };
  const parts = new Rest(new URL(rest, location).href, restIntegrity);
  globalThis.restNow = () => parts.loadNow(exports);
  // What fails now is tried again when it is needed.
  const more = () => parts.load(exports).catch(() => {});
  // A request that stands still goes past the copy that the browser keeps for reading offline.
  if (!navigator.onLine) await more();
  return { ...loaded, more };
}

/** What the first file of the program is for. */
const FIRST = ['contents', 'rows', 'page'];

// Lets the questions that wait be answered in between.
const turn = () => new Promise((resolve) => setTimeout(resolve));

const looksLikeYaml = (bytes) => {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  // A page (of a login, of an error) is no YAML either; the reader says that it is no description.
  return start !== '' && !/^[{[<]/.test(start);
};

async function toJson(text) {
  return (await load(...yaml)).to_json(text);
}

let site;

/** The hosts that site.json names for descriptions, of its own and of readers. */
async function namedHosts() {
  site ??= fetch('site.json', { cache: 'no-cache' }).then((answer) => answer.json());
  site.catch(() => { site = undefined; });
  const { apis = [], descriptionOrigins = [] } = await site;
  const files = apis.flatMap(({ description, versions = [] }) => [description, ...versions.map((version) => version.description)]);
  const urls = files.flatMap((file) => (file && typeof file === 'object' ? Object.values(file) : file ?? []));
  return [...urls, ...descriptionOrigins].flatMap((url) => (URL.canParse(url, location) ? new URL(url, location).origin : []));
}

// A file of the site or of a host that it names; a redirect must not lead to another one.
async function fetchFrom(url) {
  if (!isOwn(url) && !(await namedHosts()).includes(new URL(url, location).origin)) throw new Error('not listed');
  const response = await fetch(url, { credentials: 'same-origin', cache: 'no-cache', redirect: isOwn(url) ? 'follow' : 'error' });
  if (!response.ok || new URL(response.url).origin !== new URL(url, location).origin) throw new Error(String(response.status));
  return response;
}

/** The text of a file; one in YAML as JSON. */
async function textOf(url) {
  const bytes = new Uint8Array(await (await fetchFrom(url)).arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return looksLikeYaml(bytes) ? toJson(text) : text;
}

async function body(source) {
  if (source instanceof File) return { url: source.name, stream: source.stream(), total: source.size };
  const response = await fetchFrom(source);
  // The length is that of the encoded form, if there is one.
  const encoded = response.headers.get('Content-Encoding');
  const total = encoded ? 0 : Number(response.headers.get('Content-Length') ?? 0);
  return { url: source, stream: response.body, total };
}

// Reading, once: boot.js asks for it before the page does.
function reading(source, key) {
  if (now?.key === key) {
    if (now.tell) postMessage(now.tell());
    return now.whole;
  }
  const mine = { key };
  mine.begun = new Promise((resolve) => { mine.begin = resolve; });
  now = mine;
  mine.whole = read(mine, source);
  return mine.whole;
}

async function read(mine, source) {
  const { begin, feed, answer } = await program;
  let parts;
  // Another description may have been asked for in every pause.
  const goesOn = () => now === mine || (parts?.cancel().catch(() => {}), false);
  try {
    const { url, stream, total } = await body(source);
    parts = stream.getReader();
    if (!goesOn()) return 'null';
    begin(url, total);
    mine.begin();
    const decoder = new TextDecoder();
    let [received, posted, text] = [0, 0, undefined];
    mine.tell = () => [-1, received, total, answer('contents', 'null'), mine.key];
    for (;;) {
      const { done, value } = await parts.read();
      if (!goesOn()) return 'null';
      if (done) break;
      if (received === 0 && looksLikeYaml(value)) text = '';
      received += value.length;
      if (text === undefined) feed(value);
      else text += decoder.decode(value, { stream: true });
      const time = performance.now();
      if (posted === 0 || time - posted > 100) {
        posted = time;
        postMessage(mine.tell());
        await turn();
        if (!goesOn()) return 'null';
      }
    }
    if (text !== undefined) {
      const json = await toJson(text);
      if (!goesOn()) return 'null';
      feed(new TextEncoder().encode(json));
    }
    prepare(mine);
    return 'true';
  } catch (error) {
    if (!goesOn()) return 'null';
    // What was open before must not answer for it.
    begin('', 0);
    mine.begin();
    return reasonOf(error);
  }
}

// A broken YAML text gives the place and the reason, as JSON; an answer its status; no answer nothing.
const reasonOf = (error) =>
  typeof error === 'string' ? error : JSON.stringify({ error: /^\d{3}$/.test(error.message) ? error.message : '' });

// Prepares the search while nobody asks.
async function prepare(mine) {
  const { work, more } = await program;
  await more();
  do await turn();
  while (now === mine && work());
}

// Reads the files that a $ref leads to, then asks again; a file that is lost is not asked for twice.
async function answer(call, input, key) {
  const { answer, add, lost, more } = await program;
  if (!FIRST.includes(call)) await more();
  const mine = now;
  if (mine?.key !== key) return 'null';
  await mine.begun;
  for (let round = 0; round < 50 && now === mine; round++) {
    const text = answer(call, input);
    if (!text.startsWith('{"wanted":')) return text;
    for (const url of JSON.parse(text).wanted) {
      const found = await textOf(url).catch(() => undefined);
      if (now !== mine) return 'null';
      if (found === undefined) lost(url);
      else add(url, found);
    }
  }
  return 'null';
}

// One pair after the other: the program holds two versions at a time.
let comparing = Promise.resolve();

async function compare(input) {
  const { begin, add, lost, changes } = await program;
  begin();
  for (const [side, url] of JSON.parse(input).files.entries()) {
    try {
      add(side, url, await textOf(url));
    } catch (error) {
      return JSON.stringify({ failed: url, ...JSON.parse(reasonOf(error)) });
    }
  }
  for (let round = 0; ; round++) {
    const text = changes(input);
    if (!text.startsWith('{"wanted":')) return text;
    for (const [side, url] of JSON.parse(text).wanted) {
      const found = round < 50 ? await textOf(url).catch(() => undefined) : undefined;
      if (found === undefined) lost(side, url);
      else add(side, url, found);
    }
  }
}

const compareNext = (input) => {
  const mine = comparing.then(() => compare(input));
  comparing = mine.catch(() => {});
  return mine;
};

addEventListener('message', async ({ data: [id, call, input, key] }) => {
  if (id === 0) {
    [program, yaml] = [load(...call), input];
    program.catch((error) => postMessage([0, null, String(error)]));
    return;
  }
  try {
    const ask = { read: reading, compare: compareNext }[call] ?? ((input, key) => answer(call, input, key));
    postMessage([id, await ask(input, key)]);
  } catch (error) {
    postMessage([id, null, String(error?.message ?? error)]);
  }
});
