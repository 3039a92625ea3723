import { type CallExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { importedName } from '../project/imported-name.ts';
import { resolveValue, stringValue } from '../project/resolve-value.ts';
import { type PossibleValue, possibleValues } from './values/possible-values.ts';

const STARTERS: Readonly<Record<string, ReadonlySet<string>>> = {
  child_process: new Set(['exec', 'execFile', 'execFileSync', 'execSync', 'spawn', 'spawnSync']),
  execa: new Set(['execa', 'execaCommand', 'execaCommandSync', 'execaSync', '$', 'default']),
  'cross-spawn': new Set(['default', 'sync', '*']),
};

/** The lines of a file that start the AWS CLI, where the command is written in the source. */
export function awsCommands(file: SourceFile): number[] {
  if (!/child_process|execa|cross-spawn/.test(file.getFullText())) return [];
  return file
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .filter((call) => startsProcess(call.getExpression()) && isAwsCommand(call))
    .map((call) => call.getStartLineNumber());
}

function startsProcess(callee: Node): boolean {
  const imported = importedName(promisified(callee) ?? callee);
  return imported !== undefined && STARTERS[imported.module.replace(/^node:/, '')]?.has(imported.name) === true;
}

/** `const run = promisify(exec)` starts what `exec` starts. */
function promisified(callee: Node): Node | undefined {
  const value = resolveValue(callee);
  if (!Node.isCallExpression(value) || !/(?:^|\.)promisify$/.test(value.getExpression().getText())) return undefined;
  return value.getArguments()[0];
}

/** Also where a function that starts any command is called with this one. */
function isAwsCommand(call: CallExpression): boolean {
  const [command] = call.getArguments();
  return command !== undefined && possibleValues(command).some((value) => startsWithAws(value));
}

function startsWithAws(value: PossibleValue): boolean {
  return typeof value === 'object' && /^\s*aws(?:\.exe)?(?:\s|$)/.test(leadingText(value));
}

function leadingText(value: Node): string {
  if (Node.isBinaryExpression(value)) return leadingText(value.getLeft());
  if (Node.isTemplateExpression(value)) return value.getHead().getLiteralText();
  return stringValue(value) ?? '';
}
