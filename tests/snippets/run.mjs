// The proof: every snippet is run for real, and what a server received is compared with what the request says.
//   node tests/snippets/run.mjs [--targets curl,python,fetch|all] [--cases FILE]... [--only REGEX]
//     [--shell bash|dash|zsh|paste] [--values] [--jobs 2] [--require] [--show]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkIds, readCases, withAddress } from './cases.mjs';
import { runSnippet } from './execute.mjs';
import { readExpected, settle } from './expected.mjs';
import { generate } from './generate.mjs';
import { NO_SNIPPET, failureLines, shown, table } from './report.mjs';
import { compileRust } from './rust.mjs';
import { startRecorder } from './server.mjs';
import { GENERATOR, ROOT, missing, targetsFor } from './targets.mjs';

const FOLDER = join(ROOT, 'tests/snippets');
const OWN = join(FOLDER, 'cases.json');
const SHELLS = ['bash', 'dash', 'zsh', 'paste'];
const FAITHFUL = new Set(['exact', 'equal']);

function readOptions() {
  const { values } = parseArgs({
    options: {
      targets: { type: 'string', default: 'curl,python,fetch' },
      cases: { type: 'string', multiple: true },
      only: { type: 'string', default: '' },
      shell: { type: 'string', default: 'bash' },
      jobs: { type: 'string', default: '2' },
      require: { type: 'boolean', default: false },
      show: { type: 'boolean', default: false },
      values: { type: 'boolean', default: false },
    },
  });
  if (!SHELLS.includes(values.shell)) throw new Error(`--shell is one of ${SHELLS.join(', ')}`);
  const all = targetsFor(values.shell);
  const names = values.targets === 'all' ? Object.keys(all) : values.targets.split(',');
  const unknown = names.filter((name) => !Object.hasOwn(all, name));
  if (unknown.length) throw new Error(`no target ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
  const jobs = Number(values.jobs);
  if (!(Number.isInteger(jobs) && jobs > 0)) throw new Error('--jobs is a number above 0');
  return { ...values, all, names, jobs, only: new RegExp(values.only) };
}

function chooseCases({ cases, only }) {
  const files = cases ?? [OWN];
  const suites = process.env.OBZOR_SUITES;
  if (!cases && suites) files.push(join(suites, 'snippets/cases.public.json'));
  if (!cases && !suites) console.log('OBZOR_SUITES is not set: the cases of the suite are skipped, ours run');
  const chosen = files.flatMap(readCases);
  checkIds(chosen);
  const left = chosen.filter(({ id }) => only.test(id));
  if (left.length === 0) throw new Error(`no case has an id like ${only.source}`);
  return left;
}

/** The rows of the table: a target and why it is skipped, if it is. A shell other than bash has known failures of its own. */
const chooseRows = ({ names, all, shell }) => names.map((name) => {
  const target = all[name];
  const label = target.usesShell && shell !== 'bash' ? `${name}@${shell}` : name;
  return { name: label, key: name, target, skipped: missing(target, shell), results: [] };
});

/** The snippet of a case for a row, run and judged; also if the generator gave none. */
async function check(row, { kase, answer, recorder, rust }) {
  const { id, title } = kase;
  const text = answer[row.key];
  const base = { id, title, target: row.name, text, warnings: answer.warnings?.[row.key] };
  const error = answer.error ?? answer.errors?.[row.key];
  if (typeof text !== 'string') {
    const isInexpressible = error?.startsWith('INEXPRESSIBLE');
    return { ...base, verdict: isInexpressible ? 'inexpressible' : 'fails', why: error ?? NO_SNIPPET };
  }
  if (!answer.wire) return { ...base, verdict: 'fails', why: 'the generator gave no wire form' };
  const built = row.target.prepared ? rust.get(id) : {};
  if (built.error) return { ...base, verdict: 'fails', why: built.error };
  const ran = await runSnippet({ recorder, kase, wire: answer.wire, text, target: { ...row.target, ...built } });
  return { ...base, ...ran, isFaithful: FAITHFUL.has(ran.verdict) };
}

/** Worker k takes every case whose number is k modulo their count: a case's address is that of its worker's recorder. */
async function runAll(rows, cases, { jobs, values }) {
  const recorders = await Promise.all(Array.from({ length: jobs }, startRecorder));
  try {
    await runOn(recorders, rows, cases, values ? ['--values'] : []);
  } finally {
    // One that listens keeps the process alive.
    await Promise.all(recorders.map((recorder) => recorder.close()));
  }
}

async function runOn(recorders, rows, cases, more) {
  const jobs = recorders.length;
  const placed = cases.map((kase, index) => withAddress(kase, recorders[index % jobs].port));
  const answers = await generate(GENERATOR, rows.map(({ key }) => key), placed, more);
  const rust = new Map();
  if (rows.some(({ target }) => target.prepared)) {
    const texts = [...answers].map(([id, answer]) => [id, answer.rust]).filter(([, text]) => typeof text === 'string');
    for (const [id, built] of compileRust(texts)) rust.set(id, built);
  }
  await Promise.all(recorders.map(async (recorder, worker) => {
    for (const kase of placed.filter((_, index) => index % jobs === worker)) {
      const meant = rows.filter(({ key }) => kase.targets?.includes(key) ?? true);
      for (const row of meant) row.results.push(await check(row, { kase, answer: answers.get(kase.id), recorder, rust }));
    }
  }));
}

async function main() {
  const options = readOptions();
  const cases = chooseCases(options);
  const rows = chooseRows(options);
  const running = rows.filter(({ skipped }) => !skipped);
  if (running.length) await runAll(running, cases, options);
  const results = running.flatMap((row) => row.results);
  const ownIds = new Set(readCases(OWN).map(({ id }) => id));
  const expected = readExpected(join(FOLDER, 'expected_failures.txt'));
  const remove = settle(results, expected, { ownIds, targets: new Set(Object.keys(options.all)) });
  const failures = results.filter(({ isFaithful }) => !isFaithful);
  const missed = options.require ? rows.filter(({ skipped }) => skipped) : [];
  if (options.show) console.log(results.map(shown).join('\n\n'), '\n');
  for (const line of running.flatMap(failureLines)) console.log(line);
  for (const line of remove) console.log(`FAILED ${line}: remove this line`);
  for (const { name, skipped } of missed) console.log(`FAILED ${name}: ${skipped}`);
  console.log(`\n${table(rows)}\n`);
  const known = failures.filter((failure) => failure.known).length;
  const failed = failures.length - known + remove.length + missed.length;
  console.log(`${results.length - failures.length} passed, ${failed} failed${known ? `, ${known} skipped` : ''}`);
  return failed ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
process.exitCode = await main().catch((error) => {
  console.error(error.message);
  return 2;
});
