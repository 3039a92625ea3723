import type { SourceFile } from 'ts-morph';
import type { ClientVerdict, TextEdit } from '../types.ts';
import { type AwsCommand, awsCommands } from './aws-commands.ts';
import { commandEnvironmentEdits } from './command-environment.ts';
import { handSigning } from './hand-signing.ts';
import { importedModules } from './imported-modules.ts';
import { usesAccountEnv } from './library-calls.ts';
import { signsIn } from './sign-in-command.ts';

/** Something that takes the server's AWS credentials without an SDK v3 client. */
export interface OtherIdentity {
  readonly name: string;
  readonly line: number;
  readonly verdict: ClientVerdict;
  /** What a person has to do; empty where the edits, or a person, have done it. */
  readonly reason: string;
  /** They call `accountEnv`. None where nothing can be proved, or nothing is left to do. */
  readonly edits: readonly TextEdit[];
}

const REASONS = {
  'other-sdk':
    'AWS SDK v2 keeps credentials per client. Move to SDK v3 and run again, or make the client inside the tool from accountEnv().',
  'own-signing':
    'Requests signed by hand keep the credentials they are given. Inside the tool, take them from accountEnv() for each call.',
  'child-process': "The command signs with the server's own credentials. Pass env: accountEnv() in its options.",
} as const;

const SEVERAL_PROGRAMS =
  "It may start other programs too, which have no use for an account's credentials. Pass env: accountEnv() where the command is an AWS one.";
const PROFILE =
  "It selects a profile, which outranks the account's credentials. Leave the profile out where currentAccount() is set, and pass env: accountEnv().";
const SIGN_IN =
  "It signs a person in on the server's machine, whatever the target account is. Refuse it where currentAccount() is set, or leave the tool out with --exclude.";

const MODULES: ReadonlyArray<readonly [pattern: RegExp, verdict: 'other-sdk' | 'own-signing']> = [
  [/^aws-sdk(?:\/|$)/, 'other-sdk'],
  [/^(?:aws4|aws4fetch|@smithy\/signature-v4a?|@aws-sdk\/signature-v4(?:-crt|-multi-region)?)$/, 'own-signing'],
];

/**
 * AWS SDK v2, own signing and commands such as the AWS CLI, wherever a file uses them. A command gets the environment of the
 * call; the others are done where the file uses `accountEnv()` for something else than its commands.
 */
export function findOtherIdentities(file: SourceFile): OtherIdentity[] {
  const commands = awsCommands(file);
  const calls = commands.map(({ call }) => call);
  const modules = importedModules(file).flatMap(({ module, line }) => {
    const verdict = MODULES.find(([pattern]) => pattern.test(module))?.[1];
    return verdict ? [{ name: module, line, verdict, reason: REASONS[verdict], edits: [] }] : [];
  });
  const identities = [...modules, ...(modules.length === 0 ? signedByHand(file) : [])];
  const isTakenCareOf = (identities.length > 0 || calls.length > 0) && usesAccountEnv(file, calls);
  return [
    ...identities.map((identity) => (isTakenCareOf ? done(identity) : identity)),
    ...commands.map((command) => commandIdentity(command, isTakenCareOf)),
  ];
}

/** Only where no library is imported that signs: that one is named already. */
function signedByHand(file: SourceFile): OtherIdentity[] {
  const found = handSigning(file);
  return found ? [{ ...found, verdict: 'own-signing', reason: REASONS['own-signing'], edits: [] }] : [];
}

function commandIdentity(command: AwsCommand, isTakenCareOf: boolean): OtherIdentity {
  const { call, starter, name, isOnlyAws, selectsProfile } = command;
  const found = { name, line: call.getStartLineNumber(), verdict: 'child-process', reason: '', edits: [] } as const;
  if (isTakenCareOf || usesAccountEnv(call)) return done(found);
  if (signsIn(call)) return { ...found, reason: SIGN_IN };
  if (selectsProfile) return { ...found, reason: PROFILE };
  if (!isOnlyAws) return { ...found, reason: SEVERAL_PROGRAMS };
  const edits = commandEnvironmentEdits(call, starter);
  return edits ? { ...found, edits } : { ...found, reason: REASONS['child-process'] };
}

function done(identity: OtherIdentity): OtherIdentity {
  return { ...identity, verdict: 'already-done', reason: '' };
}
