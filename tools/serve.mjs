// A static server for dist/ on loopback: node tools/serve.mjs [folder] [port].
// It sends the precompressed files and the headers of _headers, as a good static host does.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png',
};

/** The headers that _headers gives to every path. */
function commonHeaders(folder) {
  const file = join(folder, '_headers');
  if (!existsSync(file)) return {};
  const [block] = readFileSync(file, 'utf8').split(/\n(?=\/)/);
  return Object.fromEntries([...block.matchAll(/^ {2}([^:]+): (.+)$/gm)].map(([, name, value]) => [name, value]));
}

/** A server; `overrides` maps a path such as '/site.json' to other content, for tests. */
export function staticServer(folder, { overrides = {}, prefix = '/', common = commonHeaders(folder) } = {}) {
  return createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const headers = { ...common, 'Cache-Control': 'no-cache' };
    if (!path.startsWith(prefix)) return response.writeHead(404, headers).end('not found');
    const name = normalize(path.slice(prefix.length - 1));
    const target = name.endsWith('/') ? `${name}index.html` : name;
    headers['Content-Type'] = TYPES[extname(target)] ?? 'application/octet-stream';
    if (Object.hasOwn(overrides, target)) {
      const content = overrides[target];
      return content === null ? response.writeHead(404, headers).end('not found') : response.writeHead(200, headers).end(content);
    }
    const file = join(folder, target);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404, headers).end('not found');
    const encodings = request.headers['accept-encoding'] ?? '';
    for (const [name, suffix] of [['br', '.br'], ['gzip', '.gz']]) {
      if (encodings.includes(name) && existsSync(file + suffix)) {
        return response.writeHead(200, { ...headers, 'Content-Encoding': name, Vary: 'Accept-Encoding' }).end(readFileSync(file + suffix));
      }
    }
    response.writeHead(200, headers).end(readFileSync(file));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = 'dist', port = '8080'] = process.argv.slice(2);
  const server = staticServer(folder);
  server.on('error', (error) => {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: stop what uses it, or run make serve PORT=8090` : error.message);
    process.exit(1);
  });
  server.listen(Number(port), '127.0.0.1', () => console.log(`Obzor is at http://127.0.0.1:${port}/ (Ctrl+C stops it)`));
}
