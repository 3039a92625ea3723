import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.ts';
import { lookUp } from './manifest.ts';
import { PASSWORD, type Registry } from './registry.ts';
import { mustRun, runProgram } from './run-program.ts';

export interface Push {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly context: string;
  readonly name: string;
  /** Such as `linux/arm64`. */
  readonly platform: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** For the stand-in of the aws command. */
  readonly folder: string;
}

export interface Pushed {
  /** `127.0.0.1:40123/team/name@sha256:…`, as the script printed it; the engine has it. */
  readonly image: string;
  /** The same by its tag. */
  readonly tag: string;
  /** What the registry keeps of it, compressed. */
  readonly megabytes: number;
  /** Empty is good. */
  readonly problems: readonly string[];
}

const SCRIPT = fileURLToPath(new URL('../build_and_push.sh', import.meta.url));
const AWS = fileURLToPath(new URL('aws-stand-in.ts', import.meta.url));

/**
 * Runs scripts/build_and_push.sh as it is, compares the digest it prints with what the registry then gives out, and pulls
 * the image by it.
 *
 * @throws Error with what the script said, when it fails.
 */
export async function push(work: Push): Promise<Pushed> {
  const env = await environment(work);
  const args = Object.entries(work.buildArgs).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
  const { code, stdout, stderr } = await runProgram(['bash', SCRIPT, ...args], { env, cwd: work.context });
  if (code !== 0) throw new Error(`build_and_push.sh ended with ${code}:\n${stderr.split('\n').slice(-30).join('\n')}`);
  const image = stdout.trim();
  await mustRun([work.engine.name, 'pull', image], { env });
  const reference = { name: work.name, digest: image.split('@')[1] ?? '' };
  const stored = await lookUp(work.registry, reference, work.platform);
  const written = await readFile(join(work.context, 'image-digest.txt'), 'utf8');
  return {
    image,
    tag: `${work.registry.host}/${work.name}:${tagOf(work)}`,
    problems: [
      ...(written === stdout ? [] : ['image-digest.txt is not what was printed']),
      ...(`${stdout}${stderr}`.includes(PASSWORD) ? ['the password of the registry was printed'] : []),
      ...stored.problems,
    ],
    megabytes: stored.megabytes,
  };
}

/** Tags of the repository are immutable, so each platform has its own. */
function tagOf({ platform }: Push): string {
  return platform.replace('/', '-');
}

async function environment(work: Push): Promise<NodeJS.ProcessEnv> {
  const { engine, registry, name, platform, folder } = work;
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'aws'), `#!/bin/sh\nexec '${process.execPath}' '${AWS}' "$@"\n`);
  await chmod(join(bin, 'aws'), 0o755);
  await writeFile(join(folder, 'address.json'), JSON.stringify(registry));
  return {
    ...engine.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    STAND_IN_FOLDER: folder,
    STAND_IN_ADDRESS: join(folder, 'address.json'),
    // The registry is behind a name with a certificate of its own; ECR's is known to everybody.
    SSL_CERT_FILE: registry.ca,
    AWS_REGION: 'eu-central-1',
    ECR_REGISTRY: registry.host,
    CONTAINER_ENGINE: engine.name,
    IMAGE_NAME: name,
    IMAGE_TAG: tagOf(work),
    PLATFORM: platform,
  };
}
