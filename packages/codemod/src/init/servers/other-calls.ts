import { ts } from 'ts-morph';
import type { Program } from '../package/find-programs.ts';
import { executeFile } from '../starts/executed-code.ts';
import type { Modules } from '../starts/modules.ts';
import type { SourceModule } from '../starts/source-module.ts';
import { lastName } from '../starts/start-site.ts';
import type { Factory } from './find-servers.ts';

/** Calls that belong to starting a server, to its end, and to saying so; and those that change nothing. */
const PART_OF_STARTING =
  /^(?:connect|close|serveStdio|catch|then|finally|log|error|warn|info|debug|trace|on|once|exit|write|cwd|resolve|join|stringify|String|Number|Error|setTimeout|clearTimeout|fileURLToPath|dirname|require|import|\w*Transport|withAccounts)$/;

/**
 * The first thing of a program that calling its factory alone would leave out, as `src/index.ts:12 loadConfiguration()`;
 * undefined where the program does nothing but make a server and connect it.
 */
export function otherCall(program: Program, factory: Factory, modules: Modules): string | undefined {
  const shared = new Set(executeFile(factory.file, modules).loaded);
  const own = program.execution.loaded.filter((path) => !shared.has(path));
  const found = own.flatMap((path) => {
    const module = modules.get(path);
    return module ? [firstOther(module.source, module, factory)] : [];
  });
  return found.find((each) => each !== undefined);
}

/** Whether anything in the program names the factory. */
export function namesFactory({ execution }: Program, { name, file }: Factory, modules: Modules): boolean {
  return execution.loaded.some((path) => {
    if (path === file) return false;
    const imports = modules.get(path)?.imports.values() ?? [];
    return [...imports].some((each) => each.name === name && modules.resolve(each.specifier, path) === file);
  });
}

function firstOther(node: ts.Node, module: SourceModule, factory: Factory): string | undefined {
  const text = otherText(node, module, factory);
  if (text !== undefined) {
    const { line } = module.source.getLineAndCharacterOfPosition(node.getStart());
    return `${module.path}:${line + 1} ${text}`;
  }
  return ts.forEachChild(node, (child) => firstOther(child, module, factory));
}

/** A call, an import for what it does, or a change of what all modules see. */
function otherText(node: ts.Node, module: SourceModule, factory: Factory): string | undefined {
  if (ts.isCallExpression(node) || ts.isNewExpression(node))
    return isOther(node.expression, module, factory) ? `${node.expression.getText().split('\n')[0]}()` : undefined;
  if (ts.isImportDeclaration(node)) return node.importClause ? undefined : node.getText().replace(/;$/, '');
  const isAssignment = ts.isBinaryExpression(node) && /^[^=!<>]*=$/.test(node.operatorToken.getText());
  return isAssignment && /^(?:process\.env|global(?:This)?)\b/.test(node.left.getText())
    ? node.left.getText()
    : undefined;
}

function isOther(callee: ts.Expression, module: SourceModule, factory: Factory): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword || ts.isFunctionLike(callee) || ts.isParenthesizedExpression(callee))
    return false;
  const name = lastName(callee);
  if (PART_OF_STARTING.test(name) || module.imports.get(name)?.name === factory.name) return false;
  const declared = ts.isIdentifier(callee) ? module.declared.get(name) : undefined;
  return declared === undefined || !ts.isFunctionLike(declared);
}
