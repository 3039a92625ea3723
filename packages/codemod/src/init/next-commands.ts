import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { installCommand, quoted } from '../run/next-steps.ts';
import { findInstallation } from '../run/package-manager.ts';
import { SCRIPT } from './files/manifest.ts';
import type { InitResult } from './init-runner.ts';
import { type PackageManifest, readManifest } from './package/manifest.ts';
import { pushScript } from './templates.ts';

/** The commands to type after a run, from `cwd`: install, build, prove both ways of serving, build the image, push it. */
export async function nextCommands({ root, entry, undo }: InitResult, cwd: string): Promise<string[]> {
  if (!entry) return [];
  const installation = await findInstallation(root);
  const manifest = readManifest(await readFile(join(root, 'package.json'), 'utf8'));
  const image = imageName(manifest.name ?? basename(root));
  const run = `${installation.manager} run`;
  return [
    ...(resolve(cwd) === root ? [] : [`cd ${quoted(fromHere(root, cwd))}`]),
    installCommand(installation, root),
    ...(needsBuild(manifest, entry.built) ? [`${run} build`] : []),
    `mcp-multi-account verify -- node ${quoted(entry.built)}`,
    `${run} ${SCRIPT}  # and in another terminal: mcp-multi-account verify --url http://127.0.0.1:8000/mcp`,
    `docker buildx build --platform linux/arm64 --provenance=false --sbom=false -t ${image} .`,
    `IMAGE_NAME=${image} ${quoted(pushScript())}  # builds and pushes to Amazon ECR; the rest is in docs/deploy.md`,
    ...(undo ? [`git apply -R ${undo.file}  # brings back the files that were replaced`] : []),
  ];
}

/** Relative, unless that leads out of the folder one is in. */
function fromHere(folder: string, cwd: string): string {
  const path = relative(cwd, folder);
  return path.startsWith('..') ? folder : path;
}

function needsBuild({ scripts }: PackageManifest, built: string): boolean {
  return scripts.build !== undefined && !/\.[cm]?ts$/.test(built);
}

/** As registries take it. */
function imageName(name: string): string {
  return (
    (name.split('/').at(-1) ?? name)
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+|[._-]+$/g, '') || 'server'
  );
}
