import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { changingText } from '../../accounts/changing-text.ts';
import { ConfigurationError } from '../../errors.ts';
import { parsePolicy, problemLines } from './parse-policy.ts';
import type { CheckedPolicy } from './policy.ts';

/** Thousands of rules. Parsing YAML takes many times the memory of the text. */
const MAX_BYTES = 1_000_000;

/**
 * The policy in a JSON or YAML file. It is read for each decision, so that a change counts from the next call on; a version
 * that is wrong, or a file that is gone, refuses every call until it is corrected.
 *
 * @throws ConfigurationError, from the function that it returns. Its message is for any caller and says nothing of the
 * policy; what is wrong stands in its cause, which the log line shows.
 */
export function policyFile(path: string): () => Promise<CheckedPolicy> {
  const policy = changingText(
    () => readPolicy(path),
    (text) => checkedPolicy(text, basename(path)),
  );
  return async () => {
    try {
      return await policy();
    } catch (cause) {
      throw unusable(cause);
    }
  };
}

function unusable(cause: unknown): ConfigurationError {
  const advice = 'Ask the administrator of this server to correct ACCOUNT_POLICY; its log says what is wrong.';
  return new ConfigurationError(`The access policy cannot be used, so every call is refused. ${advice}`, { cause });
}

async function readPolicy(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new Error(`${basename(path)} is larger than 1 MB.`);
  return readFile(path, 'utf8');
}

async function checkedPolicy(text: string, name: string): Promise<CheckedPolicy> {
  const parsed = parsePolicy(await readYaml(text, name));
  switch (parsed.verdict) {
    case 'usable':
      return parsed.policy;
    case 'unusable':
      throw new Error(`${name} cannot be used:${problemLines(parsed.problems)}`);
  }
}

/** YAML 1.2, which contains JSON. */
async function readYaml(text: string, name: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw new Error(`${name} cannot be read: ${fault.message}`);
  return document.toJS();
}
