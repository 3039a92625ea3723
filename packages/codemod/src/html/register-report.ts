import type { Command } from 'commander';
import { addToolNames } from '../run/tool-name-options.ts';

const DEFAULT_PAGE = 'mcp-multi-account.html';

export interface ReportCommand {
  /** Of the codemod, for the foot of the page. */
  readonly version: string;
  /** Called with 1 when somebody has to change something by hand. */
  readonly onExit: (code: number) => void;
}

interface Flags {
  readonly html: string | true;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** `report --html [file] [path]`. The engine loads only when it runs: `--help` must not wait for it. */
export function registerReport(program: Command, { version, onExit }: ReportCommand): void {
  const command = program
    .command('report')
    .description('write one HTML page for a reviewer: every tool and AWS client, its change, what is left to do')
    .argument('[path]', 'folder of the server, or one source file', '.')
    .requiredOption('--html [file]', `the page to write (default: ${DEFAULT_PAGE})`);
  addToolNames(command)
    .addHelpText('after', '\nChanges nothing else. Exit codes: 0 done, 1 manual work is left, 2 no page was written')
    .exitOverride()
    .action(async (path: string, { html, include, exclude }: Flags) => {
      const output = html === true ? DEFAULT_PAGE : html;
      const [{ runReport }, { hasManualWork }] = await Promise.all([
        import('./run-report.ts'),
        import('../report/json.ts'),
      ]);
      const result = await runReport({ path, output, version, names: { include, exclude } });
      process.stdout.write(`${output}\n`);
      onExit(hasManualWork(result) ? 1 : 0);
    });
}
