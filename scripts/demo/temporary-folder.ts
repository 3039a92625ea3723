import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** A folder that is gone with everything in it once it is disposed of. */
export async function createTemporaryFolder(): Promise<TemporaryFolder> {
  // npm and the codemod print real paths; on macOS the temporary folder is behind a symbolic link.
  const path = await mkdtemp(join(await realpath(tmpdir()), 'mcp-multi-account-demo-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
