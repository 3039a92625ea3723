import { createColors } from 'picocolors';
import { formatTable } from '../report/table.ts';
import type { VerifiedCall, VerifyReport } from './types.ts';
import { describeCall } from './verify-report.ts';

/** What a person reads: versions, tools, calls, and at the end what fails. */
export function verifyText({ summary, protocols, tools, calls }: VerifyReport, color: boolean): string {
  const { bold, green, red, yellow } = createColors(color);
  const sections = [
    [bold(`${count(summary.protocols, 'protocol version')} spoken`), ...table(protocolRows(protocols))],
    [
      bold(`${count(summary.tools.total, 'tool')}: ${summary.tools.takingParameter} with target_account_id`),
      ...table([['tool', 'target_account_id', 'reason'], ...tools.map(toolRow)]),
    ],
    calls.length > 0 ? [bold(callsLine(summary.calls)), ...table(callRows(calls))] : [],
    summary.warnings.map((warning) => yellow(`Warning: ${warning}`)),
    summary.ok ? [green('Verified.')] : [red('Failed:'), ...summary.failures.map((failure) => `  ${failure}`)],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function protocolRows(protocols: VerifyReport['protocols']): string[][] {
  const rows = protocols.map(({ version, spoken, tools, reason }) => [
    version,
    spoken ? 'yes' : 'no',
    spoken ? String(tools) : '',
    reason,
  ]);
  return [['version', 'spoken', 'tools', 'reason'], ...rows];
}

function toolRow({ name, takesParameter, reason }: VerifyReport['tools'][number]): string[] {
  return [name, takesParameter ? 'yes' : 'no', reason];
}

/** One row for calls that differ in their protocol version only. */
function callRows(calls: readonly VerifiedCall[]): string[][] {
  const groups = new Map<string, VerifiedCall[]>();
  for (const call of calls) {
    const key = JSON.stringify([call.tool, describeCall(call), call.signedBy, call.outcome, call.reason]);
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  const rows = [...groups.values()].map((group) => {
    const [call] = group as [VerifiedCall];
    const versions = [...new Set(group.map(({ protocol }) => protocol))].sort();
    return [
      call.tool,
      describeCall(call),
      call.signedBy?.join(', ') ?? '',
      call.outcome,
      versions.length === 1 ? String(versions[0]) : count(versions.length, 'version'),
      call.reason,
    ];
  });
  return [['tool', 'call', 'signed by', 'outcome', 'over', 'reason'], ...rows];
}

function callsLine({ total, passed, failed, unproven }: VerifyReport['summary']['calls']): string {
  return `${count(total, 'call')}: ${passed} as they must be, ${failed} not, ${unproven} without proof`;
}

function table([header = [], ...rows]: string[][]): string[] {
  return formatTable(header, rows);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
