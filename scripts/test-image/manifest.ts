import { createHash } from 'node:crypto';
import { fetchWith, type RegistryAddress } from './fetch-with.ts';

/** An image in a registry: `team/my-server`, and its digest. */
export interface Reference {
  readonly name: string;
  readonly digest: string;
}

export interface Stored {
  /** Compressed, as the registry keeps it. */
  readonly megabytes: number;
  /** Empty is good. */
  readonly problems: readonly string[];
}

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: ReadonlyArray<{ readonly size: number }>;
}

/** Whether what a registry gives out by a digest has that digest, and is an image of the platform, such as `linux/arm64`. */
export async function lookUp(registry: RegistryAddress, image: Reference, platform: string): Promise<Stored> {
  const { status, body } = await fetchWith(registry, `/v2/${image.name}/manifests/${image.digest}`);
  if (status !== 200) return { megabytes: 0, problems: [`the registry has no ${image.digest}: ${status}`] };
  const actual = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const { config, layers } = JSON.parse(body.toString()) as Manifest;
  const found = await platformOf(registry, { name: image.name, digest: config.digest });
  return {
    megabytes: layers.reduce((sum, { size }) => sum + size, 0) / 1e6,
    problems: [
      ...(actual === image.digest ? [] : [`the registry has ${actual}, and ${image.digest} was printed`]),
      ...(found === platform ? [] : [`the image is of ${found}, not ${platform}`]),
    ],
  };
}

async function platformOf(registry: RegistryAddress, { name, digest }: Reference): Promise<string> {
  const { body } = await fetchWith(registry, `/v2/${name}/blobs/${digest}`);
  const { os, architecture } = JSON.parse(body.toString()) as { os: string; architecture: string };
  return `${os}/${architecture}`;
}
