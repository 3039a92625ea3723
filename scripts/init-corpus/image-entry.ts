import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../corpus/commands.ts';

/** The file that the image of a built package would start, found by the Dockerfile's own commands in a shell. */
export async function imageEntry(folder: string): Promise<string> {
  const dockerfile = await readFile(join(folder, 'Dockerfile'), 'utf8');
  const { stdout } = await run(['sh', '-c', `${searchOf(dockerfile)}; [ -f "$entry" ] && printf %s "$entry"`], folder);
  return stdout;
}

/** @throws {Error} for a Dockerfile that searches in another way */
export function searchOf(dockerfile: string): string {
  const named = /^ARG ENTRY=(.*)$/m.exec(dockerfile)?.[1] ?? '';
  const loop = /^RUN (for entry in [\s\S]*?\n\s*done)\b/m.exec(dockerfile)?.[1];
  if (loop === undefined) throw new Error('The Dockerfile searches for no entry file');
  return `ENTRY='${named}'; ${loop}`;
}
