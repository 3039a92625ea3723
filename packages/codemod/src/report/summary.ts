import { posix } from 'node:path';
import { createColors } from 'picocolors';
import type { ClientReport, ToolReport, TransformResult } from '../types.ts';
import { hasManualWork, type JsonReport, jsonReport } from './json.ts';
import { formatTable } from './table.ts';

export interface SummaryOptions {
  /** As the user gave it, for the commands at the end. */
  readonly path: string;
  readonly dryRun: boolean;
  readonly color: boolean;
}

/** What a person reads after a run: every tool, every client, what changed, and what to do next. */
export function summaryText(result: TransformResult, options: SummaryOptions): string {
  const report = jsonReport(result);
  const { bold, yellow } = createColors(options.color);
  const manual = [...result.tools, ...result.clients].filter(({ how }) => how === 'manual').length;
  const sections = [
    [bold(toolsLine(report)), ...toolTable(result.tools)],
    result.clients.length > 0 ? [bold(clientsLine(report)), ...clientTable(result.clients)] : [],
    [bold(filesLine(report, options)), ...formatFiles(report)],
    hasManualWork(result) ? [yellow(`${plural(manual, 'item')} left to do by hand: see "manual" above.`)] : [],
    nextSteps(result, options),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function toolsLine({ summary: { tools } }: JsonReport): string {
  return `${plural(tools.total, 'tool')}: ${tools.source} in the source, ${tools.server} by withAccounts, ${tools.manual} manual`;
}

function clientsLine({ summary: { clients } }: JsonReport): string {
  return `${plural(clients.total, 'AWS client')}: ${clients.source} in the source, ${clients.manual} manual`;
}

function filesLine({ summary: { files } }: JsonReport, { dryRun }: SummaryOptions): string {
  if (files.changed === 0) return 'Nothing to change.';
  const verb = dryRun ? 'would change' : 'changed';
  return `${plural(files.changed, 'file')} ${verb}: +${files.added} -${files.removed}`;
}

function toolTable(tools: readonly ToolReport[]): string[] {
  const rows = tools.map(({ name, file, line, verdict, how, reason }) => [
    name,
    `${file}:${line}`,
    verdict,
    how,
    reason,
  ]);
  return formatTable(['tool', 'where', 'verdict', 'how', 'reason'], rows);
}

function clientTable(clients: readonly ClientReport[]): string[] {
  const rows = clients.map(({ name, file, line, verdict, how, reason }) => [
    name,
    `${file}:${line}`,
    verdict,
    how,
    reason,
  ]);
  return formatTable(['client', 'where', 'verdict', 'how', 'reason'], rows);
}

function formatFiles({ files }: JsonReport): string[] {
  return files.map(({ path, added, removed }) => `  ${path}  +${added} -${removed}`);
}

/** The library is not installed yet: its line in package.json is new. */
function nextSteps({ files }: TransformResult, { path, dryRun }: SummaryOptions): string[] {
  if (files.length === 0) return [];
  if (dryRun) return ['Next:', `  mcp-multi-account run ${quoted(path)}`];
  const manifests = files.filter((file) => posix.basename(file.path) === 'package.json');
  const root = /\.[cm]?[jt]sx?$/.test(path) ? posix.dirname(path) : path;
  const folders = manifests.map((manifest) => posix.join(root, posix.dirname(manifest.path)));
  const installs = folders.map((folder) =>
    folder === '.' ? '  npm install' : `  npm install --prefix ${quoted(folder)}`,
  );
  return ['Next:', `  git diff ${path === '.' ? '' : quoted(path)}`.trimEnd(), ...installs];
}

/** As a shell takes it in one piece. */
function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : JSON.stringify(path);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
