import { createColors } from 'picocolors';
import type { InitReport } from './init-report.ts';

export interface InitTextOptions {
  readonly dryRun: boolean;
  readonly color: boolean;
}

/** What a person reads: how the server is made, each file, what is left, and what to type next. */
export function initText(report: InitReport, { dryRun, color }: InitTextOptions): string {
  const { bold, yellow } = createColors(color);
  const { entry, files, left, notes, next } = report;
  const sections = [
    [bold(`${report.verdict}: ${report.reason}.`)],
    files.length > 0 ? [bold(filesLine(report, dryRun)), ...files.map(fileText)] : [],
    entry ? [`Node is given ${entry.built}.`] : [],
    notes.length > 0 ? ['Note:', ...notes.map((note) => `  ${note}.`)] : [],
    left.length > 0 && entry ? [yellow('Left to you:'), ...left.map((each) => `  ${each}.`)] : [],
    next.length > 0 ? ['Next:', ...next.map((command) => `  ${command}`)] : [],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function filesLine({ files }: InitReport, dryRun: boolean): string {
  const written = files.filter(({ action }) => action !== 'kept' && action !== 'unchanged').length;
  if (written === 0) return 'Nothing to change.';
  return `${written} ${written === 1 ? 'file' : 'files'} ${dryRun ? 'would be written' : 'written'}:`;
}

function fileText({ path, action, added, removed, difference }: InitReport['files'][number]): string {
  const size = action === 'unchanged' || action === 'kept' ? difference : `+${added} -${removed}`;
  return `  ${path}  ${action}  ${size}`.trimEnd();
}
