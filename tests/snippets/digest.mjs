// The server's side of HTTP Digest (RFC 7616): what a client that knows the password has to answer. A request is recorded
// once it is let in, and then without that answer, which no wire form has.
import { createHash } from 'node:crypto';

/** Requests of this path are asked for it. */
const PATH = '/api/digest';
const REALM = 'obzor';
const NONCE = 'dcd98b7102dd2f0e8b11d0f600bfb0c093';

/** The login of every such case: quotes, blanks and what shells would run. */
export const LOGIN = { user: "ann o'neil", password: 'p\'a:$s "q" `id` $(touch CANARY_digest) %PATH%!' };

export const CHALLENGE = { 'WWW-Authenticate': `Digest realm="${REALM}", qop="auth", algorithm=MD5, nonce="${NONCE}"` };

const md5 = (...parts) => createHash('md5').update(parts.join(':')).digest('hex');
const isAnswer = ([name]) => name.toLowerCase() === 'authorization';

/** Whether the request still lacks a right answer. */
export const mustAsk = (request) => request.target.startsWith(PATH) && !isRight(request);

/** What the client asked for, without its answer to the challenge. */
export const letIn = (request) =>
  (request.target.startsWith(PATH) ? { ...request, headers: request.headers.filter((header) => !isAnswer(header)) } : request);

function isRight({ method, target, headers }) {
  const [, answer = ''] = headers.find(isAnswer) ?? [];
  const field = (name) => new RegExp(`[ ,]${name}="?([^",]*)`).exec(answer)?.[1];
  const login = md5(LOGIN.user, REALM, LOGIN.password);
  const expected = md5(login, NONCE, field('nc'), field('cnonce'), 'auth', md5(method, target));
  return field('username') === LOGIN.user && field('uri') === target && field('response') === expected;
}
