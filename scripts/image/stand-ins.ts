import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What no command line and no output may contain. The runtime's stands in its environment variables. */
export const PASSWORD = 'canary-of-the-registry';
export const RUNTIME_SECRET = 'canary-of-the-runtime';

export const DIGEST = `sha256:${'5'.repeat(64)}`;
export const REPOSITORY = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/my-server';

const SCRIPT = fileURLToPath(new URL('../build_and_push.sh', import.meta.url));
const TOOLS = ['bash', 'cat', 'date', 'dirname', 'env', 'git', 'grep', 'mkdir', 'mktemp', 'rm', 'sed', 'sleep', 'tail'];

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StandIns {
  /** Holds `server/` (the build context) and the state of the stand-ins: `repository`, `tags/`, `runtime.json`, `sent.json`. */
  readonly folder: string;
  run(args?: readonly string[], env?: Record<string, string>): Promise<Outcome>;
  /** Every command line so far, the program first. */
  calls(): Promise<string[][]>;
  /** Replaces what `aws … OPERATION` does by another piece of bash. */
  answer(operation: string, bash: string): Promise<void>;
  /** Replaces what `docker login`, `push`, `build`, … does. */
  engineAnswer(command: string, bash: string): Promise<void>;
  remove(program: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Programs that record how they are called, on a PATH with nothing else but what the script may use. */
export async function createStandIns(engines: readonly string[] = ['docker']): Promise<StandIns> {
  const folder = await mkdtemp(join(tmpdir(), "build and push'"));
  for (const part of ['bin', 'aws', 'engine', 'tags', 'server']) await mkdir(join(folder, part));
  for (const tool of TOOLS) await symlink(await pathOf(tool), join(folder, 'bin', tool));
  await symlink(process.execPath, join(folder, 'bin', 'node'));
  await program(folder, 'aws', AWS);
  for (const engine of engines) await program(folder, engine, ENGINE);
  for (const [name, bash] of Object.entries(ANSWERS)) await writeFile(join(folder, 'aws', name), bash);
  await writeFile(join(folder, 'server', 'Dockerfile'), 'FROM scratch\n');
  await writeFile(join(folder, 'server', '.dockerignore'), '.env\n');

  return {
    folder,
    run: (args = [], env = {}) => runScript(folder, args, env),
    calls: () => recorded(folder),
    answer: (operation, bash) => writeFile(join(folder, 'aws', operation), bash),
    engineAnswer: (command, bash) => writeFile(join(folder, 'engine', command), bash),
    remove: (name) => rm(join(folder, 'bin', name)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function runScript(folder: string, args: readonly string[], env: Record<string, string>): Promise<Outcome> {
  const child = spawn('bash', [SCRIPT, ...args], {
    cwd: join(folder, 'server'),
    env: {
      PATH: join(folder, 'bin'),
      HOME: folder,
      GIT_CEILING_DIRECTORIES: tmpdir(),
      STAND_IN: folder,
      IMAGE_NAME: 'my-server',
      POLL_SECONDS: '0',
      WAIT_SECONDS: '20',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, stdout, stderr };
}

async function recorded(folder: string): Promise<string[][]> {
  const log = await readFile(join(folder, 'calls'), 'utf8').catch(() => '');
  const lines = log.split('\x1e').filter((line) => line !== '');
  return lines.map((line) => line.split('\x1f').slice(0, -1));
}

async function pathOf(tool: string): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const folder of folders) {
    const found = await readFile(join(folder, tool)).then(
      () => true,
      () => false,
    );
    if (found) return join(folder, tool);
  }
  throw new Error(`${tool} is not installed`);
}

async function program(folder: string, name: string, bash: string): Promise<void> {
  const path = join(folder, 'bin', name);
  await writeFile(path, `#!/usr/bin/env bash\n${RECORD}\n${bash}`);
  await chmod(path, 0o755);
}

// One write a call: a password's pipe has two programs that record at once.
const RECORD = `printf -v line '%s\\037' "\${0##*/}" "$@"; printf '%s\\036' "$line" >>"$STAND_IN/calls"`;

const AWS = `
if [ "$1" = --region ]; then shift 2; fi
if [ ! -f "$STAND_IN/aws/$2" ]; then echo "no stand-in for aws $*" >&2; exit 99; fi
. "$STAND_IN/aws/$2"
`;

const ENGINE = `
command=$1
if [ "$command $2" = 'buildx build' ]; then command=build; fi
if [ -f "$STAND_IN/engine/$command" ]; then . "$STAND_IN/engine/$command"; exit; fi
case $command in
  login) cat >"$STAND_IN/password" ;;
  push) reference=\${!#}; echo '${DIGEST}' >"$STAND_IN/tags/\${reference##*:}"; echo "pushed $reference" ;;
esac
`;

const ANSWERS: Record<string, string> = {
  get: 'echo eu-central-1',
  'get-caller-identity': 'echo 111122223333',
  'describe-repositories': `
    if [ -f "$STAND_IN/repository" ]; then cat "$STAND_IN/repository"; exit; fi
    echo "An error occurred (RepositoryNotFoundException) when calling DescribeRepositories" >&2; exit 254`,
  'create-repository': `echo IMMUTABLE >"$STAND_IN/repository"; echo '{ "repository": {} }'`,
  'describe-images': `
    for argument in "$@"; do case $argument in imageTag=*) tag=\${argument#imageTag=} ;; esac; done
    if [ -f "$STAND_IN/tags/$tag" ]; then cat "$STAND_IN/tags/$tag"; exit; fi
    echo "An error occurred (ImageNotFoundException) when calling DescribeImages" >&2; exit 254`,
  'get-login-password': `echo ${PASSWORD}`,
  'get-agent-runtime': `
    case "$*" in *'--output json'*) cat "$STAND_IN/runtime.json"; exit ;; esac
    if [ -f "$STAND_IN/states" ]; then read -r state <"$STAND_IN/states"; sed -i.old 1d "$STAND_IN/states"; fi
    printf '%s\\t%s\\n' "\${state:-READY}" "$(sed -n 's/.*"containerUri":"\\([^"]*\\)".*/\\1/p' "$STAND_IN/sent.json" 2>/dev/null)"`,
  'update-agent-runtime': `
    case "$*" in *--generate-cli-skeleton*) cat "$STAND_IN/fields.json"; exit ;; esac
    for argument in "$@"; do case $argument in file://*) cat "\${argument#file://}" >"$STAND_IN/sent.json" ;; esac; done`,
};
