import { TSX } from '../commands.ts';

/** The command that starts a TypeScript file as it is, without a build. */
export function tsx(entry: string, ...args: readonly string[]): string[] {
  return ['node', '--import', TSX, entry, ...args];
}
