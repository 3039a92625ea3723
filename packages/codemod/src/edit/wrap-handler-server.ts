import { Node, type ParameterDeclaration } from 'ts-morph';
import { isHandlerServer } from '../project/handler-callback.ts';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf, unwrap } from '../project/resolve-value.ts';
import type { FileEdit } from '../types.ts';
import { libraryImportEdits } from './library-imports.ts';
import { endOfLine, sourceStyle } from './source-style.ts';

/**
 * `withAccounts(server);` as the first statement of what `createMcpHandler` is given: the package makes the servers, and
 * connects them afterwards. Undefined where one of the receivers is anything else.
 */
export function wrapHandlerServers(receivers: readonly Node[], project: ToolProject): FileEdit[] | undefined {
  const edits = [...new Set(receivers.map(handlerServer))].map((server) => server && firstStatement(server, project));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function handlerServer(receiver: Node): ParameterDeclaration | undefined {
  const declaration = declarationOf(unwrap(receiver));
  return Node.isParameterDeclaration(declaration) && isHandlerServer(declaration) ? declaration : undefined;
}

function firstStatement(server: ParameterDeclaration, project: ToolProject): FileEdit | undefined {
  const callback = server.getParent();
  const body = Node.isBodied(callback) || Node.isBodyable(callback) ? callback.getBody() : undefined;
  const [first] = Node.isBlock(body) ? body.getStatements() : [];
  if (!first || !Node.isIdentifier(server.getNameNode())) return undefined;
  const file = first.getSourceFile();
  const wrapper = libraryImportEdits(file, new Set(['withAccounts'])).localName('withAccounts');
  const start = first.getStart();
  const text = `${wrapper}(${server.getName()})${sourceStyle(file).semicolon}${gapBefore(first)}`;
  return { path: project.pathOf(file), edits: [{ start, end: start, text }], imports: ['withAccounts'] };
}

/** The line break and the indent of a statement; a space where it shares its line with others. */
function gapBefore(statement: Node): string {
  const text = statement.getSourceFile().getFullText();
  const start = statement.getStart();
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return indent.trim() === '' ? endOfLine(text) + indent : ' ';
}
