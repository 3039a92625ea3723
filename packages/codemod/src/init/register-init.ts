import type { Command } from 'commander';
import type { InitResult } from './init-runner.ts';

interface Flags {
  readonly dryRun?: true;
  readonly diff?: true;
  readonly json?: true;
  readonly yes?: true;
  readonly force?: true;
}

const EXIT = { done: 0, left: 1 } as const;

/** Adds `init` to the program. What it needs is loaded when it runs: ts-morph takes a quarter of a second. */
export function registerInit(program: Command, onExit: (code: number) => void): void {
  program
    .command('init')
    .description('write what serving takes: the entry file, Dockerfile, .dockerignore, .env.example, a script')
    .argument('[path]', "the folder of the server's package, or the file in it that starts the server", '.')
    .option('--dry-run', 'write nothing, print the changes as a unified diff')
    .option('--diff', 'print the changes as a unified diff')
    .option('--json', 'print only { verdict, reason, root, entry, files, left, notes, next }')
    .option('--yes', 'work on a git tree with uncommitted changes')
    .option('--force', 'the same, and replace files of yours that differ')
    .addHelpText('after', '\nExit codes: 0 done, 1 something is left to you, 2 refused, nothing was changed')
    .exitOverride()
    .action(async (path: string, flags: Flags) => {
      onExit(await initCommand(path, flags));
    });
}

async function initCommand(path: string, flags: Flags): Promise<number> {
  const [{ init }, { initReport }, { nextCommands }] = await Promise.all([
    import('./init-runner.ts'),
    import('./init-report.ts'),
    import('./next-commands.ts'),
  ]);
  const dryRun = flags.dryRun === true;
  const result = await init(path, { dryRun, dirty: flags.yes === true, force: flags.force === true });
  const report = initReport(result, dryRun ? [] : await nextCommands(result, process.cwd()));
  if (flags.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const { initText } = await import('./init-text.ts');
    const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
    process.stdout.write((await diffText(result, color, flags)) + initText(report, { dryRun, color }));
  }
  return result.left.length > 0 ? EXIT.left : EXIT.done;
}

async function diffText({ changes }: InitResult, color: boolean, flags: Flags): Promise<string> {
  if ((!flags.dryRun && !flags.diff) || changes.length === 0) return '';
  const [{ unifiedDiff }, { colorDiff }] = await Promise.all([
    import('../report/diff.ts'),
    import('../report/color-diff.ts'),
  ]);
  const diff = unifiedDiff(changes.map(({ path, before, after }) => ({ path, before: before ?? '', after })));
  return `${color ? colorDiff(diff) : diff}\n`;
}
