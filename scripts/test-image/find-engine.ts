import { join } from 'node:path';
import { createBuildahEngine } from './buildah-engine.ts';
import { createBuildahEnvironment } from './buildah-environment.ts';
import { createContainerEngine } from './container-engine.ts';
import type { Engine, EngineName } from './engine.ts';
import { runProgram } from './run-program.ts';

/** In the order of scripts/build_and_push.sh. */
const ENGINES: readonly EngineName[] = ['docker', 'finch', 'podman', 'buildah'];

/**
 * The engine that `CONTAINER_ENGINE` names, or the first that is installed and answers.
 *
 * @param cache a folder for buildah's images, kept from run to run.
 * @returns why there is none, as text.
 * @throws Error for another name.
 */
export async function findEngine(cache: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Engine | string> {
  const named = ENGINES.find((name) => name === env.CONTAINER_ENGINE);
  if (env.CONTAINER_ENGINE && !named) throw new Error(`CONTAINER_ENGINE must be one of ${ENGINES.join(', ')}`);
  for (const name of named ? [named] : ENGINES) {
    const own = name === 'buildah' ? await createBuildahEnvironment(join(cache, 'buildah'), env) : env;
    if ((await runProgram([name, 'info'], { env: own, signal })).code !== 0) continue;
    return name === 'buildah'
      ? createBuildahEngine(own, !env.CONTAINERS_STORAGE_CONF, signal)
      : createContainerEngine(name, { env: own, signal });
  }
  return `${named ?? ENGINES.join(', ')}: not installed, or not running`;
}
