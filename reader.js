// The thread of the API descriptions: it reads a description as it arrives and answers the page.
//
// The page posts [id, call, …]: 0 with the addresses of the programs; 'read' with the address of a
// description or a File; anything else is a question to the program. While a description arrives,
// the page gets [-1, received, total, contents].
let program, yaml, now;

async function load(script, wasm, integrity) {
  const loaded = await import(script);
  await loaded.default({ module_or_path: fetch(wasm, { credentials: 'same-origin', ...(integrity && { integrity }) }) });
  return loaded;
}

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

async function body(source) {
  if (source instanceof File) return { url: source.name, stream: source.stream(), total: source.size };
  const response = await fetch(source, { credentials: 'same-origin', cache: 'no-cache' });
  if (!response.ok) throw new Error(String(response.status));
  // The length is that of the encoded form, if there is one.
  const encoded = response.headers.get('Content-Encoding');
  const total = encoded ? 0 : Number(response.headers.get('Content-Length') ?? 0);
  return { url: source, stream: response.body, total };
}

// Reading, once: boot.js asks for it before the page does.
function reading(source) {
  if (!now || now.source !== source) now = { source, whole: read(source) };
  else if (now.told) postMessage(now.told());
  return now.whole;
}

async function read(source) {
  const [{ url, stream, total }, { begin, feed, answer }] = await Promise.all([body(source), program]);
  begin(url, total);
  const parts = stream.getReader();
  const decoder = new TextDecoder();
  let [received, posted, text] = [0, 0, undefined];
  const tell = () => [-1, received, total, answer('contents', 'null')];
  for (;;) {
    const { done, value } = await parts.read();
    if (done) break;
    if (received === 0 && looksLikeYaml(value)) text = '';
    received += value.length;
    if (text === undefined) feed(value);
    else text += decoder.decode(value, { stream: true });
    const time = performance.now();
    if (posted === 0 || time - posted > 100) {
      posted = time;
      if (now.source === source) now.told = tell;
      postMessage(tell());
      await turn();
    }
  }
  if (text !== undefined) feed(new TextEncoder().encode(await toJson(text)));
  return 'true';
}

// A broken YAML text gives the place and the reason, as JSON; anything else is an error of its own.
const reasonOf = (error) => (typeof error === 'string' ? error : JSON.stringify({ error: error.message }));

// Prepares the search while nobody asks.
async function prepare() {
  const { work } = await program;
  await turn();
  while (work()) await turn();
}

// Reads the files that a $ref leads to, then asks again; a file that is lost is not asked for twice.
async function answer(call, input) {
  const { answer, add, lost } = await program;
  for (let round = 0; round < 50; round++) {
    const text = answer(call, input);
    if (!text.startsWith('{"wanted":')) return text;
    for (const url of JSON.parse(text).wanted) {
      try {
        const response = await fetch(url, { credentials: 'same-origin', cache: 'no-cache' });
        if (!response.ok) throw new Error(String(response.status));
        const bytes = new Uint8Array(await response.arrayBuffer());
        const found = new TextDecoder().decode(bytes);
        add(url, looksLikeYaml(bytes) ? await toJson(found) : found);
      } catch {
        lost(url);
      }
    }
  }
  return 'null';
}

addEventListener('message', async ({ data: [id, call, ...rest] }) => {
  if (id === 0) {
    [program, yaml] = [load(...call), rest[0]];
    program.catch((error) => postMessage([0, null, String(error)]));
    return;
  }
  try {
    if (call === 'read') {
      postMessage([id, await reading(...rest).catch(reasonOf)]);
      prepare();
    } else {
      postMessage([id, await answer(call, ...rest)]);
    }
  } catch (error) {
    postMessage([id, null, String(error?.message ?? error)]);
  }
});
