// multipart/form-data as a receiver reads it. Everything is Latin-1: a character a byte.

/** A media type without its case, its order and its quotes; charset=utf-8 is the same as none. */
export function mediaType(value) {
  const [type = '', ...rest] = (value ?? '').match(/(?:[^;"]|"(?:\\.|[^"\\])*")+/g) ?? [];
  const parameters = new Map(rest.map((text) => {
    const [name, ...words] = text.split('=');
    return [name.trim().toLowerCase(), words.join('=').trim().replace(/^"(.*)"$/s, '$1')];
  }));
  const boundary = parameters.get('boundary');
  parameters.delete('boundary');
  if (/^utf-?8$/i.test(parameters.get('charset') ?? '')) parameters.delete('charset');
  const sorted = [...parameters].map(([name, text]) => `;${name}=${text}`).sort();
  return { type: type.trim().toLowerCase(), boundary, essence: type.trim().toLowerCase() + sorted.join('') };
}

/** The parts of a body: [{name, fileName, type, content}]; null if it is not well-formed. */
export function parseParts(bytes, boundary) {
  if (!boundary) return null;
  const [before, ...pieces] = `\r\n${bytes.toString('latin1')}`.split(`\r\n--${boundary}`);
  if (before !== '' || !/^--\s*$/.test(pieces.pop() ?? '')) return null;
  const parts = pieces.map(parsePart);
  return parts.includes(null) ? null : parts;
}

function parsePart(piece) {
  if (!piece.startsWith('\r\n')) return null;
  const end = piece.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const headers = new Map(piece.slice(2, Math.max(2, end)).split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const disposition = parameters(headers.get('content-disposition') ?? '');
  return {
    name: disposition.get('name'),
    fileName: disposition.get('filename'),
    type: headers.get('content-type'),
    content: piece.slice(end + 4),
  };
}

function parameters(disposition) {
  const found = new Map();
  for (const [, name, quoted, bare] of disposition.matchAll(/;\s*([\w*-]+)=(?:"((?:\\.|[^"\\])*)"|([^;]*))/gs)) {
    if (name.endsWith('*')) found.set(name.slice(0, -1), unescape(bare?.replace(/^[^']*'[^']*'/, '') ?? ''));
    else if (!found.has(name)) found.set(name, unquote(quoted ?? bare));
  }
  return found;
}

const unescape = (text) => text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Browsers write a quote as %22 and a line break as %0D%0A, other clients put a backslash before it. */
const unquote = (text) => text.replace(/\\(["\\])/g, '$1').replace(/%22/g, '"').replace(/%0D%0A|%0D|%0A|\r\n/gi, '\n');
