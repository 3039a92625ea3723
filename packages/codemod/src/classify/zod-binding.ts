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
import { zodModules, zodModulesNear, zodNamespaces } from './zod-modules.ts';

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
 * module that its package uses or depends on, or that the rest of the project uses. Undefined when none of these is certain.
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
  const module = zodModule(namespace) ?? '';
  return {
    name: namespace.getText(),
    isVersion3: isVersion3(module, namespace.getSourceFile(), project),
    edits: [],
  };
}

const DEPENDS_ON_ZOD = /"zod"\s*:/;
const ZOD_3 = /"zod"\s*:\s*"[\^~>=v ]*3\b/;

/** `zod` without a version is what a manifest says, the package's own first; `zod/v3` and `zod/v4` speak for themselves. */
function isVersion3(module: string, file: SourceFile, project: ToolProject): boolean {
  if (module !== 'zod') return isZod3(module);
  const own = owningManifest(project.pathOf(file), project.manifests);
  if (own && DEPENDS_ON_ZOD.test(own.text)) return ZOD_3.test(own.text);
  return project.manifests.some(({ text }) => ZOD_3.test(text));
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

function newImport(file: SourceFile, project: ToolProject): ZodBinding | undefined {
  const module = moduleToImport(file, project);
  if (module === undefined) return undefined;
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
  return { name, isVersion3: isVersion3(module, file, project), edits: [edit] };
}

/** What the file's package has; what it depends on, where it has none yet; or else what all of the project has. */
function moduleToImport(file: SourceFile, project: ToolProject): string | undefined {
  const own = zodModulesNear(file, project);
  if (own.size === 0 && dependsOnZod(file, project)) return 'zod';
  const [module, ...others] = own.size === 0 ? zodModules(project) : own;
  return others.length === 0 ? module : undefined;
}

/** A package whose tools have no schema yet may have zod all the same. */
function dependsOnZod(file: SourceFile, project: ToolProject): boolean {
  return DEPENDS_ON_ZOD.test(owningManifest(project.pathOf(file), project.manifests)?.text ?? '');
}
