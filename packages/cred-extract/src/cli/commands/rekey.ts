import type { RekeyResult } from '../../accounts/sql/rekey.ts';
import { withStore } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { type Outcome, onRun } from '../output.ts';
import type { Register } from '../program.ts';
import { progressBar } from '../progress.ts';

export const registerRekey: Register = (program, io, onExit) => {
  const command = program
    .command('rekey')
    .description('encrypt all stored secrets with the newest key; may be killed, and run again');
  onRun(command, io, onExit, async () => {
    const progress = progressBar(io.stderr, 'Encrypting');
    const run = withStore(io, (store) => store.rekey({ onProgress: progress.show }));
    return rekeyed(await run.finally(progress.clear));
  });
};

function rekeyed({ rekeyed, current, failed }: RekeyResult): Outcome {
  const lines = [`${rekeyed} encrypted anew, ${current} had the newest key already, ${failed.length} failed.`];
  if (failed.length > 0) {
    lines.push(
      `No key opens the secrets of: ${failed.join(', ')}`,
      'They are as they were. Add the key they were encrypted with to the end of ENCRYPTION_KEY, or add these accounts anew.',
    );
  } else if (rekeyed > 0) {
    lines.push('Once every server has the new ENCRYPTION_KEY, older keys can be removed from it.');
  }
  return {
    exitCode: failed.length > 0 ? EXIT.problems : EXIT.done,
    json: { rekeyed, current, failed },
    text: `${lines.join('\n')}\n`,
  };
}
