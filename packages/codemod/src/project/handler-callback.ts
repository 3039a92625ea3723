import { Node, type ParameterDeclaration } from 'ts-morph';
import { findNames } from './find-calls.ts';
import { isExport } from './imported-calls.ts';
import { declarationOf, unwrap } from './resolve-value.ts';

/** `mcp-handler`, and the name it had before. */
const MODULE = /^(?:mcp-handler|@vercel\/mcp-adapter)(?:\/|$)/;

/** Whether a parameter is the server that `createMcpHandler((server) => { … })` of `mcp-handler` makes. */
export function isHandlerServer(parameter: ParameterDeclaration): boolean {
  const callback = parameter.getParent();
  if (!Node.isParametered(callback) || callback.getParameters()[0] !== parameter) return false;
  if (isGivenToHandler(callback)) return true;
  const name = nameOf(callback);
  return (
    name !== undefined &&
    findNames(callback.getSourceFile(), name.getText()).some(
      (use) => use !== name && isGivenToHandler(use) && declarationOf(use) === declarationOf(name),
    )
  );
}

/** A function is called what its declaration or its constant is called. */
function nameOf(callback: Node): Node | undefined {
  if (Node.isFunctionDeclaration(callback)) return callback.getNameNode();
  const holder = callback.getParent();
  return Node.isVariableDeclaration(holder) ? holder.getNameNode() : undefined;
}

function isGivenToHandler(expression: Node): boolean {
  const call = expression.getParent();
  const [first] = Node.isCallExpression(call) ? call.getArguments() : [];
  if (!Node.isCallExpression(call) || !first || unwrap(first) !== expression) return false;
  return isExport(call.getExpression(), MODULE, 'createMcpHandler');
}
