// Compares a request that was received with the one that was meant. Two strengths, as the README says: `exact` is the
// same bytes, `equal` the same meaning. It never runs anything and knows no target.
import { canonical } from './json.mjs';
import { mediaType, parseParts } from './multipart.mjs';

/** What clients add by themselves: it counts only where the case sets it. */
const THEIR_OWN = new Set(['host', 'user-agent', 'accept', 'accept-charset', 'accept-encoding', 'accept-language', 'connection',
  'keep-alive', 'proxy-connection', 'content-length', 'transfer-encoding', 'expect', 'origin', 'referer', 'cache-control',
  'pragma', 'dnt', 'te', 'priority', 'upgrade', 'upgrade-insecure-requests', 'http2-settings']);
/** These have rules of their own. */
const APART = new Set(['cookie', 'content-type']);

/** `{verdict: 'exact' | 'equal' | 'different', differences: [text]}`. */
export function compare(kase, wire, got) {
  const found = { hard: [], soft: 0 };
  const want = fromWire(wire);
  if (got.cut) found.hard.push(`the request was cut short after ${got.body.length} bytes of its body`);
  if (got.method !== want.method) differ(found, 'method', want.method, got.method);
  compareTargets(want.target, got.target, found);
  compareHeaders(kase, want, got, found);
  compareCookies(want, got, found);
  compareBodies(kase, want, got, found);
  const verdict = found.hard.length ? 'different' : found.soft ? 'equal' : 'exact';
  return { verdict, differences: found.hard };
}

const differ = (found, what, want, got) => found.hard.push(`${what}: want ${excerpt(want)}, got ${excerpt(got)}`);

/** The generator's wire form as the recorder would have kept it. */
function fromWire({ method, url, headers, body }) {
  const target = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  return {
    method,
    target: latin1(target.startsWith('/') ? target : `/${target}`),
    headers: headers.map(([name, value]) => [name, latin1(value).replace(/^[ \t]+|[ \t]+$/g, '')]),
    body: Buffer.from(body ?? '', 'base64'),
  };
}

/** A character a byte: U+0080 to U+00FF is sent as one, anything above as UTF-8. */
const latin1 = (text) => (/^[\u0000-\u00ff]*$/.test(text) ? text : Buffer.from(text).toString('latin1'));

const percentDecoded = (text) =>
  text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The pairs of a query or a form, decoded; the order counts only among the pairs of one name. */
function pairs(text) {
  const decoded = text.split('&').filter(Boolean).map((pair) => {
    const [name, ...value] = pair.replaceAll('+', ' ').split('=');
    return [percentDecoded(name), percentDecoded(value.join('='))];
  });
  return sortedByName(decoded);
}

const sortedByName = (list) => list.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function compareTargets(want, got, found) {
  if (want === got) return;
  found.soft += 1;
  const split = (target) => [target.split('?', 1)[0], target.split('?').slice(1).join('?')];
  const [wantPath, wantQuery] = split(want);
  const [gotPath, gotQuery] = split(got);
  const segments = (path) => path.split('/').map(percentDecoded);
  if (!same(segments(wantPath), segments(gotPath))) differ(found, 'path', wantPath, gotPath);
  if (!same(pairs(wantQuery), pairs(gotQuery))) differ(found, 'query', wantQuery, gotQuery);
}

const valuesOf = ({ headers }, name) => headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);

function compareHeaders(kase, want, got, found) {
  const asked = new Set(kase.headers.map(({ name }) => name.toLowerCase()));
  const counts = (name) => !APART.has(name) && (asked.has(name) || !(THEIR_OWN.has(name) || name.startsWith('sec-')));
  const names = new Set([...want.headers, ...got.headers].map(([name]) => name.toLowerCase()).filter(counts));
  for (const name of names) {
    const wanted = valuesOf(want, name);
    const received = valuesOf(got, name);
    // A value's own commas stay as they are; only what joins the lines may be written in two ways.
    const joined = [', ', ','].map((comma) => wanted.join(comma).trim());
    if (same(wanted, received)) continue;
    if (received.length === 0) found.hard.push(`header ${name} is missing`);
    else if (wanted.length === 0) found.hard.push(`header ${name} was added: ${excerpt(received.join(', '))}`);
    else if (joined.includes(received.join(', ').trim())) found.soft += 1;
    else differ(found, `header ${name}`, wanted.join(', '), received.join(', '));
  }
}

