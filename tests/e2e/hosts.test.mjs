// The header files, read by the servers that they are for.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { DEMO, DIST, onEnd, open, send, signInAndUse } from './harness.mjs';

const folder = mkdtempSync(join(tmpdir(), 'obzor-hosts-'));
onEnd(() => rmSync(folder, { recursive: true, force: true }));
const dist = resolve(DIST);

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

const SERVERS = {
  nginx: (port) => {
    const path = join(folder, 'nginx.conf');
    const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    // Its workers would be of a user who may not read a folder of root's.
    const user = process.getuid() === 0 ? 'user root;' : '';
    writeFileSync(path, `${user} daemon off; pid ${folder}/nginx.pid; error_log stderr; events {}
      http { include /etc/nginx/mime.types; access_log off; ${kept}
        server { listen 127.0.0.1:${port}; root ${dist}; gzip_static on; include ${dist}/nginx-headers.conf; } }`);
    return ['-c', path];
  },
  caddy: (port) => {
    const path = join(folder, 'Caddyfile');
    writeFileSync(path, `{\n  admin off\n  auto_https off\n}\nhttp://127.0.0.1:${port} {\n  root * ${dist}\n  import ${dist}/Caddyfile-headers\n  file_server {\n    precompressed br gzip\n  }\n}\n`);
    return ['run', '--config', path, '--adapter', 'caddyfile'];
  },
};

function isThere(command) {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
    return true;
  } catch {
    return false;
  }
}

for (const [command, configure] of Object.entries(SERVERS)) {
  test(`${command} takes the file of headers as it is, and the page works`, { skip: !isThere(command) && `${command} is not installed` }, async () => {
    const port = await freePort();
    mkdirSync(join(folder, 'home'), { recursive: true });
    const child = spawn(command, configure(port), { env: { ...process.env, HOME: join(folder, 'home'), PATH: `${process.env.PATH}:/usr/sbin` }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (data) => { said += data; });
    onEnd(() => child.kill('SIGTERM'));
    const url = `http://127.0.0.1:${port}/`;
    for (let tries = 0; ; tries += 1) {
      if (await fetch(url).then((answer) => answer.ok, () => false)) break;
      assert.ok(tries < 100, said);
      await new Promise((done) => setTimeout(done, 100));
    }
    const header = async (path, name) => (await fetch(url + path)).headers.get(name);
    assert.match(await header('', 'content-security-policy'), /default-src 'none'.*frame-ancestors 'none'/);
    for (const [name, value] of [['x-content-type-options', 'nosniff'], ['referrer-policy', 'no-referrer'], ['x-frame-options', 'DENY'],
      ['cross-origin-opener-policy', 'same-origin'], ['cross-origin-resource-policy', 'same-origin']]) {
      assert.equal(await header('', name), value, name);
    }
    assert.match(await header('', 'permissions-policy'), /camera=\(\)/);
    assert.match(await header('', 'strict-transport-security'), /max-age=\d+/);
    const wasm = readdirSync(dist).find((name) => name.endsWith('_first.wasm'));
    assert.equal(await header(wasm, 'content-type'), 'application/wasm');
    assert.match(await header(wasm, 'cache-control'), /immutable/);
    for (const path of ['', 'index.html', 'boot.js', 'site.json', 'sw.js']) assert.equal(await header(path, 'cache-control'), 'no-cache', path);
    const { page, finish } = await open(url);
    await signInAndUse(page, DEMO);
    assert.equal(await send(page), '200 OK');
    await finish();
  });
}
