import { withStore } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { type Outcome, onRun } from '../output.ts';
import type { Register } from '../program.ts';

export const registerMigrate: Register = (program, io, onExit) => {
  const command = program
    .command('migrate')
    .description('create the tables of the database, or what is missing in them');
  onRun(command, io, onExit, async () => migrated(await withStore(io, (store) => store.migrate())));
};

function migrated(applied: readonly string[]): Outcome {
  const text = applied.length === 0 ? 'The tables are up to date.\n' : `Applied: ${applied.join(', ')}\n`;
  return { exitCode: EXIT.done, json: { applied }, text };
}