function compareCookies(want, got, found) {
  const wanted = valuesOf(want, 'cookie').join('; ');
  const received = valuesOf(got, 'cookie').join('; ');
  if (wanted === received) return;
  const split = (text) => text.split(/;\s*/).sort();
  if (same(split(wanted), split(received))) found.soft += 1;
  else differ(found, 'cookies', wanted, received);
}

function compareBodies(kase, want, got, found) {
  const wanted = valuesOf(want, 'content-type').join(', ');
  const received = valuesOf(got, 'content-type').join(', ');
  const [wantType, gotType] = [mediaType(wanted), mediaType(received)];
  const isEmpty = want.body.length === 0 && got.body.length === 0;
  const isAsked = kase.headers.some(({ name }) => name.toLowerCase() === 'content-type');
  const aside = (text, { boundary }) => (boundary ? text.replaceAll(boundary, 'BOUNDARY') : text);
  if (wantType.essence !== gotType.essence) {
    if (isEmpty && !isAsked) found.soft += 1;
    else differ(found, 'content type', wanted, received);
  } else if (aside(wanted, wantType) !== aside(received, gotType)) found.soft += 1;
  const bytes = (body, type) => aside(body.toString('latin1'), kase.body?.type === 'multipart' ? type : {});
  if (bytes(want.body, wantType) === bytes(got.body, gotType)) return;
  if (kase.body?.type === 'multipart') return compareParts(kase, [want.body, wantType], [got.body, gotType], found);
  if (meansTheSame(kase, wantType.type, want.body, got.body)) found.soft += 1;
  else found.hard.push(`body: ${firstDifference(want.body, got.body)}`);
}

function meansTheSame(kase, type, want, got) {
  if (kase.body?.type === 'form') return same(pairs(want.toString('latin1')), pairs(got.toString('latin1')));
  if (kase.body?.type !== 'text' || !/[/+]json$/.test(type)) return false;
  const [a, b] = [want, got].map((bytes) => (isUtf8(bytes) ? canonical(bytes.toString()) : null));
  return a !== null && a === b;
}

const isUtf8 = (bytes) => Buffer.from(bytes.toString()).equals(bytes);

function compareParts(kase, [wantBody, wantType], [gotBody, gotType], found) {
  const want = parseParts(wantBody, wantType.boundary);
  const got = parseParts(gotBody, gotType.boundary);
  if (!want) throw new Error(`${kase.id}: the multipart body of the wire form is not well-formed`);
  if (!got) return found.hard.push('body: its multipart is not well-formed');
  found.soft += 1;
  const essence = ({ name, fileName, content }) =>
    [name ?? '', fileName ?? null, fileName === undefined ? content.replaceAll('\r\n', '\n') : content];
  const [wanted, received] = [want, got].map((parts) => sortedByName(parts.map(essence)));
  if (wanted.length !== received.length) return differ(found, 'number of parts', wanted.length, received.length);
  for (const [index, part] of wanted.entries()) {
    const other = received[index];
    const field = part.findIndex((value, place) => value !== other[place]);
    if (field >= 0) return differ(found, `${['name', 'file name', 'content'][field]} of part ${part[0]}`, part[field], other[field]);
  }
  comparePartTypes(kase, got, found);
}

/** The content type of a part counts only where the case names one. */
function comparePartTypes(kase, parts, found) {
  const left = [...parts];
  for (const { name, contentType } of kase.body.parts) {
    const index = left.findIndex((part) => part.name === Buffer.from(name).toString('latin1'));
    const [part] = index < 0 ? [] : left.splice(index, 1);
    if (!contentType || mediaType(contentType).essence === mediaType(part?.type).essence) continue;
    differ(found, `content type of part ${name}`, contentType, part?.type ?? 'none');
  }
}

function firstDifference(want, got) {
  if (got.length === 0) return `want ${want.length} bytes, got none`;
  let at = 0;
  while (at < want.length && want[at] === got[at]) at += 1;
  const around = (bytes) => excerpt(bytes.toString('utf8', Math.max(0, at - 20), at + 40));
  return `${want.length} bytes wanted, ${got.length} sent; from byte ${Math.max(0, at - 20)} want ${around(want)}, got ${around(got)}`;
}

const excerpt = (value) => {
  const text = value === null ? 'none' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 100)}…${text.slice(-40)}` : text;
};
