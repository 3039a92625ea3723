import type { SourceFile } from 'ts-morph';
import type { ClientVerdict } from '../types.ts';
import { awsCommands } from './aws-commands.ts';
import { importedModules } from './imported-modules.ts';
import { usesAccountEnv } from './library-calls.ts';

/** Something that takes the server's AWS credentials without an SDK v3 client, and that no rewrite can cover. */
export interface OtherIdentity {
  readonly name: string;
  readonly line: number;
  readonly verdict: ClientVerdict;
  readonly reason: string;
}

const REASONS = {
  'other-sdk':
    'AWS SDK v2 keeps credentials per client. Move to SDK v3 and run again, or make the client inside the tool from accountEnv().',
  'own-signing':
    'Requests signed by hand keep the credentials they are given. Inside the tool, take them from accountEnv() for each call.',
  'child-process':
    "The command signs with the server's own credentials. Pass env: { ...process.env, ...accountEnv() } in its options.",
} as const;

const MODULES: ReadonlyArray<readonly [pattern: RegExp, verdict: 'other-sdk' | 'own-signing']> = [
  [/^aws-sdk(?:\/|$)/, 'other-sdk'],
  [/^(?:aws4|aws4fetch|@smithy\/signature-v4a?|@aws-sdk\/signature-v4(?:-crt|-multi-region)?)$/, 'own-signing'],
];

/** AWS SDK v2, own signing and the AWS CLI, wherever a file uses them; done where the file uses `accountEnv()`. */
export function findOtherIdentities(file: SourceFile): OtherIdentity[] {
  const modules = importedModules(file).flatMap(({ module, line }) => {
    const verdict = MODULES.find(([pattern]) => pattern.test(module))?.[1];
    return verdict ? [{ name: module, line, verdict, reason: REASONS[verdict] }] : [];
  });
  const commands = awsCommands(file).map((line) => {
    return { name: 'aws', line, verdict: 'child-process' as const, reason: REASONS['child-process'] };
  });
  const found = [...modules, ...commands];
  if (found.length === 0 || !usesAccountEnv(file)) return found;
  return found.map((identity) => ({ ...identity, verdict: 'already-done', reason: '' }));
}
