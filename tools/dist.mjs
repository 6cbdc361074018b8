// Trunk's post_build hook: makes the staged files ready for a static host.
//
// 1. shrinks the program (release) 2. refuses inline code 3. writes the integrity of the program
// and the Content-Security-Policy into index.html 4. writes the headers for hosts that take them
// 5. compresses every file (release) 6. prints the sizes and holds the budget (release).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { FEATURES, firstView as wanted, split } from './split.mjs';

/**
 * All that the first view of the demo site downloads, in bytes of brotli. Lower it: the goal is 130 kB
 * (ARCHITECTURE.md says what stands in the way).
 */
const BUDGET = 208_500;
/** What comes once the first view is painted. */
const REST_BUDGET = 233_000;
/** What the engine's thread downloads when the reader turns to the console. */
const ENGINE_BUDGET = 119_000;
/** What the first view of an API description downloads beside. */
const READER_BUDGET = 249_000;
/** What comes once that is shown. */
const READER_REST_BUDGET = 105_000;
/** What a description in YAML needs beside. */
const YAML_BUDGET = 60_000;
/** What a page in Markdown needs beside. */
const DOCS_BUDGET = 142_000;
/** What a reader needs beside who searches the pages, or compares two versions of one. */
const SHELF_BUDGET = 215_000;
/** What a reader needs beside who compares two versions of an API. */
const CHANGES_BUDGET = 140_000;

const dist = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const release = process.env.TRUNK_PROFILE === 'release' || process.argv.includes('--release');
const index = join(dist, 'index.html');

// A provider's own site should name its API's host: OBZOR_CONNECT_SRC='https://api.example.com'.
const connect = process.env.OBZOR_CONNECT_SRC ?? 'https: http://localhost:* http://127.0.0.1:*';
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  'media-src blob:',
  "font-src 'self'",
  `connect-src 'self' ${connect}`,
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

/** Takes from a program what its first view does not run; the name is that of its files. */
function splitIn(program, name, whole) {
  const [first, rest] = ['bg', 'rest'].map((end) => join(dist, `${name}_${end}.wasm`));
  const { stays, moves, placeholders } = split(first, join(dist, `${name}.js`), wanted(program), first, rest, whole);
  console.log(`${program}: the first view keeps ${stays} functions, ${moves} are in the rest, with ${placeholders} placeholders`);
  return [name, first, rest];
}

/** Splits the programs that are split. The files of the page's are then named by what is in them. */
function splitPrograms() {
  const [, wasm] = readFileSync(index, 'utf8').match(/data-wasm="\.\/([^"]+)_bg\.wasm"/);
  splitIn('obzor-reader', 'obzor-reader', ['__wbindgen_start']);
  return splitIn('obzor', wasm);
}

function nameParts([wasm, ...parts]) {
  const hash = createHash('sha256');
  for (const path of parts) hash.update(readFileSync(path));
  const name = `obzor-${hash.digest('hex').slice(0, 16)}`;
  renameSync(join(dist, `${wasm}.js`), join(dist, `${name}.js`));
  ['first', 'rest'].forEach((end, index) => renameSync(parts[index], join(dist, `${name}_${end}.wasm`)));
  const html = readFileSync(index, 'utf8').replaceAll(`${wasm}_bg.wasm`, `${name}_first.wasm`).replaceAll(`${wasm}.js`, `${name}.js`)
    .replace(/data-wasm="[^"]+"/, (first) => `${first} data-rest="./${name}_rest.wasm" data-rest-integrity="${integrityOf(`${name}_rest.wasm`)}"`);
  writeFileSync(index, html);
}

/** Where the code of libraries lay on the builder's machine: nobody's business, and a part of the download. */
const PLACES = /(?:\/rustc\/[0-9a-f]{40}\/library|\/[\w./-]*\/registry\/src\/[^/]+)\/[\w./+-]+?\.rs/g;

/** Blanks them in a program's data; nothing moves. */
function blankPlaces(path) {
  const text = readFileSync(path, 'latin1').replace(PLACES, (place) => ' '.repeat(place.length));
  writeFileSync(path, text, 'latin1');
}

function shrink() {
  const tool = join('node_modules', '.bin', 'wasm-opt');
  if (!existsSync(tool)) throw new Error('wasm-opt is missing: run `make tools`');
  for (const path of files(dist).filter((path) => path.endsWith('.wasm'))) {
    blankPlaces(path);
    execFileSync(tool, ['-Oz', '--converge', '--strip-debug', '--strip-producers', ...FEATURES, path, '-o', path]);
  }
  for (const path of files(dist).filter((path) => /\.(js|css)$/.test(path))) {
    const loader = path.endsWith('.js') ? 'js' : 'css';
    const options = loader === 'js' ? { format: 'esm', target: 'es2022' } : {};
    writeFileSync(path, transformSync(readFileSync(path, 'utf8'), { loader, minify: true, ...options }).code);
  }
}

