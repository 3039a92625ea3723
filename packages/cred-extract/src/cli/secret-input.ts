import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ProcessIo } from './process-io.ts';
import { Refusal } from './refusal.ts';

/**
 * A secret from a file, else from somebody at the terminal who does not see what he types, else from stdin.
 *
 * @param file `-` for stdin, also where it is a terminal.
 * @throws Refusal when there is none, or more than one line.
 */
export async function readSecret(title: string, file: string | undefined, io: ProcessIo): Promise<string> {
  if (file !== undefined && file !== '-') return onlyLine(title, await textOfFile(file));
  if (file === undefined && io.stdin.isTTY) return onlyLine(title, await prompt(title, io));
  return onlyLine(title, await text(io.stdin));
}

async function textOfFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Refusal(`The file of --secret-file cannot be read.`);
  }
}

function onlyLine(title: string, given: string): string {
  const line = given.replace(/^\uFEFF/, '').trim();
  if (line === '')
    throw new Refusal(`${title} is missing. Type it, pipe it into stdin, or name a file with --secret-file.`);
  if (/[\r\n]/.test(line)) throw new Refusal(`${title} must be one line.`);
  return line;
}

/** Readline edits the line and writes it to nowhere. */
function prompt(title: string, io: ProcessIo): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: io.stdin, output: nowhere, terminal: true });
  return new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('SIGINT', () => reject(new Refusal('Nothing was changed.')));
    lines.once('close', () => resolve(''));
    io.stderr.write(`${title} (is not shown): `);
  }).finally(() => {
    lines.close();
    io.stderr.write('\n');
  });
}
