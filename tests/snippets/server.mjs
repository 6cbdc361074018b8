// A raw TCP recorder: it keeps each request as its bytes came, which an HTTP library would tidy up.
// It never decodes, never routes, and listens on 127.0.0.1 alone. One instance a worker.
import { createServer } from 'node:net';
import { CHALLENGE, letIn, mustAsk } from './digest.mjs';

const CHALLENGE_LINES = Object.entries(CHALLENGE).map(([name, value]) => `${name}: ${value}\r\n`).join('');
const ANSWER = Buffer.from('{"ok":true}');
const HEAD_END = Buffer.from('\r\n\r\n');

/** Starts a recorder on a free port; `take()` gives what came since the last call, and closes what is still open. */
export async function startRecorder() {
  const state = { requests: [], sockets: new Set() };
  const server = createServer((socket) => serve(socket, state));
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const drop = () => {
    for (const socket of state.sockets) socket.destroy();
  };
  const take = () => {
    const { requests } = state;
    state.requests = [];
    drop();
    return requests;
  };
  const close = () => new Promise((done) => { drop(); server.close(done); });
  return { port: server.address().port, take, close };
}

function serve(socket, state) {
  // What still arrives from a snippet that was killed must not count for the next one: it goes to the old list.
  const { requests } = state;
  const connection = { pending: Buffer.alloc(0), head: null, continued: false };
  state.sockets.add(socket);
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (data) => {
    connection.pending = Buffer.concat([connection.pending, data]);
    for (let request = next(connection, socket); request; request = next(connection, socket)) {
      const asks = mustAsk(request);
      if (!isPreflight(request) && !asks) requests.push(letIn(request));
      answer(socket, request, asks);
    }
  });
  socket.on('close', () => {
    state.sockets.delete(socket);
    const rest = connection.head ?? (connection.pending.length ? readHead(connection.pending) : null);
    if (rest) requests.push({ ...rest, body: connection.pending, cut: true });
  });
}

/** The next whole request of a connection, or null until more comes. */
function next(connection, socket) {
  if (!connection.head) {
    // Old clients put a line break behind a body.
    while (connection.pending.subarray(0, 2).equals(HEAD_END.subarray(0, 2))) connection.pending = connection.pending.subarray(2);
    const end = connection.pending.indexOf(HEAD_END);
    if (end < 0) return null;
    connection.head = readHead(connection.pending.subarray(0, end));
    connection.pending = connection.pending.subarray(end + HEAD_END.length);
    connection.continued = false;
  }
  const { head, pending } = connection;
  const value = (name) => head.headers.filter(([other]) => other.toLowerCase() === name).map(([, text]) => text).join(', ');
  if (/100-continue/i.test(value('expect')) && !connection.continued) {
    connection.continued = true;
    socket.write('HTTP/1.1 100 Continue\r\n\r\n');
  }
  const length = Number.parseInt(value('content-length') || '0', 10) || 0;
  const read = /chunked/i.test(value('transfer-encoding')) ? readChunks(pending) : readLength(pending, length);
  if (!read) return null;
  Object.assign(connection, { head: null, pending: pending.subarray(read.end) });
  return { ...head, body: read.body };
}

function readHead(bytes) {
  const [first, ...lines] = bytes.toString('latin1').split('\r\n');
  const [, method = '', target = first] = /^(\S+) (.*) HTTP\/1\.[01]$/s.exec(first) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')];
  });
  return { method, target, headers };
}

const readLength = (bytes, length) => (bytes.length < length ? null : { body: Buffer.from(bytes.subarray(0, length)), end: length });

/** The body of a chunked message, or null while its end is missing. Trailers are read over. */
function readChunks(bytes) {
  const chunks = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size > 0)) {
      const end = bytes.indexOf(HEAD_END, line);
      return end < 0 ? null : { body: Buffer.concat(chunks), end: end + HEAD_END.length };
    }
    at = line + 2 + size + 2;
    if (bytes.length < at) return null;
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
  }
}

const header = ({ headers }, name) => headers.find(([other]) => other.toLowerCase() === name)?.[1];

/** What a browser asks before a request of another origin (Fetch standard, "CORS-preflight request"). */
const isPreflight = (request) => request.method === 'OPTIONS' && header(request, 'access-control-request-method') !== undefined;

function answer(socket, request, asks) {
  const { method } = request;
  const allowed = `Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: ${header(request, 'access-control-request-method') ?? '*'}\r\n` +
    `Access-Control-Allow-Headers: ${header(request, 'access-control-request-headers') ?? '*'}\r\n`;
  const head = `HTTP/1.1 ${asks ? `401 Unauthorized\r\n${CHALLENGE_LINES}` : '200 OK\r\n'}Content-Type: application/json\r\nContent-Length: ${ANSWER.length}\r\nConnection: close\r\n${allowed}\r\n`;
  socket.end(method === 'HEAD' ? head : Buffer.concat([Buffer.from(head), ANSWER]));
}
