import { type CallExpression, Node, type ObjectLiteralExpression, SyntaxKind } from 'ts-morph';
import { MCP_NEST } from '../discover/mcp-nest.ts';
import { importedName } from '../project/imported-name.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue } from '../project/resolve-value.ts';
import type { FileEdit } from '../types.ts';
import { libraryImportEdits } from './library-imports.ts';
import { appendProperty } from './object-property.ts';
import { wrapExpression } from './wrap.ts';
import type { ServerWrap } from './wrap-server.ts';

const MUTATOR = 'serverMutator';

/**
 * `serverMutator: withAccounts` in the options of every MCP-Nest server: `new McpStrategy({ … })` of version 2,
 * `McpModule.forRoot({ … })` and `forRootAsync` of version 1. It is handed each server that the library makes.
 */
export function wrapNestServers(_receivers: readonly Node[], project: ToolProject): ServerWrap {
  const options = project.files
    .filter((file) => file.getFullText().includes(MCP_NEST))
    .flatMap((file) => [...strategies(file), ...modules(file)]);
  const known = options.filter((each) => each !== undefined);
  const isCovered = known.length > 0 && known.length === options.length;
  return { isCovered, edits: isCovered ? known.flatMap((each) => mutate(each, project)) : [] };
}

type Options = ObjectLiteralExpression | undefined;

function strategies(file: Node): Options[] {
  return file
    .getDescendantsOfKind(SyntaxKind.NewExpression)
    .filter((made) => isNestExport(made.getExpression(), 'McpStrategy'))
    .map((made) => literal(made.getArguments()[0]));
}

function modules(file: Node): Options[] {
  return file.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
    const callee = call.getExpression();
    if (!Node.isPropertyAccessExpression(callee) || !isNestExport(callee.getExpression(), 'McpModule')) return [];
    if (callee.getName() === 'forRoot') return [literal(call.getArguments()[0])];
    return callee.getName() === 'forRootAsync' ? [factoryResult(call)] : [];
  });
}

function isNestExport(expression: Node, name: string): boolean {
  const imported = importedName(expression);
  return imported?.module === MCP_NEST && imported.name === name;
}

function literal(node: Node | undefined): Options {
  const value = node && resolveValue(node);
  return Node.isObjectLiteralExpression(value) ? value : undefined;
}

/** `useFactory: (config) => ({ … })`, or a function with one `return`. */
function factoryResult(call: CallExpression): Options {
  const factory = literal(call.getArguments()[0])?.getProperty('useFactory');
  const made = Node.isPropertyAssignment(factory) ? factory.getInitializer() : factory;
  const body = Node.isArrowFunction(made) || Node.isMethodDeclaration(made) ? made.getBody() : undefined;
  if (!Node.isBlock(body)) return literal(body);
  const returned = body.getDescendantsOfKind(SyntaxKind.ReturnStatement);
  return returned.length === 1 ? literal(returned[0]?.getExpression()) : undefined;
}

/** One of the project's own is called first. */
function mutate(options: ObjectLiteralExpression, project: ToolProject): FileEdit[] {
  const file = options.getSourceFile();
  const own = propertyValue(options, MUTATOR);
  const name = libraryImportEdits(file, new Set(['withAccounts'])).localName('withAccounts');
  if (own?.getText().includes(name)) return [];
  const edits = own
    ? wrapExpression(own, `(server) => ${name}((`, ')(server))')
    : appendProperty(options, `${MUTATOR}: ${name}`);
  return [{ path: project.pathOf(file), edits, imports: ['withAccounts'] }];
}
