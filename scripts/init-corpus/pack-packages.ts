import { join } from 'node:path';
import { npm, ROOT } from '../corpus/commands.ts';

const PACKAGES = ['@mcp-multi-account/cred-extract', '@mcp-multi-account/entrypoint'];

/** The library and the entry point as users would install them, packed into `folder`. */
export async function packPackages(folder: string): Promise<string[]> {
  const workspaces = PACKAGES.map((name) => `--workspace=${name}`);
  const stdout = await npm(['pack', '--json', ...workspaces, `--pack-destination=${folder}`], ROOT);
  return (JSON.parse(stdout) as { filename: string }[]).map(({ filename }) => join(folder, filename));
}
