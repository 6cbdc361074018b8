// The list of known failures. It may only shrink: a line that is not needed any more fails the run.
import { readFileSync } from 'node:fs';

/** `[{target, id, reason, line}]` of a text with a line each: `target case-id  reason`; # begins a comment. */
export function parseExpected(text) {
  const lines = text.split('\n').map((line, index) => ({ words: line.trim(), line: index + 1 }));
  return lines.filter(({ words }) => words && !words.startsWith('#')).map(({ words, line }) => {
    const [, target, id, reason] = /^(\S+)\s+(\S+)\s+(.+)$/.exec(words) ?? [];
    if (!reason) throw new Error(`expected_failures.txt:${line}: want "target case-id  reason", found "${words}"`);
    return { target, id, reason, line };
  });
}

export const readExpected = (path) => parseExpected(readFileSync(path, 'utf8'));

/**
 * Marks the results that are listed with the reason, and says which lines must go: those whose snippet is right now, and
 * those of a case of ours or of a target that there is no more. What was not run is not judged.
 */
export function settle(results, expected, { ownIds, targets }) {
  const remove = [];
  const byKey = new Map(results.map((result) => [`${result.target} ${result.id}`, result]));
  const seen = new Set();
  for (const { target, id, reason, line } of expected) {
    const where = `expected_failures.txt:${line}: ${target} ${id}`;
    const result = byKey.get(`${target} ${id}`);
    if (seen.has(`${target} ${id}`)) remove.push(`${where} is listed twice`);
    else if (!targets.has(target.split('@')[0])) remove.push(`${where}: there is no such target`);
    else if (id.startsWith('own-') && !ownIds.has(id)) remove.push(`${where}: there is no such case`);
    else if (result?.isFaithful) remove.push(`${where} is faithful now`);
    else if (result) result.known = reason;
    seen.add(`${target} ${id}`);
  }
  return remove;
}
