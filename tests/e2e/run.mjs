// Runs the end-to-end tests, a file after the other. A file that fails is run once more, and both runs are printed:
// a browser on a busy machine may stall. What fails only at times passes so too: read what was run once more.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { tap } from 'node:test/reporters';
import { finished } from 'node:stream/promises';

const folder = import.meta.dirname;
const all = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => join(folder, name));

/** Runs files, and gives back those of which a test failed. */
async function failing(files) {
  const failed = new Set();
  const events = run({ files, concurrency: 1 });
  events.on('test:fail', ({ file, details, todo }) => {
    if (!todo && details.error?.failureType !== 'subtestsFailed') failed.add(file);
  });
  const printed = events.compose(tap);
  printed.pipe(process.stdout, { end: false });
  await finished(printed);
  return [...failed];
}

let failed = await failing(all);
if (failed.length > 0) {
  console.log(`# once more: ${failed.map((file) => file.slice(folder.length + 1)).join(' ')}`);
  failed = await failing(failed);
}
process.exitCode = failed.length > 0 ? 1 : 0;
