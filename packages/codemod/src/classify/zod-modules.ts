import { Node, type SourceFile } from 'ts-morph';
import { owningManifest } from '../manifest/owning-manifest.ts';
import type { ToolProject } from '../project/parse.ts';
import type { SourceText } from '../types.ts';
import { zodModule } from './zod-module.ts';

/** Modules that zod is imported from: more than one may mean two versions, which must not be mixed. */
export type ZodModules = ReadonlySet<string>;

/** Those of the package that a file belongs to: packages of a workspace may have versions of their own. */
export function zodModulesNear(file: SourceFile, project: ToolProject): ZodModules {
  return byPackage(project).get(owningManifest(project.pathOf(file), project.manifests)) ?? new Set();
}

/** Those of all packages. */
export function zodModules(project: ToolProject): ZodModules {
  return new Set([...byPackage(project).values()].flatMap((modules) => [...modules]));
}

type ByPackage = ReadonlyMap<SourceText | undefined, ZodModules>;

/** Asked for every tool of a project, which does not change. */
const known = new WeakMap<ToolProject, ByPackage>();

function byPackage(project: ToolProject): ByPackage {
  const found = known.get(project) ?? collect(project);
  known.set(project, found);
  return found;
}

function collect(project: ToolProject): ByPackage {
  const modules = new Map<SourceText | undefined, Set<string>>();
  for (const file of project.files) {
    const own = zodNamespaces(file).flatMap((namespace) => zodModule(namespace) ?? []);
    if (own.length === 0) continue;
    const manifest = owningManifest(project.pathOf(file), project.manifests);
    modules.set(manifest, new Set([...(modules.get(manifest) ?? []), ...own]));
  }
  return modules;
}

/** The names under which a file has zod: one per import or top-level require. */
export function zodNamespaces(file: SourceFile): Node[] {
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
