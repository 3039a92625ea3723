import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type ProjectFiles, readProject } from '../run/read-project.ts';
import { Refusal } from '../run/refusal.ts';
import type { PackageInput } from './package-input.ts';
import { readCompilers } from './read-compilers.ts';
import type { Templates } from './types.ts';

/** A package on disk. `nested` are the folders of packages inside of it, relative to it. */
export interface PackageOnDisk {
  readonly root: string;
  readonly input: Omit<PackageInput, 'force'>;
  readonly nested: readonly string[];
}

const NAMES = ['Dockerfile', '.dockerignore', '.env.example'];

/**
 * Reads a package: a folder with a package.json, or the file in one that starts the server.
 *
 * @throws Refusal when there is no such path, or no package.json in the folder.
 */
export async function readPackage(path: string, templates: Templates): Promise<PackageOnDisk> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (!found) throw new Refusal(`There is no file or folder ${path}.`);
  const root = found.isDirectory() ? absolute : await packageAbove(dirname(absolute));
  if (root === undefined || !(await isFile(join(root, 'package.json')))) throw new Refusal(noManifest(path));
  const project = await readProject(root);
  const { files, nested } = ownFiles(project);
  const program = found.isDirectory() ? {} : { program: namedProgram(path, posix(relative(root, absolute)), files) };
  const [compilers, existing] = await Promise.all([readCompilers(root), readExisting(root)]);
  return { root, input: { files, resolution: project.resolution, compilers, existing, templates, ...program }, nested };
}

/** @throws Refusal for what is none of the sources that are read. */
function namedProgram(given: string, path: string, files: PackageInput['files']): string {
  if (/\.[cm]?[jt]sx?$/.test(path) && files.some((file) => file.path === path)) return path;
  throw new Refusal(`${given} is no source of its package. Give the file that starts the server, before it is built.`);
}

function noManifest(path: string): string {
  return `${path} has no package.json. Give the folder of the server's package, or the file in it that starts the server.`;
}

async function packageAbove(folder: string): Promise<string | undefined> {
  if (await isFile(join(folder, 'package.json'))) return folder;
  return folder === dirname(folder) ? undefined : packageAbove(dirname(folder));
}

/** What belongs to packages inside of this one is theirs; what lies above is there to be read. */
function ownFiles({ files }: ProjectFiles): Pick<PackageInput, 'files'> & Pick<PackageOnDisk, 'nested'> {
  const manifests = files.filter(({ path }) => basename(path) === 'package.json' && !path.startsWith('..'));
  const nested = manifests.map(({ path }) => dirname(path)).filter((folder) => folder !== '.');
  const isOwn = (path: string) => !nested.some((folder) => path.startsWith(`${folder}/`));
  return { files: files.filter(({ path }) => isOwn(path)), nested };
}

async function readExisting(root: string): Promise<Map<string, string>> {
  const texts = await Promise.all(NAMES.map((name) => readFile(join(root, name), 'utf8').catch(() => undefined)));
  return new Map(NAMES.flatMap((name, index) => (texts[index] === undefined ? [] : [[name, texts[index]] as const])));
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
