import { type NewExpression, Node, SyntaxKind } from 'ts-morph';
import { importedName } from './imported-name.ts';
import type { ToolProject } from './parse.ts';
import { declarationOf, resolveValue } from './resolve-value.ts';
import { resultsOf } from './results-of.ts';

/** What is known of an expression that tools are added to. */
export interface FastMcpTrace {
  /** `edge` is the package's server for runtimes that are not Node's. */
  readonly kind: 'fastmcp' | 'edge';
  /** Where it is made; undefined where that cannot be followed. */
  readonly construction: NewExpression | undefined;
}

const CLASSES = { FastMCP: 'fastmcp', EdgeFastMCP: 'edge' } as const;
const MAX_DEPTH = 12;

/**
 * A server of the `fastmcp` package: by `new FastMCP`, a type annotation, a class property, a factory's result, a class of the
 * project that extends it, or a wrapped form of these. Undefined for anything else.
 */
export function traceFastMcp(receiver: Node, project: ToolProject, depth = 0): FastMcpTrace | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const value = resolveValue(receiver);
  if (Node.isAwaitExpression(value)) return traceFastMcp(value.getExpression(), project, depth + 1);
  if (Node.isNewExpression(value)) return traced(classKind(value.getExpression(), project), value);
  if (Node.isCallExpression(value)) return traceCall(value, project, depth);
  if (Node.isThisExpression(value)) return traced(ownClassKind(value, project), undefined);
  const declaration = declarationOf(Node.isPropertyAccessExpression(value) ? value.getNameNode() : value);
  const initializer = Node.isInitializerExpressionGetable(declaration) ? declaration.getInitializer() : undefined;
  const made = initializer && traceFastMcp(initializer, project, depth + 1);
  const type = Node.isTyped(declaration) ? declaration.getTypeNode() : undefined;
  return made ?? (type && traced(typeKind(type, project), undefined));
}

/** Every `new FastMCP(…)` of the project, and of its classes that extend it. */
export function fastMcpConstructions(project: ToolProject): NewExpression[] {
  return project.files
    .filter((file) => file.getFullText().includes('FastMCP'))
    .flatMap((file) => file.getDescendantsOfKind(SyntaxKind.NewExpression))
    .filter((construction) => classKind(construction.getExpression(), project) === 'fastmcp');
}

/** `withAccounts(server)` returns what it is given, `server.addTool(…)` what it is called on, a function what it returns. */
function traceCall(call: Node, project: ToolProject, depth: number): FastMcpTrace | undefined {
  if (!Node.isCallExpression(call)) return undefined;
  const callee = call.getExpression();
  const [argument] = call.getArguments();
  if (importedName(callee)?.name === 'withAccounts') return argument && traceFastMcp(argument, project, depth + 1);
  if (Node.isPropertyAccessExpression(callee) && callee.getName() === 'addTool')
    return traceFastMcp(callee.getExpression(), project, depth + 1);
  const declaration = declarationOf(Node.isPropertyAccessExpression(callee) ? callee.getNameNode() : callee);
  const made = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : declaration;
  const results = made ? resultsOf(made) : [];
  return results.map((result) => traceFastMcp(result, project, depth + 1)).find((trace) => trace !== undefined);
}

type Kind = FastMcpTrace['kind'] | undefined;

function traced(kind: Kind, construction: NewExpression | undefined): FastMcpTrace | undefined {
  return kind && { kind, construction };
}

function classKind(name: Node, project: ToolProject): Kind {
  const imported = importedName(name);
  if (imported) return isFastMcpModule(imported.module, project) ? exportKind(imported.name) : undefined;
  const declaration = declarationOf(name);
  if (!Node.isClassDeclaration(declaration)) return undefined;
  const base = declaration.getExtends()?.getExpression();
  const kind = exportKind(declaration.getName() ?? '');
  return isOwnRepository(project) && kind ? kind : base && classKind(base, project);
}

function ownClassKind(node: Node, project: ToolProject): Kind {
  const base = node.getFirstAncestorByKind(SyntaxKind.ClassDeclaration)?.getExtends()?.getExpression();
  return base && classKind(base, project);
}

/** A type-only import proves a parameter's type as well as any, and so does a part of it, in place or by another name. */
function typeKind(type: Node, project: ToolProject, depth = 0): Kind {
  if (depth > MAX_DEPTH) return undefined;
  const name = Node.isTypeReference(type) ? type.getTypeName() : undefined;
  const [whole] = Node.isTypeReference(type) ? type.getTypeArguments() : [];
  if (whole && name?.getText() === 'Pick') return typeKind(whole, project, depth + 1);
  const declaration = name?.getSymbol()?.getDeclarations()[0];
  const aliased = Node.isTypeAliasDeclaration(declaration) ? declaration.getTypeNode() : undefined;
  if (aliased) return typeKind(aliased, project, depth + 1);
  if (!name || !Node.isImportSpecifier(declaration)) return name && classKind(name, project);
  const module = declaration.getImportDeclaration().getModuleSpecifierValue();
  return isFastMcpModule(module, project) ? exportKind(declaration.getName()) : classKind(name, project);
}

function exportKind(name: string): Kind {
  return name === 'FastMCP' || name === 'EdgeFastMCP' ? CLASSES[name] : undefined;
}

/** The package's own examples import it by its path. */
function isFastMcpModule(module: string, project: ToolProject): boolean {
  return /^fastmcp(?:\/edge)?$/.test(module) || (module.startsWith('.') && isOwnRepository(project));
}

function isOwnRepository({ manifests }: ToolProject): boolean {
  return manifests.some(({ text }) => /"name"\s*:\s*"fastmcp"/.test(text));
}
