import { readFile } from 'node:fs/promises';
import type { Engine } from './engine.ts';
import { hasStandIn, makeStandIn, STAND_IN, standInObstacle } from './stand-in-base.ts';

export type BaseImage =
  | { readonly kind: 'named' | 'official' | 'stand-in'; readonly reference: string }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * What the images are built on: `NODE_IMAGE`, or the image that the template names, or, where that cannot be pulled and
 * buildah is the engine, a stand-in that is made of Debian's packages and this machine's Node.
 *
 * @param template the path of the Dockerfile.
 */
export async function findBaseImage(engine: Engine, template: string, folder: string): Promise<BaseImage> {
  const named = process.env.NODE_IMAGE;
  if (named) return { kind: 'named', reference: named };
  const official = defaultBase(await readFile(template, 'utf8'));
  if (await engine.pull(official)) return { kind: 'official', reference: official };
  if (!(await hasStandIn(engine))) {
    const obstacle = await standInObstacle(engine);
    if (obstacle) return none(`${official} cannot be pulled, and ${obstacle}; name another one in NODE_IMAGE`);
    await makeStandIn(engine, folder);
  }
  return { kind: 'stand-in', reference: STAND_IN };
}

function none(reason: string): BaseImage {
  return { kind: 'none', reason };
}

/** Of `ARG NODE_IMAGE=…`. */
export function defaultBase(dockerfile: string): string {
  const reference = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1];
  if (!reference) throw new Error('The Dockerfile names no base image.');
  return reference;
}
