import { join } from 'node:path';
import { requireCleanTree } from '../run/git-status.ts';
import { Refusal } from '../run/refusal.ts';
import { refuseUnreadable } from '../run/refuse-unreadable.ts';
import { removeUndoPatch, type UndoPatch, writeUndoPatch } from '../run/undo-patch.ts';
import { type Choice, planInit } from './plan-init.ts';
import { type PackageOnDisk, readPackage } from './read-package.ts';
import { readTemplates } from './templates.ts';
import type { InitFile, InitPlan } from './types.ts';
import { type InitFileSystem, writeAll } from './write-all.ts';

export interface InitOptions {
  /** Default false: the files are written. */
  readonly dryRun?: boolean;
  /** Default false: a git tree with uncommitted changes is refused, unless there is nothing to write. */
  readonly dirty?: boolean;
  /** Default false: files of somebody's own that differ are kept. */
  readonly force?: boolean;
  /** Default: the real one. */
  readonly fileSystem?: InitFileSystem;
}

export interface InitResult extends InitPlan {
  /** Absolute: the folder of the package. */
  readonly root: string;
  /** What was or, in a dry run, would be written. */
  readonly changes: readonly InitFile[];
  /** Brings back the files that were replaced; undefined where none was. */
  readonly undo: UndoPatch | undefined;
}

/**
 * Writes into the package at `path` what serving it over HTTP takes: all of it, or nothing.
 *
 * @throws Refusal when there is no one server to work on, or its files cannot be written; nothing was written then.
 */
export async function init(path: string, options: InitOptions = {}): Promise<InitResult> {
  const templates = await readTemplates();
  const { root, plan } = await planned(await readPackage(path, templates), options);
  const changes = plan.files.filter(
    ({ action }) => action === 'created' || action === 'changed' || action === 'replaced',
  );
  const undo = options.dryRun || changes.length === 0 ? undefined : await write(root, changes, options);
  return { ...plan, root, changes, undo };
}

async function write(root: string, changes: readonly InitFile[], options: InitOptions): Promise<UndoPatch | undefined> {
  const placed = changes.map((file) => ({ ...file, path: join(root, file.path) }));
  if (!options.dirty && !options.force) {
    await requireCleanTree(
      root,
      placed.map(({ path }) => path),
    );
  }
  const replaced = placed.flatMap(({ path, action, before = '', after }) =>
    action === 'replaced' ? [{ path, before, after }] : [],
  );
  const undo = replaced.length > 0 ? await writeUndoPatch(root, replaced) : undefined;
  try {
    await writeAll(root, changes, options.fileSystem);
  } catch (error) {
    if (undo) await removeUndoPatch(undo);
    throw error;
  }
  return undo;
}

interface Planned {
  readonly root: string;
  readonly plan: InitPlan;
}

async function planned(found: PackageOnDisk, options: InitOptions): Promise<Planned> {
  const plan = chosen(found.root, planOf(found, options));
  if (plan.entry || found.nested.length === 0) return { root: found.root, plan };
  const servers = await nestedServers(found, options);
  const [only] = servers;
  if (servers.length > 1) throw new Refusal(severalServers(servers));
  return only ?? { root: found.root, plan };
}

function planOf({ input }: PackageOnDisk, { force }: InitOptions): InitPlan | Choice {
  return refuseUnreadable(() => planInit({ ...input, force: force ?? false }));
}

function chosen(root: string, plan: InitPlan | Choice): InitPlan {
  if (plan.verdict !== 'several-programs') return plan;
  const paths = plan.programs.map((path) => `  mcp-multi-account init ${join(root, path)}`);
  throw new Refusal(['Several files start a server. Name the one to serve:', ...paths].join('\n'));
}

/** A workspace's own root is seldom a server; the packages in it may be. */
async function nestedServers({ root, nested, input }: PackageOnDisk, options: InitOptions): Promise<Planned[]> {
  const servers: Planned[] = [];
  for (const folder of nested) {
    const found = await readPackage(join(root, folder), input.templates);
    const plan = planOf(found, options);
    if (plan.verdict !== 'several-programs' && plan.entry) servers.push({ root: found.root, plan });
  }
  return servers;
}

function severalServers(servers: readonly Planned[]): string {
  const lines = servers.map(({ root, plan }) => `  mcp-multi-account init ${root}  (${plan.verdict})`);
  return ['Several packages here are MCP servers. Name the one to serve:', ...lines].join('\n');
}
