// The thread of the engine: it loads the program when the page sends its address, then answers.
let program;

/** Whether an address is of this very host: all that a thread ever runs is. The policy in the page's head is not for threads. */
const isOwn = (url) => new URL(url, location).href.startsWith(`${location.origin}/`);

async function load([script, wasm, integrity]) {
  if (![script, wasm].every(isOwn)) throw new Error('of another host');
  const loaded = await import(script);
  await loaded.default({ module_or_path: fetch(wasm, { credentials: 'same-origin', ...(integrity && { integrity }) }) });
  return loaded;
}

addEventListener('message', async ({ data: [id, ...rest] }) => {
  if (id === 0) {
    program = load(...rest);
    program.catch((error) => postMessage([0, null, String(error)]));
    return;
  }
  try {
    postMessage([id, (await program).answer(...rest)]);
  } catch (error) {
    postMessage([id, null, String(error)]);
  }
});
