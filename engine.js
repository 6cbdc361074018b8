// The thread of the engine: it loads the program when the page sends its address, then answers.
let program;

async function load([script, wasm, integrity]) {
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
