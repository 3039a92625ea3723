import { existsSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** Options that people try. What they would hold is read another way. */
const SECRET_OPTION = /^-.*(?:secret|passw|token|credential|encryption-?key|private-?key)/i;
const DATABASE_OPTION = /^--?(?:database|db)-?ur[li]$/i;
const OWN_OPTION = '--secret-file';

/** 40 characters of base64 for AWS's secret access keys, 43 and a sign of padding for `ENCRYPTION_KEY`. */
const SECRET_VALUE = /^(?:[\w/+-]{40}|[\w/+-]{43}=)$/;
const URL_WITH_PASSWORD = /^[a-z][\w+.-]*:\/\/[^\s/@]*:[^\s/@]+@/i;

const SECRET_ADVICE =
  'A secret does not belong into arguments: other users see them, and the shell remembers them. Leave it out to be asked for it, pipe it into stdin, or name a file with --secret-file. ENCRYPTION_KEY is read from the environment. Treat what you typed as known to others.';
const DATABASE_ADVICE =
  'The database is not named in arguments, because its URL has a password in it. Set DATABASE_URL in the environment.';

/** @throws Refusal, which does not repeat it, when an argument is a secret or an option for one. */
export function refuseSecretArguments(argv: readonly string[]): void {
  for (const argument of argv) {
    const [name, value] = splitOption(argument);
    if (DATABASE_OPTION.test(name) || URL_WITH_PASSWORD.test(value)) throw new Refusal(DATABASE_ADVICE);
    if ((SECRET_OPTION.test(name) && name !== OWN_OPTION) || isSecret(value)) throw new Refusal(SECRET_ADVICE);
  }
}

function splitOption(argument: string): readonly [name: string, value: string] {
  if (!argument.startsWith('-')) return ['', argument];
  const mark = argument.indexOf('=');
  return mark === -1 ? [argument, ''] : [argument.slice(0, mark), argument.slice(mark + 1)];
}

/** Random base64 of this length has all three kinds of characters; a name of somebody's rarely, and then it may be a file. */
function isSecret(value: string): boolean {
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
  return SECRET_VALUE.test(value) && isMixed && !existsSync(value);
}
