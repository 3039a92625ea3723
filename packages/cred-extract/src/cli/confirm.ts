import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ProcessIo } from './process-io.ts';
import { Refusal } from './refusal.ts';

/** Asks on stderr, so that stdout stays what it is without a question. @throws Refusal unless somebody says yes. */
export async function confirm(question: string, io: ProcessIo): Promise<void> {
  const lines = createInterface({ input: io.stdin });
  const answer = Promise.race([once(lines, 'line'), once(lines, 'close')]);
  io.stderr.write(`${question} [y/N] `);
  const [line = ''] = await answer;
  lines.close();
  if (/^y(?:es)?$/i.test(String(line).trim())) return;
  throw new Refusal('Nothing was changed. Answer y, or give --yes.');
}
