// Splits a program in two files of one instance: what the first view runs, and the rest. So it is with the
// page's program and with the reader of API descriptions.
//
// tools/first-view*.txt name the functions of the first view (tools/profile.mjs writes them). Every other
// function moves to the rest, which shares the memory, the tables and the stack of the first. Where a moved function
// is called or stands in the table, a placeholder is left: it has the rest loaded if that is not there (rest.js),
// then calls through the function's slot of the table, which the rest fills as it starts. A name that is missing in
// the list thus costs time, and never breaks a call. Constants stay in the first file: which of them a function reads
// cannot be told from its code alone, since a compiler may count an index from the end of a table.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals',
  'reference-types', 'multivalue', 'call-indirect-overlong'].map((name) => `--enable-${name}`);

const ID = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;
const CALLED = new RegExp(String.raw`\((?:call|return_call|ref\.func) (${ID})`, 'g');
/** The export of a program that has rest.js load the rest at once. */
const NEEDED = 'rest_is_needed';
/** Until how many nodes a function that calls none is no larger than its placeholder. */
const SMALL = 6;

export const tool = (name, ...args) => execFileSync(join('node_modules', '.bin', name), args, { maxBuffer: 1 << 28 });

/** A function's name without what differs between builds and machines: hashes, and the numbers by which a linker
 * tells copies of one function apart. */
export const plainName = (id) => id.replace(/^\$"?|"$/g, '').replace(/\[[0-9a-f]+\]|::h[0-9a-f]{16}|[._]\d+$/g, '');

/** How these lists name a function: names with all their types are up to kilobytes long. */
export const short = (name) => createHash('sha256').update(name).digest('hex').slice(0, 8);

