// `obzor build` of large descriptions: how long it takes, how much memory, and whether every page is HTML as it should be.
//   node tests/bench/site.mjs [FILE]...        OBZOR_BIN is the command, OBZOR_DIST the built app
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { faults } from '../e2e/validator.mjs';

const BINARY = process.env.OBZOR_BIN ?? join(process.env.CARGO_TARGET_DIR ?? 'target', 'release/obzor');
const DIST = process.env.OBZOR_DIST ?? 'dist';
const specs = process.env.OBZOR_SPECS && join(process.env.OBZOR_SPECS, 'public');
const named = process.argv.slice(2);
const files = named.length || !specs ? named : ['petstore-3.1.json', 'github-3.0.json'].map((name) => join(specs, name));
if (files.length === 0) console.log('Name a description, or set OBZOR_SPECS.');

/** Runs a command to its end; gives its seconds and the most memory that it held, in MB. */
async function measured(command, args) {
  const begun = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let most = 0;
  const timer = setInterval(() => {
    try {
      const [, size] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      most = Math.max(most, Number(size ?? 0) / 1000);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
  }, 20);
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  return { seconds: (performance.now() - begun) / 1000, most };
}

let failed = false;
for (const file of files) {
  const folder = mkdtempSync(join(tmpdir(), 'obzor-site-'));
  try {
    const [site, out] = [join(folder, 'site'), join(folder, 'out')];
    mkdirSync(site);
    copyFileSync(file, join(site, basename(file)));
    writeFileSync(join(site, 'site.json'), JSON.stringify({ title: 'Bench', languages: ['en'], apis: [{ id: 'api', title: 'API', description: basename(file) }] }));
    const { seconds, most } = await measured(BINARY, ['build', site, '--app', DIST, '--out', out]);
    const pages = existsSync(join(out, 'read')) ? readdirSync(join(out, 'read'), { recursive: true }).filter((path) => path.endsWith('.html')) : [];
    const wrong = [];
    for (const path of pages) {
      const found = await faults(readFileSync(join(out, 'read', path), 'utf8'));
      if (found.length) wrong.push(`${path}: ${found[0]}`);
    }
    console.log(`${basename(file)}: ${seconds.toFixed(1)} s, ${most.toFixed(0)} MB, ${pages.length} pages, ${wrong.length} of them not as HTML should be`);
    for (const line of wrong.slice(0, 20)) console.log(`  ${line}`);
    failed ||= wrong.length > 0 || pages.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;
