import { Node, type SourceFile, ts } from 'ts-morph';
import { freeName } from '../edit/free-name.ts';
import { moduleStyle } from '../edit/module-style.ts';
import { sourceStyle } from '../edit/source-style.ts';
import { insertImportStatement } from '../edit/statement-slot.ts';
import { owningManifest } from '../manifest/owning-manifest.ts';
import { visibleAs } from '../project/names/declared-as.ts';
import type { ToolProject } from '../project/parse.ts';
import { nearestDeclaration } from '../project/resolve-value.ts';
import type { TextEdit } from '../types.ts';
import { isZod3, zodModule } from './zod-module.ts';

/** The zod that an inserted field is written with. A shape must not mix two versions, so it is never a guess. */
export interface ZodBinding {
  /** As code refers to it: `z`. */
  readonly name: string;
  readonly isVersion3: boolean;
  /** The import, where the file has none yet. */
  readonly edits: readonly TextEdit[];
}

/**
 * The zod to use at `place`: the namespace its neighbours are written with, else the file's, else an import of the one
 * module that the rest of the project uses, or else that its package depends on. Undefined when none of these is certain.
 */
export function zodBinding(place: Node, project: ToolProject): ZodBinding | undefined {
  const file = place.getSourceFile();
  const used = namespaceUsedIn(place);
  if (used) return existing(used, project);
  const bindings = zodNamespaces(file);
  const modules = new Set(bindings.map((binding) => zodModule(binding)));
  const visible = bindings.find((binding) => isVisible(binding, place));
  if (bindings.length > 0) return visible && modules.size === 1 ? existing(visible, project) : undefined;
  return newImport(file, project);
}

function existing(namespace: Node, project: ToolProject): ZodBinding {
  return { name: namespace.getText(), isVersion3: isVersion3(zodModule(namespace) ?? '', project), edits: [] };
}

/** `zod` without a version is what the project's manifest says; `zod/v3` and `zod/v4` speak for themselves. */
function isVersion3(module: string, project: ToolProject): boolean {
  if (isZod3(module)) return true;
  return module === 'zod' && project.manifests.some(({ text }) => /"zod"\s*:\s*"[\^~>=v ]*3\b/.test(text));
}

/** The root of the first call chain in a shape: the `z` of `{ q: z.string().optional() }`. */
function namespaceUsedIn(place: Node): Node | undefined {
  if (!Node.isObjectLiteralExpression(place)) return undefined;
  for (const property of place.getProperties()) {
    const root = Node.isPropertyAssignment(property) ? chainRoot(property.getInitializerOrThrow()) : undefined;
    if (root && zodModule(root) !== undefined) return root;
  }
  return undefined;
}

function chainRoot(expression: Node): Node {
  if (Node.isCallExpression(expression)) return chainRoot(expression.getExpression());
  if (!Node.isPropertyAccessExpression(expression)) return expression;
  return zodModule(expression) === undefined ? chainRoot(expression.getExpression()) : expression;
}

/** The names under which a file has zod: one per import or top-level require. */
function zodNamespaces(file: SourceFile): Node[] {
  return file
    .getStatements()
    .flatMap(declaredNames)
    .filter((name) => zodModule(name) !== undefined);
}

function declaredNames(statement: Node): Node[] {
  if (Node.isImportEqualsDeclaration(statement)) return [statement.getNameNode()];
  if (Node.isImportDeclaration(statement)) {
    const named = statement.getNamedImports().map((specifier) => specifier.getAliasNode() ?? specifier.getNameNode());
    return [statement.getDefaultImport(), statement.getNamespaceImport(), ...named].filter(
      (name) => name !== undefined,
    );
  }
  if (!Node.isVariableStatement(statement)) return [];
  return statement.getDeclarations().flatMap((declaration) => {
    const name = declaration.getNameNode();
    return Node.isObjectBindingPattern(name) ? name.getElements().map((element) => element.getNameNode()) : [name];
  });
}

/** False where a parameter or local variable of the same name hides the import. */
function isVisible(binding: Node, place: Node): boolean {
  const name = binding.getText();
  const visible = visibleAs(name, place);
  if (visible !== 'unsure') return visible !== 'nothing' && visible.declaration === nearestDeclaration(binding);
  const symbol = place
    .getSymbolsInScope(ts.SymbolFlags.Value | ts.SymbolFlags.Alias)
    .find((candidate) => candidate.getName() === name);
  return symbol?.getDeclarations()[0] === binding.getSymbol()?.getDeclarations()[0];
}

/** The modules that a project has its zod from: more than one may mean two versions, which must not be mixed. */
export function zodModules(project: ToolProject): ReadonlySet<string | undefined> {
  return new Set(project.files.flatMap(zodNamespaces).map((binding) => zodModule(binding)));
}

function newImport(file: SourceFile, project: ToolProject): ZodBinding | undefined {
  const modules = zodModules(project);
  const [module] = modules.size === 0 && dependsOnZod(file, project) ? ['zod'] : modules;
  if (module === undefined || modules.size > 1) return undefined;
  const style = moduleStyle(file);
  const { quote, semicolon } = sourceStyle(file);
  const name = freeName(file, ['z', 'zod']);
  const from = `${quote}${module}${quote}`;
  const statement = {
    import: `import ${name === 'z' ? '{ z }' : `{ z as ${name} }`} from ${from}`,
    require: `const ${name === 'z' ? '{ z }' : `{ z: ${name} }`} = require(${from})`,
    'import-equals': `import ${name} = require(${from})`,
  }[style];
  const edit = insertImportStatement(file, statement + semicolon, style);
  return { name, isVersion3: isVersion3(module, project), edits: [edit] };
}

/** A package whose tools have no schema yet may have zod all the same. */
function dependsOnZod(file: SourceFile, project: ToolProject): boolean {
  return /"zod"\s*:/.test(owningManifest(project.pathOf(file), project.manifests)?.text ?? '');
}