const integrityOf = (name) => `sha256-${createHash('sha256').update(readFileSync(join(dist, basename(name)))).digest('base64')}`;

/** Programs that a thread loads on first use. */
const THREADS = ['engine', 'reader', 'yaml', 'docs', 'shelf', 'changes'];

/** Trunk gives the program of a worker no name of its own build; a stale one in a cache would not fit the page. */
function nameProgram(program) {
  const ends = ['_bg.wasm', '_rest.wasm'].filter((end) => existsSync(join(dist, `obzor-${program}${end}`)));
  const hash = createHash('sha256');
  for (const end of ends) hash.update(readFileSync(join(dist, `obzor-${program}${end}`)));
  const name = `obzor-${program}-${hash.digest('hex').slice(0, 16)}`;
  for (const end of ['.js', ...ends]) renameSync(join(dist, `obzor-${program}${end}`), join(dist, `${name}${end}`));
  const rest = ends.length > 1 ? ` data-${program}-rest="./${name}_rest.wasm" data-${program}-rest-integrity="${integrityOf(`${name}_rest.wasm`)}"` : '';
  return `data-${program}-js="./${name}.js" data-${program}-wasm="./${name}_bg.wasm" data-${program}-integrity="${integrityOf(`${name}_bg.wasm`)}"${rest}`;
}

/** Styles of what the rest of the program draws: they come with it. */
const LATE = /^(adf|compare|console)-[0-9a-f]+\.css$/;

/** Takes the late styles out of the page; `boot.js` puts them in. */
function delay(html) {
  const late = [];
  const rest = html.replace(/ *<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>\n?/g, (link, name) => {
    if (!LATE.test(name)) return link;
    late.push([`./${name}`, integrityOf(name)]);
    return '';
  });
  if (late.length !== 3) throw new Error(`late styles: ${late.length}, not 3`);
  return rest.replace(/data-wasm="/, (start) => `data-late='${JSON.stringify(late)}' ${start}`);
}

function secure() {
  let html = delay(readFileSync(index, 'utf8'));
  const programs = THREADS.map(nameProgram).join(' ');
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=/g)];
  if (inline.length) throw new Error(`inline code in index.html, the policy would block it: ${inline[0][0]}`);
  const [, wasm] = html.match(/data-wasm="([^"]+)"/);
  html = html
    .replace(`data-wasm="${wasm}"`, `data-wasm="${wasm}" data-wasm-integrity="${integrityOf(wasm)}" data-engine="./engine.js" data-reader="./reader.js" ${release ? 'data-offline="./sw.js" ' : ''}${programs}`)
    // Trunk wrote them before the files were shrunk.
    .replace(/<link\b[^>]*>/g, (link) => {
      const [, name] = link.match(/href="([^"]+)"/) ?? [];
      // Browsers ignore (and warn about) that of a preload; what checks the program is the fetch in boot.js.
      if (/rel="preload"/.test(link)) return link.replace(/ integrity="[^"]*"/, '');
      return link.replace(/integrity="[^"]*"/, () => `integrity="${integrityOf(name)}"`);
    })
    .replace(/<meta charset="utf-8">/, (meta) =>
      `${meta}\n  <meta http-equiv="Content-Security-Policy" content="${policy}">\n  <meta name="referrer" content="no-referrer">`);
  if (!html.includes('Content-Security-Policy')) throw new Error('index.html has no <meta charset="utf-8">');
  writeFileSync(index, html);
}

/** The parts of the program, for the copy that the browser keeps (sw.js). */
function listForOffline() {
  const entry = (path) => [path, /-[0-9a-f]{16}[._]/.test(path) ? integrityOf(path) : ''];
  const paths = files(dist).map((path) => relative(dist, path)).filter((path) => /^[^/]+\.(wasm|css|svg|js)$/.test(path) && !/^(sw|callback)\.js$/.test(path));
  const isLater = (path) => ['reader', 'yaml', 'docs', 'shelf', 'changes'].some((program) => path.startsWith(`obzor-${program}-`));
  const needed = [['./', ''], ...paths.filter((path) => !isLater(path)).map(entry)];
  const version = createHash('sha256').update(readFileSync(index)).digest('hex').slice(0, 16);
  const path = join(dist, 'sw.js');
  const text = readFileSync(path, 'utf8');
  const place = '{"files":[],"later":[],"version":""}';
  if (!text.includes(place)) throw new Error('sw.js has no place for the list of files');
  writeFileSync(path, text.replace(place, JSON.stringify({ files: needed, later: paths.filter(isLater).map(entry), version })));
}

