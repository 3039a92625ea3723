import type { Container, Engine, EngineName, ImageConfig, ImageFacts, ImageToBuild } from './engine.ts';
import { mustRun, type RunOptions, runProgram } from './run-program.ts';

/** Docker, and what takes its commands. */
export function createContainerEngine(name: Exclude<EngineName, 'buildah'>, options: RunOptions): Engine {
  const run = (...args: string[]) => mustRun([name, ...args], options);
  return {
    name,
    env: options.env ?? process.env,
    build: async (image) => void (await run(...buildCommand(name, image))),
    pull: async (reference) => (await runProgram([name, 'pull', reference], options)).code === 0,
    inspect: async (tag) => readFacts(await run('image', 'inspect', tag)),
    start: async (tag) => startContainer(name, tag, options),
    remove: async (tag) => void (await run('image', 'rm', '--force', tag)),
  };
}

/** Docker Desktop's `build` is buildx already; a plain Docker engine's may not be, and knows no cache mounts then. */
export function buildCommand(name: EngineName, { folder, tag, buildArgs }: ImageToBuild): string[] {
  const args = Object.entries(buildArgs).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
  const plain = ['--tag', tag, ...args, folder];
  switch (name) {
    case 'docker':
      return ['buildx', 'build', '--provenance=false', '--sbom=false', '--load', ...plain];
    case 'finch':
      return ['build', '--provenance=false', '--sbom=false', ...plain];
    case 'podman':
    case 'buildah':
      return ['build', '--format', 'docker', ...plain];
  }
}

interface Inspected {
  readonly Size: number;
  readonly Architecture: string;
  readonly Config: ImageConfig;
  /** podman's, which has it beside the configuration. */
  readonly Healthcheck?: ImageConfig['Healthcheck'];
}

/** Of `image inspect`'s list of one. */
export function readFacts(inspected: string): ImageFacts {
  const [{ Size, Architecture, Config, Healthcheck }] = JSON.parse(inspected) as [Inspected];
  return { bytes: Size, architecture: Architecture, config: { ...(Healthcheck && { Healthcheck }), ...Config } };
}

async function startContainer(name: string, tag: string, options: RunOptions): Promise<Container> {
  const run = (...args: string[]) => mustRun([name, ...args], options);
  const flags = ['--detach', '--read-only', '--tmpfs', '/tmp', '--publish', '127.0.0.1::8000'];
  const startedAt = performance.now();
  const id = (await run('run', ...flags, tag)).trim();
  const published = (await run('port', id, '8000/tcp')).trim().split('\n')[0];
  return {
    origin: `http://${published}`,
    startedAt,
    exec: (command) => runProgram([name, 'exec', id, ...command], options),
    output: async () => {
      const { stdout, stderr } = await runProgram([name, 'logs', id], options);
      return `${stdout}${stderr}`;
    },
    stop: async () => {
      const began = performance.now();
      await run('stop', '-t', '10', id);
      const milliseconds = performance.now() - began;
      return { exitCode: Number(await run('inspect', '--format', '{{.State.ExitCode}}', id)), milliseconds };
    },
    [Symbol.asyncDispose]: async () => void (await run('rm', '--force', id)),
  };
}
