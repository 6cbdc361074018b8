// The second file of a program: what its first view does not run (tools/split.mjs). Both files share one memory.

export class Rest {
  /** Without an address (a debug build) all is in the first file. `onHere` hears when the rest is there. */
  constructor(url, integrity, onHere = () => {}) {
    Object.assign(this, { url, integrity, onHere, isHere: !url });
  }

  /** Fetches and joins the rest. Takes the exports of the first file, as `loadNow` does. */
  async load(program) {
    if (this.isHere) return;
    const { integrity } = this;
    const answer = fetch(this.url, { credentials: 'same-origin', ...(integrity && { integrity }) });
    const module = await WebAssembly.compileStreaming(answer);
    if (!this.isHere) await WebAssembly.instantiate(module, { '': program });
    this.#arrived();
  }

  /** A function of the rest is called before the rest is here: the thread stands still until it is. */
  loadNow(program) {
    if (this.isHere) return;
    const bytes = this.copy ?? this.#readNow();
    if (this.integrity && digest(bytes) !== this.integrity) throw new TypeError('not the rest');
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { '': program });
    this.#arrived();
  }

  /** Reads ahead: a request that stands still goes past the copy that the browser keeps for reading offline. */
  async keepCopy() {
    const copy = await fetch(this.url, { credentials: 'same-origin' }).catch(() => undefined);
    if (copy?.ok) this.copy = new Uint8Array(await copy.arrayBuffer());
  }

  #arrived() {
    this.isHere = true;
    this.copy = undefined;
    this.onHere();
  }

  #readNow() {
    const request = new XMLHttpRequest();
    // Under another name than the one that is on its way: a browser lets the second request for a file wait
    // until the first is written to its cache, and that one waits for this very thread.
    request.open('GET', `${this.url}?now`, false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new TypeError('not the rest');
    return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
  }
}

/** SHA-256 as an integrity: that of crypto.subtle cannot be had at once. */
function digest(bytes) {
  const root = (n, power) => { const r = n ** power; return ((r - Math.floor(r)) * 2 ** 32) | 0; };
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const state = primes.slice(0, 8).map((prime) => root(prime, 1 / 2));
  const keys = primes.map((prime) => root(prime, 1 / 3));
  const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 128);
  padded.setUint32(padded.byteLength - 4, bytes.length * 8);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const words = new Int32Array(64);
  for (let at = 0; at < padded.byteLength; at += 64) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const [x, y] = [words[i - 15], words[i - 2]];
      words[i] = i < 16 ? padded.getInt32(at + i * 4)
        : words[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + words[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + keys[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => hash.setInt32(i * 4, value));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash.buffer)))}`;
}
