import type { ToolProject } from '../project/parse.ts';
import { readOnlyFiles } from '../project/read-only-files.ts';
import type { ClientReport, Planned } from '../types.ts';
import type { Selection } from './select-tools.ts';

/** The plans that a selection leaves: clients in generated files, and those left out, keep their code. */
export function selectClients(
  clients: readonly Planned<ClientReport>[],
  project: ToolProject,
  { leaveOut }: Selection,
): Planned<ClientReport>[] {
  const readOnly = readOnlyFiles(project);
  return clients.map((client) => {
    if (client.edits.length === 0) return client;
    const { name, file, line } = client.report;
    if (readOnly.has(file)) return left(client, 'manual', `The file ${readOnly.get(file)}.`);
    const reason = leaveOut?.({ kind: 'client', name, file, line });
    return reason === undefined ? client : left(client, 'excluded', reason);
  });
}

function left({ report }: Planned<ClientReport>, how: 'manual' | 'excluded', reason: string): Planned<ClientReport> {
  return { report: { ...report, how, reason }, edits: [] };
}
