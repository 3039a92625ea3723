import { ts } from 'ts-morph';
import { type MainModuleCheck, mainModuleCheck } from './main-module.ts';
import { type Declared, declarationNamed, exportedBy, type Modules } from './modules.ts';
import { requiredModule, type SourceModule } from './source-module.ts';
import { lastName, type StartSite, startSite } from './start-site.ts';

/** A start that is reached, and the check that stands before it. */
export interface Start extends StartSite {
  readonly file: string;
  readonly line: number;
  readonly check: MainModuleCheck | undefined;
}

export interface Execution {
  readonly starts: readonly Start[];
  /** The project files that are loaded, the first one first. */
  readonly loaded: readonly string[];
}

/**
 * What happens when Node imports a file: its own statements, those of the project files it imports, and the functions and
 * methods these call. Methods are told by their name alone, and every branch counts as taken: rather a start too many.
 */
export function executeFile(path: string, modules: Modules): Execution {
  const walk = newWalk(modules);
  load(path, { walk, check: undefined });
  return executionOf(walk);
}

/** The same for a function, with the file that declares it. */
export function executeFunction(declared: Declared, modules: Modules): Execution {
  const walk = newWalk(modules);
  load(declared.module.path, { walk, check: undefined });
  const starts = walk.starts.length;
  enter(declared, { walk, check: undefined });
  return { ...executionOf(walk), starts: walk.starts.slice(starts) };
}

interface Walk {
  readonly modules: Modules;
  readonly starts: Start[];
  readonly loaded: Set<string>;
  readonly methods: Map<string, readonly Member[]>;
  readonly seen: Set<string>;
}

interface Member {
  readonly member: ts.ClassElement | ts.ObjectLiteralElementLike;
  readonly module: SourceModule;
}

interface Step {
  readonly walk: Walk;
  readonly check: MainModuleCheck | undefined;
}

interface Place extends Step {
  readonly module: SourceModule;
}

function newWalk(modules: Modules): Walk {
  return { modules, starts: [], loaded: new Set(), methods: new Map(), seen: new Set() };
}

function executionOf({ starts, loaded }: Walk): Execution {
  return { starts, loaded: [...loaded] };
}

function load(path: string, step: Step): void {
  const module = step.walk.modules.get(path);
  if (!module || step.walk.loaded.has(path)) return;
  step.walk.loaded.add(path);
  addMethods(step.walk, module);
  for (const statement of module.source.statements) visit(statement, { ...step, module });
}

function enter({ node, module }: Declared, step: Step): void {
  const key = `${module.path}:${node.pos}:${step.check ?? ''}`;
  if (step.walk.seen.has(key)) return;
  step.walk.seen.add(key);
  const place = { ...step, module };
  if (ts.isClassLike(node)) for (const member of node.members) visitMember(member, place);
  else if (ts.isFunctionLike(node)) visitBody(node, place);
}

/** What `new` runs of a class. */
function visitMember(member: ts.ClassElement, place: Place): void {
  if (ts.isConstructorDeclaration(member)) visitBody(member, place);
  if (ts.isPropertyDeclaration(member) && member.initializer) visit(member.initializer, place);
}

function visitBody(node: ts.Node, place: Place): void {
  const { body } = node as ts.FunctionLikeDeclaration;
  if (body) visit(body, place);
}

function visit(node: ts.Node, place: Place): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node)) return;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) visitImport(node, place);
  else if (ts.isIfStatement(node)) visitIf(node, place);
  else if (isAnd(node)) visit(node.right, underCondition(node.left, place));
  else {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) visitCall(node, place);
    node.forEachChild((child) => visit(child, place));
  }
}

function visitImport(node: ts.ImportDeclaration | ts.ExportDeclaration, place: Place): void {
  const isTypeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly;
  const { moduleSpecifier } = node;
  if (!isTypeOnly && moduleSpecifier && ts.isStringLiteral(moduleSpecifier)) loadFrom(moduleSpecifier.text, place);
}

function loadFrom(specifier: string, place: Place): void {
  const path = place.walk.modules.resolve(specifier, place.module.path);
  if (path !== undefined) load(path, place);
}

function visitIf({ expression, thenStatement, elseStatement }: ts.IfStatement, place: Place): void {
  visit(expression, place);
  visit(thenStatement, underCondition(expression, place));
  if (elseStatement) visit(elseStatement, place);
}

function isAnd(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

function underCondition(condition: ts.Node, place: Place): Place {
  return { ...place, check: place.check ?? mainModuleCheck(condition, place.module) };
}

function visitCall(node: ts.CallExpression | ts.NewExpression, place: Place): void {
  const site = startSite(node, place.module, place.walk.modules);
  if (site) place.walk.starts.push({ ...site, ...position(node, place), check: place.check });
  const specifier = requiredModule(node);
  if (specifier !== undefined) loadFrom(specifier, place);
  for (const callee of calledBy(node.expression, place)) enter(callee, place);
  for (const argument of node.arguments ?? []) visitArgument(argument, place);
}

function position(node: ts.Node, { module }: Place): Pick<Start, 'file' | 'line'> {
  const { line } = module.source.getLineAndCharacterOfPosition(node.getStart());
  return { file: module.path, line: line + 1 };
}

/** A callback may be called, also one that is given by name or inside of options. */
function visitArgument(argument: ts.Node, place: Place): void {
  if (ts.isObjectLiteralExpression(argument)) {
    for (const property of argument.properties)
      if (ts.isPropertyAssignment(property)) visitArgument(property.initializer, place);
      else if (ts.isFunctionLike(property)) enter({ node: property, module: place.module }, place);
  }
  if (ts.isFunctionLike(argument)) enter({ node: argument, module: place.module }, place);
  if (ts.isIdentifier(argument)) for (const callee of calledBy(argument, place)) enter(callee, place);
}

function calledBy(callee: ts.Expression, place: Place): Declared[] {
  const { walk, module } = place;
  if (ts.isParenthesizedExpression(callee)) return calledBy(callee.expression, place);
  if (ts.isFunctionLike(callee)) return [{ node: callee, module }];
  if (ts.isIdentifier(callee)) return [declarationNamed(callee.text, module, walk.modules) ?? []].flat();
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const owner = ts.isIdentifier(callee.expression) ? module.imports.get(callee.expression.text) : undefined;
  const member = owner && exportedBy({ ...owner, name: callee.name.text }, module, walk.modules);
  return member ? [member] : methodsNamed(lastName(callee), walk);
}

/** Of classes and objects in the files that are loaded by then. */
function methodsNamed(name: string, { methods, modules }: Walk): Declared[] {
  return (methods.get(name) ?? []).flatMap(({ member, module }) => bodyOf(member, name, module, modules));
}

/** Looked up for every call: a large program has thousands. */
function addMethods({ methods }: Walk, module: SourceModule): void {
  for (const node of module.declared.values()) {
    const members = ts.isClassLike(node) ? node.members : ts.isObjectLiteralExpression(node) ? node.properties : [];
    for (const member of members) {
      const name = member.name?.getText();
      if (name !== undefined) methods.set(name, [...(methods.get(name) ?? []), { member, module }]);
    }
  }
}

function bodyOf(member: Member['member'], name: string, module: SourceModule, modules: Modules): Declared[] {
  if (ts.isShorthandPropertyAssignment(member)) return [declarationNamed(name, module, modules) ?? []].flat();
  if (ts.isPropertyAssignment(member) || ts.isPropertyDeclaration(member))
    return member.initializer ? [{ node: member.initializer, module }] : [];
  return ts.isFunctionLike(member) ? [{ node: member, module }] : [];
}
