import { type CallExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { stringValue } from '../project/resolve-value.ts';
import { type ProcessStarter, processStarter } from './process-starters.ts';
import { type PossibleValue, possibleValues } from './values/possible-values.ts';

/** A call that starts a program which finds AWS credentials in its environment. */
export interface AwsCommand {
  readonly call: CallExpression;
  readonly starter: ProcessStarter;
  /** The program: `aws`, `cdk`. */
  readonly name: string;
  /** False where the same call starts other programs too, or any program its function is asked for. */
  readonly isOnlyAws: boolean;
  /** It names a profile, which outranks the keys in the environment. */
  readonly selectsProfile: boolean;
}

const PROGRAMS = 'aws|sam|cdk|cdklocal|terraform|tofu|terragrunt|eksctl|pulumi|copilot|eb|s5cmd|serverless|sls';
/** The program of a command line, behind variables set for it, a `cd`, and the runner of a package. */
const COMMAND_LINE = new RegExp(
  `^\\s*(?:cd\\s+[^;&|]+&&\\s*)?(?:\\w+=\\S*\\s+)*(?:npx\\s+(?:(?:-y|--yes)\\s+)?)?(${PROGRAMS})(?:\\.(?:exe|cmd))?(?:\\s|$)`,
);
const PROFILE = /--profile\b|\bAWS_PROFILE=/;

/** The calls of a file that start the AWS CLI or a program on top of it, where the command is written in the source. */
export function awsCommands(file: SourceFile): AwsCommand[] {
  if (!/child_process|execa|cross-spawn/.test(file.getFullText())) return [];
  return file.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
    const starter = processStarter(call.getExpression());
    return starter ? commandOf(call, starter) : [];
  });
}

/** Also where a function that starts any command is called with this one. */
function commandOf(call: CallExpression, starter: ProcessStarter): AwsCommand[] {
  const [command] = call.getArguments();
  const values = command ? possibleValues(command) : [];
  const names = values.map(programOf);
  const name = names.find((found) => found !== undefined);
  if (name === undefined) return [];
  const isOnlyAws = names.every((found) => found !== undefined);
  return [{ call, starter, name, isOnlyAws, selectsProfile: selectsProfile(call, values) }];
}

function programOf(value: PossibleValue): string | undefined {
  return typeof value === 'object' ? COMMAND_LINE.exec(leadingText(value))?.[1] : undefined;
}

function leadingText(value: Node): string {
  if (Node.isBinaryExpression(value)) return leadingText(value.getLeft());
  if (Node.isTemplateExpression(value)) return value.getHead().getLiteralText();
  return stringValue(value) ?? '';
}

/** Arguments that are put together elsewhere may come from anywhere in the file. */
function selectsProfile(call: CallExpression, commands: readonly PossibleValue[]): boolean {
  const written = [call, ...commands.filter((value) => typeof value === 'object')];
  if (written.some((node) => PROFILE.test(node.getText()))) return true;
  const isWritten = call.getArguments().slice(1).every(isWrittenHere);
  return !isWritten && PROFILE.test(call.getSourceFile().getFullText());
}

function isWrittenHere(argument: Node): boolean {
  if (Node.isArrayLiteralExpression(argument)) return !argument.getElements().some(Node.isSpreadElement);
  return Node.isObjectLiteralExpression(argument) || Node.isArrowFunction(argument);
}
