// Writes what a run found: a line for each failure, then a table with a row for each target.
const COLUMNS = ['cases', 'exact', 'equal', 'different', 'fails', 'exits', 'inexpressible', 'executes data'];
const WIDTH = 18;

export const NO_SNIPPET = 'the generator gave no snippet';

/** A line for each failure of a row; one for all if the generator does not know the target. */
export function failureLines({ name, results }) {
  if (results.every(({ why }) => why === NO_SNIPPET)) return [`FAILED ${name}: ${NO_SNIPPET} for any case`];
  return results.filter(({ isFaithful }) => !isFaithful).map(failureLine);
}

function failureLine({ target, id, title, verdict, why, known }) {
  const line = `${known ? 'known' : 'FAILED'} ${target} ${id} (${title}): ${verdict}: ${why}`;
  return (known ? `${line}  [${known}]` : line).replace(/[\r\n]+/g, ' ');
}

/** The table; a target that could not run says why in its row. */
export function table(rows) {
  const head = ['target'.padEnd(WIDTH), ...COLUMNS, 'faithful'].join('  ');
  const lines = rows.map(({ name, skipped, results }) => {
    if (skipped) return `${name.padEnd(WIDTH)}  skipped: ${skipped}`;
    const count = (column) => (column === 'cases' ? results.length : results.filter(({ verdict }) => verdict === column).length);
    const cells = COLUMNS.map((column) => String(count(column)).padStart(column.length));
    const faithful = results.filter(({ isFaithful }) => isFaithful).length;
    const percent = `${((100 * faithful) / Math.max(1, results.length)).toFixed(1)}%`;
    return [name.padEnd(WIDTH), ...cells, percent.padStart('faithful'.length)].join('  ');
  });
  return [head, ...lines].join('\n');
}

/** A snippet with what the generator and its own program said: for whoever mends it. */
export function shown({ target, id, verdict, text, warnings, output, requests }) {
  const parts = [`--- ${target} ${id}: ${verdict}`, text ?? '(no snippet)'];
  for (const warning of warnings ?? []) parts.push(`--- warning: ${warning}`);
  for (const { method, target: address, headers, body } of requests ?? []) {
    parts.push(`--- received: ${method} ${address}`, ...headers.map((pair) => pair.join(': ')), '', body.toString().slice(0, 2000));
  }
  if (output?.trim()) parts.push('--- output', output.trim());
  return parts.join('\n');
}
