import { posix } from 'node:path';
import { type ExportAssignment, type FunctionDeclaration, Node, type SourceFile } from 'ts-morph';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf, propertyValue, resolveValue, stringValue } from '../project/resolve-value.ts';
import { xmcpToolFiles } from '../project/xmcp-files.ts';

/** A tool of xmcp: a file that exports its handler by default, and its schema and metadata by name. */
export interface XmcpTool {
  readonly name: string;
  readonly file: SourceFile;
  /** The default export; undefined where it is not written as one of these. */
  readonly handler: FunctionDeclaration | ExportAssignment | undefined;
  /** What is exported as `schema`; undefined where it is anything but a constant of the project. */
  readonly schema: Node | undefined;
  readonly hasSchema: boolean;
  /** The statements that a reader looks for first, in order. */
  readonly statements: readonly Node[];
}

/** Every tool file of a project's xmcp packages. A file without a default export is no tool: xmcp skips it. */
export function findXmcpTools(project: ToolProject): XmcpTool[] {
  if (!project.manifests.some(({ text }) => text.includes('"xmcp"'))) return [];
  const texts = project.files.map((file) => ({ path: project.pathOf(file), text: file.getFullText() }));
  const tools = xmcpToolFiles([...texts, ...project.unparsed, ...project.manifests]);
  return project.files.filter((file) => tools.has(project.pathOf(file))).flatMap(toolIn);
}

function toolIn(file: SourceFile): XmcpTool[] {
  const handler = defaultExport(file);
  const exported = exportedNames(file);
  if (!handler && !exported.has('default')) return [];
  const schema = exported.get('schema');
  const known = [exported.get('metadata'), exported.get('outputSchema'), handler].flatMap((node) => statementOf(node));
  return [
    {
      name: nameIn(exported.get('metadata')) ?? posix.parse(file.getFilePath()).name,
      file,
      handler,
      schema: Node.isVariableDeclaration(schema) ? schema.getInitializer() : undefined,
      hasSchema: schema !== undefined || exportsAll(file),
      statements: known.sort((a, b) => a.getStart() - b.getStart()),
    },
  ];
}

function defaultExport(file: SourceFile): XmcpTool['handler'] {
  const assigned = file.getExportAssignment((statement) => !statement.isExportEquals());
  const functions = file.getFunctions().filter((statement) => statement.isDefaultExport());
  return assigned ?? (functions.length === 1 && functions[0]?.hasDefaultKeyword() ? functions[0] : undefined);
}

/** What a file exports under which name: the declarations of its constants and functions, its own or another file's. */
function exportedNames(file: SourceFile): ReadonlyMap<string, Node | undefined> {
  const constants = file
    .getVariableDeclarations()
    .filter((declaration) => declaration.isExported() && !declaration.isDefaultExport())
    .map((declaration): [string, Node] => [declaration.getName(), declaration]);
  const named = file
    .getExportDeclarations()
    .flatMap((statement) => statement.getNamedExports())
    .map((specifier): [string, Node | undefined] => [
      specifier.getAliasNode()?.getText() ?? specifier.getName(),
      declarationOf(specifier.getNameNode()),
    ]);
  return new Map([...constants, ...named]);
}

/** `export * from './shape'` may bring a schema along. */
function exportsAll(file: SourceFile): boolean {
  return file.getExportDeclarations().some((statement) => statement.isNamespaceExport());
}

function nameIn(metadata: Node | undefined): string | undefined {
  const value = Node.isVariableDeclaration(metadata) ? metadata.getInitializer() : undefined;
  const object = value && resolveValue(value);
  const name = Node.isObjectLiteralExpression(object) ? propertyValue(object, 'name') : undefined;
  return name && stringValue(name);
}

function statementOf(node: Node | undefined): Node[] {
  const statement = Node.isVariableDeclaration(node) ? node.getVariableStatement() : node;
  return statement ? [statement] : [];
}
