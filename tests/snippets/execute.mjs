// Runs one snippet in a fresh folder and says what came of it. Its processes are a group of their own, and none is left.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeFiles } from './cases.mjs';
import { compare } from './compare.mjs';
import { environment } from './targets.mjs';

const LIMIT = 8_000;
/** What a program closed as it ended reaches the recorder a moment later. */
const SETTLE = 10;
const DRAIN = 500;
const OUTPUT = 8_000;

const groups = new Set();
const killGroup = (pid) => {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
};

const room = mkdtempSync(join(tmpdir(), 'obzor-run-'));
process.on('exit', () => {
  groups.forEach(killGroup);
  rmSync(room, { recursive: true, force: true });
});

/**
 * `{verdict, why, output, requests}` of a snippet. Beside the verdicts of compare(): `fails` sent nothing, `exits` ended
 * with an error after a right request, `executes data` did what stands in the request's text.
 */
export async function runSnippet({ recorder, kase, wire, text, target }) {
  const folder = mkdtempSync(join(room, 'case-'));
  try {
    writeFiles(kase, folder);
    if (target.file) writeFileSync(join(folder, target.file), `${text}\n`);
    if (target.beside) writeFileSync(join(folder, target.beside[0]), target.beside[1]);
    if (target.modules) symlinkSync(target.modules, join(folder, 'node_modules'));
    recorder.take();
    const ended = await run(target, folder);
    await delay(SETTLE);
    const requests = recorder.take();
    const canaries = readdirSync(folder).filter((name) => name.startsWith('CANARY'));
    return { ...judge({ kase, wire, ended, requests, canaries }), output: ended.output, requests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(target, folder) {
  const limit = target.limit ?? LIMIT;
  const [program, ...args] = target.terminal ? ['script', '-qefc', target.command.join(' '), '/dev/null'] : target.command;
  const stdin = openSync(target.stdin ? join(folder, target.stdin) : '/dev/null', 'r');
  const child = spawn(program, args, { cwd: folder, env: environment(folder), detached: true, stdio: [stdin, 'pipe', 'pipe'] });
  closeSync(stdin);
  groups.add(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output = `${output}${data}`.slice(-OUTPUT); });
  return new Promise((done, fail) => {
    let late = false;
    const timer = setTimeout(() => { late = true; killGroup(child.pid); }, limit);
    const finish = (code, signal) => done({ code: code ?? signal, late: late && `it did not end in ${limit / 1000} s`, output });
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      killGroup(child.pid);
      groups.delete(child.pid);
      // A process that left the group may hold the pipes open for ever.
      setTimeout(finish, DRAIN, code, signal).unref();
    });
    child.on('close', finish);
  });
}

function judge({ kase, wire, ended, requests, canaries }) {
  if (canaries.length) return { verdict: 'executes data', why: canaries.join(', ') };
  if (requests.length === 0) return { verdict: 'fails', why: `${ended.late || lastWords(ended)}; nothing was sent` };
  if (requests.length > 1) return { verdict: 'different', why: `${requests.length} requests were sent` };
  const { verdict, differences } = compare(kase, wire, requests[0]);
  if (verdict === 'different') return { verdict, why: differences.join('; ') };
  if (ended.late) return { verdict: 'different', why: ended.late };
  if (ended.code !== 0) return { verdict: 'exits', why: `after a right request: ${lastWords(ended)}` };
  return { verdict, why: '' };
}

/** The line of the output that most likely says why. */
function lastWords({ code, output }) {
  const lines = output.split('\n').map((line) => line.trim()).filter(Boolean);
  const telling = lines.findLast((line) => /(error|exception)[^:]*: |curl: \(|not found/i.test(line)) ?? lines.at(-1) ?? 'no output';
  return `exit ${code}: ${telling.slice(0, 200)}`;
}
