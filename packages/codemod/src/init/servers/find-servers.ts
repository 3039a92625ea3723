import { type Expression, Node, type SourceFile } from 'ts-morph';
import { traceServer } from '../../project/mcp-server.ts';
import type { ToolProject } from '../../project/parse.ts';
import { resultsOf } from '../../project/results-of.ts';
import { isServerType } from '../../project/server-class.ts';
import { executeFile, executeFunction } from '../starts/executed-code.ts';
import { exportNamed, type Modules } from '../starts/modules.ts';

/** An exported function that returns a server. */
export interface Factory {
  readonly file: string;
  readonly line: number;
  /** `default` for the default export. */
  readonly name: string;
  readonly takesArguments: 'none' | 'optional' | 'required';
  /** Where importing its file, or calling it, starts a server. */
  readonly starts: boolean;
}

/** An exported server that exists once. */
export interface ServerInstance {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly starts: boolean;
}

export interface FoundServers {
  readonly factories: readonly Factory[];
  readonly instances: readonly ServerInstance[];
  /** Functions that make a server and that no other file can call. */
  readonly hidden: readonly Omit<Factory, 'starts'>[];
}

/** `createServer (src/server.ts:12)` */
export function placeOf({ name, file, line }: Pick<Factory, 'name' | 'file' | 'line'>): string {
  return `${name === 'default' ? 'the default export' : name} (${file}:${line})`;
}

export function findServers(project: ToolProject, modules: Modules, ignored: ReadonlySet<string>): FoundServers {
  const files = project.files.filter((file) => isOwn(project.pathOf(file)) && !ignored.has(project.pathOf(file)));
  const exported = files.flatMap((file) => exportsOf(file, project, modules));
  const places = new Set(exported.map(({ file, line }) => `${file}:${line}`));
  return {
    factories: exported.filter((each) => 'takesArguments' in each),
    instances: exported.filter((each) => !('takesArguments' in each)),
    hidden: files.flatMap((file) => hiddenIn(file, project)).filter(({ file, line }) => !places.has(`${file}:${line}`)),
  };
}

function isOwn(path: string): boolean {
  return !path.startsWith('..') && /\.[cm]?[jt]s$/.test(path);
}

function exportsOf(file: SourceFile, project: ToolProject, modules: Modules): (Factory | ServerInstance)[] {
  const path = project.pathOf(file);
  const module = modules.get(path);
  if (!module || !/server/i.test(file.getFullText())) return [];
  let starts: boolean | undefined;
  return [...module.exported.keys()].flatMap((name) => {
    const declared = exportNamed(name, module, modules);
    if (declared?.module !== module) return [];
    const found = serverAt(file, declared.node.getStart());
    if (!found) return [];
    starts ??= executeFile(path, modules).starts.some(({ check }) => check === undefined);
    const called = 'takesArguments' in found && executeFunction(declared, modules).starts.length > 0;
    return [{ file: path, name, starts: starts || called, ...found }];
  });
}

/** What the value or function that begins at `start` is, if it has to do with servers. */
function serverAt(
  file: SourceFile,
  start: number,
): Pick<Factory, 'line'> | Pick<Factory, 'line' | 'takesArguments'> | undefined {
  const node = nodesFrom(file, start).find((each) => isFunction(each) || Node.isExpression(each));
  if (!node) return undefined;
  const line = node.getStartLineNumber();
  if (isFunction(node)) return makesServer(node) ? { line, takesArguments: argumentsOf(node) } : undefined;
  return traceServer(node as Expression).verdict === 'mcp-server' ? { line } : undefined;
}

/** The nodes that begin there, the widest one first. */
function nodesFrom(file: SourceFile, start: number): Node[] {
  const nodes: Node[] = [];
  for (let node = file.getDescendantAtPos(start); node && node.getStart() === start; node = node.getParent())
    nodes.unshift(node);
  return nodes.filter((node) => !Node.isSourceFile(node) && !Node.isSyntaxList(node));
}

type Making = Node & { getReturnTypeNode(): Node | undefined; getParameters(): Node[] };

function isFunction(node: Node): node is Making {
  return Node.isFunctionDeclaration(node) || Node.isArrowFunction(node) || Node.isFunctionExpression(node);
}

/** Every result is a server, or the annotation says so: not an object that holds one among others. */
function makesServer(node: Making): boolean {
  const type = node.getReturnTypeNode();
  if (type) return /^(?:Promise<)?[\w.]*Server>?$/.test(type.getText()) && isServerType(type);
  const results = resultsOf(node);
  return results.length > 0 && results.every((result) => traceServer(result).verdict === 'mcp-server');
}

function argumentsOf(node: Making): Factory['takesArguments'] {
  const parameters = node.getParameters().filter(Node.isParameterDeclaration);
  if (parameters.length === 0) return 'none';
  return parameters.every((each) => each.isOptional() || each.isRestParameter()) ? 'optional' : 'required';
}

function hiddenIn(file: SourceFile, project: ToolProject): Omit<Factory, 'starts'>[] {
  return file
    .getFunctions()
    .filter((node) => !node.isExported() && makesServer(node))
    .map((node) => ({
      file: project.pathOf(file),
      line: node.getStartLineNumber(),
      name: node.getName() ?? 'default',
      takesArguments: argumentsOf(node),
    }));
}
