// Asks the generator for the snippets of every case. It is one process for all of them; if it dies, the case it died of
// is known, and it is started again for those behind.
import { spawn } from 'node:child_process';

const STARTS = 20;
/** After so many starts without a line it is not a case that it dies of. */
const SILENT = 2;

/** A map from the id of a case to the generator's line for it; `error` where there is none. */
export async function generate(binary, targets, cases, more = []) {
  const answers = new Map();
  let left = cases;
  for (let start = 0; left.length && start < STARTS; start += 1) {
    const end = await ask(binary, [...more, ...targets.flatMap((target) => ['--target', target])], left, answers);
    if (start === SILENT && answers.size === start) throw new Error(`the generator answers nothing: ${end}`);
    left = left.filter(({ id }) => !answers.has(id));
    if (left.length) answers.set(left.shift().id, { error: `the generator gave no line and ended: ${end}` });
  }
  for (const { id } of left) answers.set(id, { error: `the generator died ${STARTS} times` });
  return answers;
}

async function ask(binary, options, cases, answers) {
  const child = spawn(binary, ['snippet', '--wire', ...options]);
  const output = [];
  let errors = '';
  child.stdout.on('data', (data) => output.push(data));
  child.stderr.on('data', (data) => { errors = `${errors}${data}`.slice(-2000); });
  // A generator that died has closed its input; its exit says more than the broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(cases.map((kase) => `${JSON.stringify(kase)}\n`).join(''));
  const code = await new Promise((done, fail) => {
    child.on('error', () => fail(new Error(`${binary} did not start: cargo build --features cli`)));
    child.on('close', (exit, signal) => done(exit ?? signal));
  });
  for (const line of Buffer.concat(output).toString().split('\n').filter(Boolean)) read(line, answers);
  return `exit ${code}: ${errors.trim().replaceAll('\n', ' ').slice(0, 300)}`;
}

/** A line that was cut when the generator died is no answer. */
function read(line, answers) {
  try {
    const answer = JSON.parse(line);
    answers.set(answer.id, answer);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
