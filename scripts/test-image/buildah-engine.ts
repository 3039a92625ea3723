import { startInChroot } from './chroot-container.ts';
import { buildCommand } from './container-engine.ts';
import type { Container, Engine, ImageConfig, ImageFacts } from './engine.ts';
import { mustRun, runProgram } from './run-program.ts';

/**
 * buildah builds images and runs none: its containers are started by `run-chroot.sh`, which needs root.
 *
 * @param env from `createBuildahEnvironment`.
 * @param ownStorage whether nobody else's images and containers are in its storage.
 */
export function createBuildahEngine(env: NodeJS.ProcessEnv, ownStorage: boolean, signal: AbortSignal): Engine {
  const options = { env, signal };
  const run = (...args: string[]) => mustRun(['buildah', ...args], options);
  const inspect = async (tag: string) => readFacts(await run('inspect', '--type', 'image', tag));
  return {
    name: 'buildah',
    env,
    build: async (image) => void (await run(...buildCommand('buildah', image))),
    pull: async (reference) => (await runProgram(['buildah', 'pull', reference], options)).code === 0,
    inspect: async (tag) => ({ ...(await inspect(tag)), bytes: await bytesOf(run, tag) }),
    start: async (tag) => start(run, tag, (await inspect(tag)).config),
    remove: async (tag) => {
      await run('rmi', '--force', tag);
      // A build leaves the container of a stage without steps behind (buildah 1.28).
      if (ownStorage) await runProgram(['buildah', 'rm', '--all'], options);
    },
  };
}

type Run = (...args: string[]) => Promise<string>;

/** Of `buildah inspect --type image`. The size is not in it. */
export function readFacts(inspected: string): Omit<ImageFacts, 'bytes'> {
  const { Docker } = JSON.parse(inspected) as { Docker: { architecture: string; config: ImageConfig } };
  return { architecture: Docker.architecture, config: Docker.config };
}

/** What is in the image, as `docker image inspect` counts it: files, not blocks. */
async function bytesOf(run: Run, tag: string): Promise<number> {
  await using mounted = await mount(run, tag);
  const total = await mustRun(['du', '--summarize', '--bytes', mounted.folder]);
  return Number.parseInt(total, 10);
}

async function start(run: Run, tag: string, config: ImageConfig): Promise<Container> {
  const mounted = await mount(run, tag);
  try {
    const container = await startInChroot(mounted.folder, config);
    const dispose = async () => {
      await container[Symbol.asyncDispose]();
      await mounted[Symbol.asyncDispose]();
    };
    return { ...container, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await mounted[Symbol.asyncDispose]();
    throw error;
  }
}

async function mount(run: Run, tag: string): Promise<AsyncDisposable & { readonly folder: string }> {
  const id = (await run('from', '--pull-never', tag)).trim();
  const folder = (await run('mount', id)).trim();
  return { folder, [Symbol.asyncDispose]: async () => void (await run('rm', id)) };
}
