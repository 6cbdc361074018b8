// How a snippet of each target is run: one line a target. No snippet is run here.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CACHE = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
export const GENERATOR = process.env.OBZOR_BIN ?? join(CACHE, 'debug/obzor');

const PYTHON = process.env.SNIPPET_PYTHON ?? 'python3';
const MODULES = resolve(process.env.SNIPPET_NODE_MODULES ?? join(ROOT, 'node_modules'));
/** Compilers take their time, most of all for the first program. */
const SLOW = 90_000;

/** mcs is older than C# 7.1 and takes no `static async Task Main()`, which is how C# is written today: this calls it. */
const ENTRY = `using System.Reflection;
using System.Threading.Tasks;

static class Entry
{
    static void Main()
    {
        var main = typeof(Program).GetMethod("Main", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        var task = main.Invoke(null, null) as Task;
        if (task != null) task.GetAwaiter().GetResult();
    }
}
`;

/** How a text is given to a shell. `paste` types it into an interactive bash, where `!` asks for the history. */
function shellRun(shell) {
  if (shell === 'paste') return { command: ['bash', '--norc', '--noprofile', '-i'], stdin: 'snippet.sh' };
  return { command: [shell, 'snippet.sh'] };
}

/**
 * For each target: the `file` of the snippet, the `command` that runs it in its folder, the `tool` it needs in a reader's
 * words, and the `probe` that ends well if that is there. `usesShell` makes --shell count, `terminal` gives it a terminal,
 * `modules` a node_modules, `limit` more milliseconds; a file may lie `beside` it. A `prepared` target is compiled beforehand,
 * all snippets at once.
 */
export function targetsFor(shell) {
  const inShell = (tool, probe) => ({ file: 'snippet.sh', ...shellRun(shell), usesShell: true, tool, probe });
  const inPython = (tool, module) =>
    ({ file: 'snippet.py', command: [realPython(), 'snippet.py'], tool, probe: [PYTHON, '-c', `import ${module}`] });
  const inNode = { file: 'snippet.mjs', command: [process.execPath, 'snippet.mjs'] };
  const script = (file, command, tool, probe) => ({ file, command, tool, probe });
  return {
    curl: inShell('curl', ['curl', '--version']),
    wget: inShell('wget', ['wget', '--version']),
    httpie: { ...inShell('httpie', ['http', '--version']), terminal: true },
    python: inPython('python3 with requests', 'requests'),
    python_stdlib: inPython('python3', 'http.client'),
    httpx: inPython('python3 with httpx', 'httpx'),
    fetch: { ...inNode, tool: 'node', probe: [process.execPath, '--version'] },
    node_axios: { ...inNode, modules: MODULES, tool: `axios in ${MODULES}`, probe: ['test', '-d', join(MODULES, 'axios')] },
    php: script('snippet.php', ['php', 'snippet.php'], 'php with curl', ['php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);']),
    ruby: script('snippet.rb', ['ruby', 'snippet.rb'], 'ruby', ['ruby', '--version']),
    perl: script('snippet.pl', ['perl', 'snippet.pl'], 'perl with LWP', ['perl', '-MLWP::UserAgent', '-e', '1']),
    r: script('snippet.R', ['Rscript', '--vanilla', 'snippet.R'], 'R with httr2', ['Rscript', '--vanilla', '-e', 'library(httr2)']),
    go: { ...script('main.go', ['go', 'run', 'main.go'], 'go', ['go', 'version']), limit: SLOW },
    java: { ...script('Main.java', ['java', 'Main.java'], 'java', ['java', '-version']), limit: SLOW },
    csharp: {
      ...script('Program.cs', ['sh', '-c', 'mcs -r:System.Net.Http -main:Entry Program.cs Entry.cs -out:p.exe && exec mono p.exe'],
        'mono with mcs', ['sh', '-c', 'mcs --version && mono --version']),
      beside: ['Entry.cs', ENTRY],
      limit: SLOW,
    },
    rust: { prepared: true, tool: 'cargo', probe: ['cargo', '--version'] },
  };
}

/** Null if the target can run, else why it cannot. */
export function missing({ tool, probe: [program, ...args], usesShell, terminal }, shell) {
  const works = (command, words) => spawnSync(command, words, { stdio: 'ignore' }).status === 0;
  if (!works(program, args)) return `${tool} is not installed`;
  // The program would read the rest of the paste from the terminal that it needs.
  if (terminal && shell === 'paste') return 'it is not run by --shell paste';
  const interpreter = shell === 'paste' ? 'bash' : shell;
  return usesShell && !works(interpreter, ['-c', ':']) ? `${interpreter} is not installed` : null;
}

let python;

/** The interpreter itself: what pyenv puts in its place is a shell script that costs more than the snippet. */
function realPython() {
  python ??= spawnSync(PYTHON, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout?.trim() || PYTHON;
  return python;
}

/** What a snippet's program finds in its environment: no proxy, no configuration of whoever runs the tests. */
export const environment = (folder) => ({
  PATH: process.env.PATH,
  HOME: folder,
  LANG: 'C.UTF-8',
  TERM: 'dumb',
  PYTHONDONTWRITEBYTECODE: '1',
  GOCACHE: join(CACHE, 'snippets-go'),
  GO111MODULE: 'off',
});