function headers() {
  const common = {
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Browsers heed it over https alone.
    'Strict-Transport-Security': 'max-age=31536000',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  };
  const lines = Object.entries(common).map(([name, value]) => `  ${name}: ${value}\n`).join('');
  // By name: an author's own style sheet has none that says what is in it.
  const styles = files(dist).map((path) => `/${relative(dist, path)}`).filter((path) => /-[0-9a-f]{16}\.css$/.test(path)).sort();
  const cached = ['/*.wasm', ...styles].map((path) => `${path}\n  Cache-Control: public, max-age=31536000, immutable\n`);
  writeFileSync(join(dist, '_headers'), `/*\n${lines}${cached.join('')}${['/index.html', '/boot.js', '/rest.js', '/engine.js', '/reader.js', '/sw.js'].map((path) => `${path}\n  Cache-Control: no-cache\n`).join('')}`);
  const nginx = Object.entries(common).map(([name, value]) => `add_header ${name} "${value}" always;\n`).join('');
  // What is named by what is in it never changes; anything else may change at any time.
  const [hashed, forever] = ['-[0-9a-f]{16}[._]', 'public, max-age=31536000, immutable'];
  writeFileSync(join(dist, 'nginx-headers.conf'), `${nginx}set $obzor_cache "no-cache";\nif ($uri ~ "${hashed}") { set $obzor_cache "${forever}"; }\nadd_header Cache-Control $obzor_cache;\n`);
  const caddy = Object.entries(common).map(([name, value]) => `  ${name} "${value}"\n`).join('');
  writeFileSync(join(dist, 'Caddyfile-headers'), `header {\n${caddy}}\n@named path_regexp ${hashed}\n@others not path_regexp ${hashed}\nheader @named Cache-Control "${forever}"\nheader @others Cache-Control "no-cache"\n`);
}

function compress() {
  for (const path of files(dist).filter((path) => /\.(html|js|css|wasm|json|svg|md|ya?ml)$/.test(path))) {
    const bytes = readFileSync(path);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** What a browser asks for before the first page is shown: the program, the styles, site.json, one page. */
function firstView() {
  const site = JSON.parse(readFileSync(join(dist, 'site.json'), 'utf8'));
  const page = site.pages[0].file;
  const pages = (typeof page === 'string' ? [page] : Object.values(page)).map((path) => join(dist, path));
  const largest = pages.toSorted((a, b) => statSync(`${b}.br`).size - statSync(`${a}.br`).size)[0];
  const always = files(dist).filter((path) => /^(index\.html|(boot|rest)\.js|site\.json|[^/]+\.(wasm|css|svg)|obzor[^/]*\.js)$/.test(relative(dist, path)) && !isRest(path) && !THREADS.some((program) => isOf(program, path)));
  return [...always, largest];
}

const isRest = (path) => /^obzor-[0-9a-f]{16}_rest\.wasm$/.test(relative(dist, path)) || LATE.test(relative(dist, path));

/** Whether a file is of a thread's program. */
const isOf = (program, path) => new RegExp(`^(obzor-${program}-[^/]+\\.(js|wasm)|${program}\\.js)$`).test(relative(dist, path));

function report() {
  const of = (program) => files(dist).filter((path) => isOf(program, path));
  printSizes('first view', firstView(), BUDGET);
  printSizes('the rest of the program', files(dist).filter(isRest), REST_BUDGET);
  printSizes('engine, when the reader turns to the console', of('engine'), ENGINE_BUDGET);
  const reader = of('reader');
  printSizes('reader, with a description', reader.filter((path) => !path.endsWith('_rest.wasm')), READER_BUDGET);
  printSizes('the rest of the reader', reader.filter((path) => path.endsWith('_rest.wasm')), READER_REST_BUDGET);
  printSizes('yaml, with a description in YAML', of('yaml'), YAML_BUDGET);
  printSizes('docs, with a page in Markdown', of('docs'), DOCS_BUDGET);
  printSizes('shelf, for a search over pages', of('shelf'), SHELF_BUDGET);
  printSizes('changes, for a comparison of descriptions', of('changes'), CHANGES_BUDGET);
}

/** Prints what files weigh, and fails if all together are above the budget. */
function printSizes(title, paths, budget) {
  const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
  let total = 0;
  console.log(`\n${title.padEnd(44)}${'raw kB'.padStart(8)}${'gzip'.padStart(8)}${'brotli'.padStart(8)}`);
  for (const path of paths) {
    const sizes = [path, `${path}.gz`, `${path}.br`].map((file) => statSync(file).size);
    total += sizes[2];
    console.log(`${relative(dist, path).padEnd(44)}${sizes.map(kilobytes).join('')}`);
  }
  console.log(`${'total'.padEnd(60)}${kilobytes(total)}  (budget ${kilobytes(budget).trim()})\n`);
  // What the first view runs is about to be looked at anew: the old list says nothing of its size.
  if (total > budget && !process.env.OBZOR_PROFILE) throw new Error(`${title}: ${total} bytes of brotli, the budget is ${budget}`);
}

if (release) {
  const parts = splitPrograms();
  shrink();
  nameParts(parts);
}
secure();
headers();
if (release) {
  listForOffline();
  compress();
  report();
}
