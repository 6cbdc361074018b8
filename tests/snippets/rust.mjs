// Compiles the Rust snippets of a run as one program: reqwest is built once and kept, and a snippet costs milliseconds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from './targets.mjs';

const FOLDER = join(CACHE, 'snippets-rust');
const MANIFEST = `[package]
name = "snippets"
version = "0.0.0"
edition = "2021"
publish = false

[dependencies]
reqwest = { version = "0.12", features = ["blocking", "json", "multipart"], default-features = false }

# The folder may lie inside another package's.
[workspace]
`;
/** Each try takes out the snippets that the compiler names; it names those of one stage at a time. */
const TRIES = 4;

/** A map from the id of a case to `{command}`, or to `{error}` if its snippet does not compile. */
export function compileRust(snippets) {
  const built = new Map();
  let left = [...snippets].map(([id, text], index) => ({ id, text, module: `case_${index}` }));
  for (let attempt = 0; attempt < TRIES && left.length; attempt += 1) {
    writeProject(left);
    const errors = build();
    if (!errors) {
      for (const { id } of left) built.set(id, { command: [join(FOLDER, 'target/debug/snippets'), id] });
      return built;
    }
    const isWrong = ({ module }) => errors.has(module);
    for (const wrong of left.filter(isWrong)) built.set(wrong.id, { error: `it does not compile: ${errors.get(wrong.module)}` });
    left = left.filter((snippet) => !isWrong(snippet));
  }
  for (const { id } of left) built.set(id, { error: 'it was not compiled: others failed again and again' });
  return built;
}

function writeProject(snippets) {
  const source = join(FOLDER, 'src');
  rmSync(source, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  writeFileSync(join(FOLDER, 'Cargo.toml'), MANIFEST);
  for (const { module, text } of snippets) {
    writeFileSync(join(source, `${module}.rs`), text.replace(/^((?:async )?fn main\()/m, 'pub $1'));
  }
  const modules = snippets.map(({ module }) => `mod ${module};`).join('\n');
  const arms = snippets.map(({ id, module }) => `        ${JSON.stringify(id)} => ${module}::main().report(),`).join('\n');
  writeFileSync(join(source, 'main.rs'), `${modules}

use std::process::{ExitCode, Termination};

fn main() -> ExitCode {
    match std::env::args().nth(1).unwrap_or_default().as_str() {
${arms}
        _ => ExitCode::from(2),
    }
}
`);
}

/** Null if it was built, else the first error of each module. */
function build() {
  const { status, stderr } = spawnSync('cargo', ['build', '--quiet', '--message-format', 'short'], {
    cwd: FOLDER,
    env: { ...process.env, CARGO_TARGET_DIR: join(FOLDER, 'target') },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return null;
  const errors = new Map();
  for (const [line, error] of stderr.matchAll(/^src\/.*?: (error.*)$/gm)) {
    // Its own file is named, or, if it has no main(), the line of main.rs that calls it.
    const module = /case_\d+/.exec(line)?.[0];
    if (module && !errors.has(module)) errors.set(module, error.slice(0, 200));
  }
  if (errors.size === 0) throw new Error(`cargo build failed in ${FOLDER}:\n${stderr.slice(-3000)}`);
  return errors;
}
