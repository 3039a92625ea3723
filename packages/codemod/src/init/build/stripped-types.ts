import { ts } from 'ts-morph';
import type { Modules } from '../starts/modules.ts';
import type { SourceModule } from '../starts/source-module.ts';

/**
 * Why Node, which only takes the types away, cannot run these files; undefined where it can. Node needs the names of files as
 * they are, and imports of types that say so.
 */
export function whyNotStripped(paths: readonly string[], modules: Modules): string | undefined {
  for (const path of paths) {
    const module = modules.get(path);
    const found = module && obstacleIn(module, modules);
    if (found) return found;
  }
  return undefined;
}

function obstacleIn(module: SourceModule, modules: Modules): string | undefined {
  if (!/\.[cm]?tsx?$/.test(module.path)) return undefined;
  if (module.path.endsWith('x')) return `${module.path} is JSX`;
  const found = firstObstacle(module.source, { module, modules });
  if (!found) return undefined;
  const { line } = module.source.getLineAndCharacterOfPosition(found.node.getStart());
  return `${module.path}:${line + 1} ${found.what}`;
}

interface Obstacle {
  readonly node: ts.Node;
  readonly what: string;
}

interface Place {
  readonly module: SourceModule;
  readonly modules: Modules;
}

function firstObstacle(node: ts.Node, place: Place): Obstacle | undefined {
  const what = obstacle(node, place);
  if (what !== undefined) return { node, what };
  return ts.forEachChild(node, (child) => firstObstacle(child, place));
}

function obstacle(node: ts.Node, place: Place): string | undefined {
  if (ts.isEnumDeclaration(node) && !isAmbient(node)) return 'declares an enum';
  if (ts.isModuleDeclaration(node) && !isAmbient(node)) return 'declares a namespace';
  if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) return 'has a parameter property';
  if (ts.isDecorator(node)) return 'has a decorator';
  if (ts.isImportEqualsDeclaration(node) || (ts.isExportAssignment(node) && node.isExportEquals))
    return 'imports or exports with "="';
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return importObstacle(node, place);
  return undefined;
}

function isAmbient(node: ts.EnumDeclaration | ts.ModuleDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

function importObstacle(
  node: ts.ImportDeclaration | ts.ExportDeclaration,
  { module, modules }: Place,
): string | undefined {
  const specifier = node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
  if (ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly) return undefined;
  if (specifier.startsWith('.') && !/\.(?:[cm]?[jt]s|json)$/.test(specifier))
    return `imports ${specifier} without its extension`;
  const isBuilt = /^\..*js$/.test(specifier) && /ts$/.test(modules.resolve(specifier, module.path) ?? '');
  if (isBuilt) return `imports ${specifier}, which only a build would write`;
  const type = ts.isImportDeclaration(node) ? typeImportedAsValue(node, module.source) : undefined;
  return type === undefined ? undefined : `imports the type ${type} as if it were a value`;
}

/** A name that stands in types only. */
function typeImportedAsValue({ importClause }: ts.ImportDeclaration, source: ts.SourceFile): string | undefined {
  const bindings = importClause?.namedBindings;
  const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  return names.filter(({ isTypeOnly }) => !isTypeOnly).find(({ name }) => isOnlyType(name.text, source))?.name.text;
}

function isOnlyType(name: string, source: ts.SourceFile): boolean {
  const uses = identifiers(source, name).filter(({ parent }) => !ts.isImportSpecifier(parent));
  return uses.length > 0 && uses.every((use) => isInType(use));
}

function identifiers(node: ts.Node, name: string): ts.Identifier[] {
  if (ts.isIdentifier(node)) return node.text === name ? [node] : [];
  const found: ts.Identifier[] = [];
  node.forEachChild((child) => {
    found.push(...identifiers(child, name));
  });
  return found;
}

function isInType(node: ts.Node): boolean {
  for (let current = node; !ts.isStatement(current); current = current.parent)
    if (ts.isTypeNode(current) && !ts.isExpressionWithTypeArguments(current)) return true;
  return ts.isInterfaceDeclaration(node.parent) || ts.isTypeAliasDeclaration(node.parent);
}