/** A temporary folder for the length of `work`. */
export function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'obzor-split-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The parts of a program at its top level: `{ kind, id, text }`, functions with what they are called with. */
export function read(wasm) {
  const text = tool('wasm-dis', wasm).toString();
  return text.split(/\n(?= \()/).slice(1).map((part) => {
    const body = part.replace(/\n\s*;;[^\n]*|\n\)\s*$/g, '');
    const [, kind] = body.match(/^ \((\w+)/);
    const [head] = body.split('\n', 1);
    const declared = kind === 'import' ? head.match(/\((func|memory|table|global) .*/)[0] : head;
    const [id] = declared.match(new RegExp(ID)) ?? [];
    const types = (word) => [...declared.matchAll(new RegExp(String.raw`\(${word} (?:${ID} )?([^()$]+)\)`, 'g'))].flatMap(([, list]) => list.trim().split(' '));
    const isFunction = kind === 'func' || /^\(func /.test(declared);
    const calls = () => [...body.matchAll(CALLED)].map(([, called]) => called);
    return { kind, id, text: body, ...(isFunction && { params: types('param'), results: types('result'), calls: kind === 'func' ? calls() : [] }) };
  });
}

/** Writes a program from its text. */
export function write(wasm, parts) {
  inFolder((folder) => {
    const text = join(folder, 'program.wat');
    writeFileSync(text, `(module\n${parts.join('\n')}\n)\n`);
    tool('wasm-as', ...FEATURES, '-g', text, '-o', wasm);
  });
}

const list = (word, types) => (types.length ? ` (${word} ${types.join(' ')})` : '');
const signature = ({ params, results }) => list('param', params) + list('result', results);

/** The functions that stay: those of the first view, what starts the rest, and what is too small to move. */
function staying(functions, wanted, exported, whole) {
  const stay = new Set();
  const keep = (id) => {
    if (stay.has(id) || !functions.has(id)) return;
    stay.add(id);
  };
  const keepAll = (id) => {
    if (stay.has(id) || !functions.has(id)) return;
    stay.add(id);
    functions.get(id).calls.forEach(keepAll);
  };
  for (const name of [NEEDED, ...whole]) keepAll(exported.get(name));
  for (const [name, id] of exported) if (/^__(wbindgen|externref)_/.test(name)) keep(id);
  for (const [id, { text, calls }] of functions) {
    const nodes = text.split('\n').filter((line) => !/\(local /.test(line)).join('\n').split('(').length - 1;
    if (wanted.has(short(plainName(id))) || (!calls.length && nodes <= SMALL + functions.get(id).params.length)) keep(id);
  }
  return stay;
}

/** Gives what passes between the program and its script short names in place of words with hashes. */
function shorten(parts, script) {
  let code = readFileSync(script, 'utf8');
  const short = new Map();
  for (const part of parts.filter(({ kind }) => kind === 'import' || kind === 'export')) {
    part.text = part.text.replace(/"(?:\w+_[0-9a-f]{16}\w*)"/, (quoted) => {
      const name = quoted.slice(1, -1);
      if (!short.has(name)) short.set(name, `$${short.size.toString(36)}`);
      return `"${short.get(name)}"`;
    });
  }
  code = code.replace(/\b\w+_[0-9a-f]{16}\w*\b/g, (name) => short.get(name) ?? name);
  writeFileSync(script, code);
}

/**
 * Splits the program at `wasm`: writes what the first view runs to `first`, the rest to `rest`, and shortens
 * the names in its `script`.
 * The exports `whole` stay with all that they call: they run before anyone could bring the rest.
 */
export function split(wasm, script, names, first, rest, whole = []) {
  const parts = read(wasm);
  shorten(parts, script);
  const of = (kind) => parts.filter((part) => part.kind === kind);
  const functions = new Map(of('func').map((part) => [part.id, part]));
  const imported = new Map(of('import').map((part) => [part.id, part]));
  const exported = new Map(of('export').flatMap(({ text }) => {
    const [, name, id] = text.match(new RegExp(String.raw`\(export "([^"]+)" \(func (${ID})\)`)) ?? [];
    return id ? [[name, id]] : [];
  }));
  if (!exported.has(NEEDED)) throw new Error(`the program does not export ${NEEDED}`);
  const stay = staying(functions, new Set(names), exported, whole);

  // The table of functions, and the slot of each function in it.
  const table = of('table').find(({ text }) => / funcref\)/.test(text));
  let [, size] = table.text.match(/ (\d+) \d+ funcref/);
  const slots = new Map();
  for (const { text } of of('elem')) {
    const [, offset, ids] = text.match(/\(i32\.const (\d+)\)(?: func)? (.*)\)$/);
    [...ids.matchAll(new RegExp(ID, 'g'))].forEach(([id], index) => slots.set(id, [...(slots.get(id) ?? []), Number(offset) + index]));
  }
  const called = [...stay].flatMap((id) => functions.get(id).calls);
  for (const id of [...called, ...exported.values()]) {
    if (functions.has(id) && !stay.has(id) && !slots.has(id)) slots.set(id, [size++]);
  }
  const tableText = table.text.replace(/ \d+ \d+ funcref/, ` ${size} ${size} funcref`);

  // What stays.
  const placeholder = (part) => `(func ${part.id}${signature(part)} (call $rest_ensure)
    (call_indirect ${table.id}${signature(part)} ${part.params.map((_, index) => `(local.get ${index})`).join(' ')} (i32.const ${slots.get(part.id)[0]})))`;
  const moved = [...functions.values()].filter(({ id }) => !stay.has(id));
  const left = moved.filter(({ id }) => slots.has(id)).map(placeholder);
  const shared = new Map();
  const share = (kind, id) => {
    const key = `(${kind} ${id})`;
    if (!shared.has(key)) shared.set(key, shared.size.toString(36));
    return shared.get(key);
  };

  // The rest.
  const imports = [...new Set(moved.flatMap(({ calls }) => calls))].filter((id) => stay.has(id) || imported.has(id))
    .map((id) => `(import "" "${share('func', id)}" (func ${id}${signature(functions.get(id) ?? imported.get(id))}))`);
  for (const { id, text } of [...of('memory'), { ...table, text: tableText }, ...of('table').filter((other) => other !== table)]) {
    const [, kind, limits] = text.match(new RegExp(String.raw`\((\w+) ${ID} (.*)\)$`));
    imports.push(`(import "" "${share(kind, id)}" (${kind} ${id} ${limits}))`);
  }
  for (const { id, text } of of('global')) {
    const [, type] = text.match(/(\(mut \w+\))/) ?? [];
    if (type) imports.push(`(import "" "${share('global', id)}" (global ${id} ${type}))`);
  }
  imports.push(`(import "" "${share('global', '$rest_is_here')}" (global $rest_is_here (mut i32)))`);
  const filled = moved.flatMap(({ id }) => (slots.get(id) ?? []).map((slot) => [slot, id])).toSorted(([a], [b]) => a - b);
  const runs = [];
  for (const [slot, id] of filled) {
    const last = runs.at(-1);
    if (last && last.from + last.ids.length === slot) last.ids.push(id);
    else runs.push({ from: slot, ids: [id] });
  }

  const exports = [...shared].map(([what, name]) => `(export "${name}" ${what})`);
  write(first, [
    ...parts.filter((part) => part.kind !== 'func' || stay.has(part.id)).map((part) => (part === table ? tableText : part.text)),
    '(global $rest_is_here (mut i32) (i32.const 0))', ...exports, ...left,
    `(func $rest_ensure (if (i32.eqz (global.get $rest_is_here)) (then (call ${exported.get(NEEDED)}))))`,
  ]);
  write(rest, [
    ...of('type').map(({ text }) => text), ...imports, ...of('global').filter(({ text }) => !/\(mut /.test(text)).map(({ text }) => text),
    ...runs.map(({ from, ids }) => `(elem (table ${table.id}) (i32.const ${from}) func ${ids.join(' ')})`),
    ...moved.map(({ text }) => text),
    '(func $rest_starts (global.set $rest_is_here (i32.const 1)))', '(start $rest_starts)',
  ]);
  return { stays: stay.size, moves: moved.length, placeholders: left.length };
}

/** The file that lists the functions of a program's first view. */
export const listOf = (program) => `tools/first-view${program === 'obzor' ? '' : `.${program.replace('obzor-', '')}`}.txt`;

/** The functions that the first view of a program runs. */
export const firstView = (program) => readFileSync(listOf(program), 'utf8').split('\n').filter(Boolean);
