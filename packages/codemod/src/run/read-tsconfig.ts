import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import type { ModuleResolution } from '../project/resolve-module.ts';

/** `baseUrl` and `paths` of the folder's own tsconfig.json; nothing when there is none, or it cannot be read as one. */
export async function readModuleResolution(root: string): Promise<ModuleResolution> {
  const path = join(root, 'tsconfig.json');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const config: unknown = text === undefined ? undefined : ts.parseConfigFileTextToJson(path, text).config;
  const { baseUrl, paths } = (config as { compilerOptions?: ModuleResolution } | undefined)?.compilerOptions ?? {};
  return {
    ...(typeof baseUrl === 'string' && { baseUrl }),
    ...(typeof paths === 'object' && paths !== null && { paths }),
  };
}
