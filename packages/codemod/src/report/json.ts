import type { ClientReport, Coverage, ToolReport, TransformResult } from '../types.ts';
import { type LineCounts, lineCounts } from './diff.ts';

/** What `--json` prints: a contract. Fields are added between versions, never renamed or removed. */
export interface JsonReport {
  readonly summary: JsonSummary;
  readonly tools: readonly ToolReport[];
  readonly clients: readonly ClientReport[];
  readonly files: readonly LineCounts[];
}

export interface JsonSummary {
  readonly tools: { readonly total: number } & Readonly<Record<Coverage, number>>;
  readonly clients: { readonly total: number } & Readonly<Record<ClientReport['how'], number>>;
  readonly files: { readonly changed: number; readonly added: number; readonly removed: number };
}

export function jsonReport({ tools, clients, files }: TransformResult): JsonReport {
  const counts = files.map(lineCounts);
  return { summary: summarize(tools, clients, counts), tools, clients, files: counts };
}

/** True when somebody has to change something by hand. */
export function hasManualWork({ tools, clients }: TransformResult): boolean {
  return [...tools, ...clients].some(({ how }) => how === 'manual');
}

function summarize(
  tools: readonly ToolReport[],
  clients: readonly ClientReport[],
  files: readonly LineCounts[],
): JsonSummary {
  const covered = (items: readonly { how: Coverage }[], how: Coverage) =>
    items.filter((item) => item.how === how).length;
  return {
    tools: {
      total: tools.length,
      source: covered(tools, 'source'),
      server: covered(tools, 'server'),
      manual: covered(tools, 'manual'),
      excluded: covered(tools, 'excluded'),
    },
    clients: {
      total: clients.length,
      source: covered(clients, 'source'),
      manual: covered(clients, 'manual'),
      excluded: covered(clients, 'excluded'),
    },
    files: {
      changed: files.length,
      added: files.reduce((sum, { added }) => sum + added, 0),
      removed: files.reduce((sum, { removed }) => sum + removed, 0),
    },
  };
}
