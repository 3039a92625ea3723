import type { RunItem, ToolReport } from '../types.ts';
import { Refusal } from './refusal.ts';

/** Which tools a run covers, by name. `*` stands for any characters, `?` for one, everything else for itself. */
export interface ToolNames {
  /** Default: all tools. */
  readonly include?: readonly string[];
  /** Counts for more than `include`. Default: none. */
  readonly exclude?: readonly string[];
}

/** The reason for which the names leave a tool out; undefined for the others, and for all clients. */
export function leaveOutByName({ include = [], exclude = [] }: ToolNames): (item: RunItem) => string | undefined {
  return ({ kind, name }) => {
    if (kind !== 'tool') return undefined;
    if (exclude.some((glob) => matches(name, glob))) return 'excluded by --exclude';
    return include.length > 0 && !include.some((glob) => matches(name, glob)) ? 'not named by --include' : undefined;
  };
}

/** @throws Refusal for a glob that names no tool: it was meant to. */
export function requireMatches({ include = [], exclude = [] }: ToolNames, tools: readonly ToolReport[]): void {
  for (const [option, globs] of Object.entries({ include, exclude })) {
    const missed = globs.find((glob) => !tools.some(({ name }) => matches(name, glob)));
    if (missed === undefined) continue;
    const names = [...new Set(tools.map(({ name }) => name))].sort().join(', ');
    throw new Refusal(`No tool is called ${missed} (--${option}). Nothing was changed. Tools found: ${names}`);
  }
}

/** The flags that give these names. */
export function namesAsFlags({ include = [], exclude = [] }: ToolNames): string[] {
  return [...include.flatMap((glob) => ['--include', glob]), ...exclude.flatMap((glob) => ['--exclude', glob])];
}

function matches(name: string, glob: string): boolean {
  const pattern = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's').test(name);
}
