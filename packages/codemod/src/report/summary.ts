import { createColors } from 'picocolors';
import type { ClientReport, SkippedPath, ToolReport, TransformResult } from '../types.ts';
import { hasManualWork, type JsonReport, jsonReport } from './json.ts';
import { formatTable } from './table.ts';

export interface SummaryOptions {
  readonly dryRun: boolean;
  readonly color: boolean;
  /** The commands to type next. */
  readonly next: readonly string[];
}

/** What a person reads after a run: every tool, every client, what changed, and what to do next. */
export function summaryText(
  result: TransformResult & { skipped?: readonly SkippedPath[] },
  options: SummaryOptions,
): string {
  const report = jsonReport(result);
  const { bold, yellow } = createColors(options.color);
  const manual = [...result.tools, ...result.clients].filter(({ how }) => how === 'manual').length;
  const sections = [
    [bold(toolsLine(report)), ...itemTable('tool', result.tools)],
    result.clients.length > 0 ? [bold(clientsLine(report)), ...itemTable('client', result.clients)] : [],
    [bold(filesLine(report, options)), ...formatFiles(report)],
    skippedLines(result.skipped ?? []),
    hasManualWork(result) ? [yellow(manualLine(manual, options))] : [],
    options.next.length > 0 ? ['Next:', ...options.next.map((command) => `  ${command}`)] : [],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function toolsLine({ summary: { tools } }: JsonReport): string {
  return `${plural(tools.total, 'tool')}: ${tools.source} in the source, ${tools.server} by withAccounts, ${tools.manual} manual${excluded(tools)}`;
}

function clientsLine({ summary: { clients } }: JsonReport): string {
  return `${plural(clients.total, 'AWS client')}: ${clients.source} in the source, ${clients.manual} manual${excluded(clients)}`;
}

function excluded(counts: { readonly excluded: number }): string {
  return counts.excluded === 0 ? '' : `, ${counts.excluded} excluded`;
}

function filesLine({ summary: { files } }: JsonReport, { dryRun }: SummaryOptions): string {
  if (files.changed === 0) return 'Nothing to change.';
  const verb = dryRun ? 'would change' : 'changed';
  return `${plural(files.changed, 'file')} ${verb}: +${files.added} -${files.removed}`;
}

function itemTable(kind: 'tool' | 'client', items: readonly (ToolReport | ClientReport)[]): string[] {
  const rows = items.map(({ name, file, line, verdict, how, reason }) => [
    name,
    `${file}:${line}`,
    verdict,
    how,
    reason,
  ]);
  return formatTable([kind, 'where', 'verdict', 'how', 'reason'], rows);
}

function formatFiles({ files }: JsonReport): string[] {
  return files.map(({ path, added, removed }) => `  ${path}  +${added} -${removed}`);
}

function skippedLines(skipped: readonly SkippedPath[]): string[] {
  if (skipped.length === 0) return [];
  return ['Not changed:', ...skipped.map(({ path, reason }) => `  ${path}  ${reason}`)];
}

function manualLine(count: number, { dryRun }: SummaryOptions): string {
  const where = dryRun ? 'see "manual" above' : 'see "manual" above and "@mcp-multi-account TODO" in the source';
  return `${plural(count, 'item')} left to do by hand: ${where}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
