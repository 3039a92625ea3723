import { type CallExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { importedName } from '../project/imported-name.ts';
import { resolveValue, stringValue } from '../project/resolve-value.ts';

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

function isAwsCommand(call: CallExpression): boolean {
  const [command] = call.getArguments();
  if (!command) return false;
  const value = resolveValue(command);
  const text = stringValue(command) ?? (Node.isTemplateExpression(value) ? value.getHead().getLiteralText() : '');
  return /^\s*aws(?:\.exe)?(?:\s|$)/.test(text);
}
