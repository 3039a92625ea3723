import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AccountRecord, AccountSource } from '../../account.ts';
import { ConfigurationError } from '../../errors.ts';
import { changingText } from '../changing-text.ts';
import { checkConvention, type RoleConvention } from '../role-name-source.ts';
import { parseRegistry, type Registry } from './parse-registry.ts';
import type { RegistryProblem } from './read-entries.ts';

/** So many of a file's problems are told; the rest is counted. */
const MAX_PROBLEMS = 20;

/**
 * Accounts from a JSON or YAML file, which is read anew for each search: a changed file counts from the next one on, and
 * one that has become wrong answers nothing until it is corrected.
 *
 * @param file its path, or the JSON or YAML itself (`[…]`, `{…}`, or several lines).
 * @param convention gives a role to the accounts that name none.
 * @throws ConfigurationError when `convention` cannot be right. The searches throw it too: when the file cannot be read,
 * and with every problem of its content by line.
 */
export function registryFileSource(file: string, convention?: RoleConvention): AccountSource {
  if (convention) checkConvention(convention);
  const isContent = /^\s*[[{]|^\s*- |\n/.test(file);
  const registry = changingText(
    () => (isContent ? Promise.resolve(file) : readRegistry(file)),
    (text) => parseRegistry(text, convention),
  );
  const accounts = async () => usableAccounts(isContent ? 'in ACCOUNT_REGISTRY' : basename(file), await registry());

  return {
    find: async (target) => {
      const records = await accounts();
      if (target.kind === 'alias') return [...records.values()].filter((record) => record.alias === target.alias);
      const record = records.get(target.accountId);
      return record ? [record] : [];
    },
    list: async () => [...(await accounts()).values()],
    check: async () => void (await accounts()),
  };
}

async function readRegistry(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `The account registry ${basename(path)} cannot be read. Check ACCOUNT_REGISTRY and the file's permissions.`;
    throw new ConfigurationError(message, { cause });
  }
}

/** A new error for each call, because its request ID is that of one. */
function usableAccounts(name: string, registry: Registry): ReadonlyMap<string, AccountRecord> {
  switch (registry.verdict) {
    case 'usable':
      return registry.records;
    case 'unusable':
      throw new ConfigurationError(`The account registry ${name} cannot be used:\n${listOf(registry.problems)}`);
  }
}

function listOf(problems: readonly RegistryProblem[]): string {
  const lines = problems.slice(0, MAX_PROBLEMS).map(({ line, text }) => `  line ${line}: ${text}`);
  const rest = problems.length - lines.length;
  return [...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}
