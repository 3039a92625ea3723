import { within } from '../deadline.ts';
import { LIST_TOOLS } from './context-check.ts';
import type { Program } from './start-program.ts';

/** Load balancers give a readiness probe no longer. */
const PATIENCE_MS = 1_900;

/** @throws when the program does not answer now. */
export async function requireAnswer({ connection, stdio }: Program): Promise<void> {
  if (!stdio.isListenedTo()) throw new Error('the program no longer reads its input');
  let cancel = () => {};
  const answered = new Promise<void>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(reason));
    cancel = connection.call(LIST_TOOLS, { notify: () => {}, answer: () => resolve(), fail }, { as: 'nobody' });
  });
  if (await within(PATIENCE_MS, answered)) return;
  cancel();
  throw new Error('the program does not answer');
}
