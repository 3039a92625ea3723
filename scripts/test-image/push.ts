import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.ts';
import { type Answer, fetchWith } from './fetch-with.ts';
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
  const manifest = await fetchWith(work.registry, manifestPath(work, image));
  const written = await readFile(join(work.context, 'image-digest.txt'), 'utf8');
  return {
    image,
    tag: `${work.registry.host}/${work.name}:${tagOf(work)}`,
    problems: [
      ...(written === stdout ? [] : ['image-digest.txt is not what was printed']),
      ...(`${stdout}${stderr}`.includes(PASSWORD) ? ['the password of the registry was printed'] : []),
      ...(await checkManifest(work, digestOf(image), manifest)),
    ],
    megabytes: sizeOf(manifest.body) / 1e6,
  };
}

function digestOf(image: string): string {
  return image.split('@')[1] ?? '';
}

function manifestPath({ name }: Push, image: string): string {
  return `/v2/${name}/manifests/${digestOf(image)}`;
}

function sizeOf(manifest: Buffer): number {
  const { layers = [] } = JSON.parse(manifest.toString()) as { layers?: { size: number }[] };
  return layers.reduce((sum, { size }) => sum + size, 0);
}

/** What the registry gives out by that digest is a single manifest, has that digest, and is of the platform. */
async function checkManifest(
  { registry, name, platform }: Push,
  digest: string,
  { status, body }: Answer,
): Promise<string[]> {
  if (status !== 200) return [`the registry has no ${digest}: ${status}`];
  const actual = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const { config } = JSON.parse(body.toString()) as { config: { digest: string } };
  const blob = await fetchWith(registry, `/v2/${name}/blobs/${config.digest}`);
  const { os, architecture } = JSON.parse(blob.body.toString()) as { os: string; architecture: string };
  return [
    ...(actual === digest ? [] : [`the registry has ${actual}, and ${digest} was printed`]),
    ...(`${os}/${architecture}` === platform ? [] : [`the image is of ${os}/${architecture}, not ${platform}`]),
  ];
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
