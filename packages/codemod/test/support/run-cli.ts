import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a process of its own, with no terminal. */
export function runCli(cwd: string, given: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [CLI, ...given], { cwd, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

const TERMINAL = `
import json, os, pty, sys
answers, argv = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(argv[0], argv)
shown, asked = b'', 0
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    if answers and shown.count(b'[y,n,a,d,q,?] ') > asked:
        asked = shown.count(b'[y,n,a,d,q,?] ')
        os.write(terminal, answers.pop(0).encode())
_, status = os.waitpid(pid, 0)
print(json.dumps({'code': os.waitstatus_to_exitcode(status), 'shown': shown.decode()}))
`;

/** The command on a pseudo-terminal, which types one of `answers` at each question. */
export function runOnTerminal(
  cwd: string,
  answers: readonly string[],
  given: readonly string[],
): { readonly code: number; readonly shown: string } {
  const args = ['-c', TERMINAL, JSON.stringify(answers), process.execPath, CLI, ...given];
  return JSON.parse(execFileSync('python3', args, { cwd, encoding: 'utf8', timeout: 30_000 }));
}
