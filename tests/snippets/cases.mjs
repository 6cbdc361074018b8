// Reads cases (their format is in the README of the suite) and gives each the address of its worker's recorder.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The cases of a file. A text may be written as `{"repeat": "…", "times": N}`, which keeps a long one out of the file. */
export function readCases(path) {
  const cases = JSON.parse(readFileSync(path, 'utf8'));
  for (const { id, body } of cases) {
    if (typeof id !== 'string') throw new Error(`${path}: a case without an id`);
    if (body?.type === 'text' && typeof body.text === 'object') body.text = body.text.repeat.repeat(body.text.times);
  }
  return cases;
}

/** Two cases of one id would share one answer. */
export function checkIds(cases) {
  const seen = new Set();
  for (const { id } of cases) {
    if (seen.has(id)) throw new Error(`two cases have the id ${id}`);
    seen.add(id);
  }
}

export const withAddress = (kase, port) => ({ ...kase, base: kase.base.replaceAll('{BASE}', `http://127.0.0.1:${port}`) });

/** Puts the files that a snippet may read into its folder. */
export function writeFiles({ body }, folder) {
  const files = body?.type === 'binary' ? [body] : body?.type === 'multipart' ? body.parts : [];
  for (const { fileName, base64 } of files) {
    if (fileName !== undefined) writeFileSync(join(folder, fileName), Buffer.from(base64, 'base64'));
  }
}
