import { type SourceFile, ts } from 'ts-morph';
import { exportsOf, specifierOf } from './exports.ts';
import { choose, isImport, lookup } from './lookup.ts';
import { programFiles } from './program-files.ts';

/** Where the way through imports and exports ends. */
export interface Followed {
  /** In the last file of the project that says something of the name. */
  readonly declaration: ts.Declaration;
  readonly file: SourceFile;
  /** False where the way leads on into a package, or nowhere. */
  readonly isFound: boolean;
}

/** Re-exports that lead back to themselves end here. */
const MAX_STEPS = 50;

/** The declaration behind an import or export; others are their own. */
export function follow(declaration: ts.Declaration, file: SourceFile, steps = 0): Followed | 'unsure' {
  const next = steps > MAX_STEPS ? 'unsure' : nextOf(declaration, file);
  if (next === 'unsure') return next;
  if (next === 'end' || next === undefined) return { declaration, file, isFound: next === 'end' };
  return follow(next.declaration, next.file, steps + 1);
}

interface Step {
  readonly declaration: ts.Declaration;
  readonly file: SourceFile;
}

type Next = Step | undefined | 'unsure';

function nextOf(declaration: ts.Declaration, file: SourceFile): Next | 'end' {
  if (ts.isExportSpecifier(declaration)) return exportedBy(declaration, file);
  if (ts.isExportAssignment(declaration)) return assignedBy(declaration, file);
  if (ts.isImportEqualsDeclaration(declaration)) return 'unsure';
  if (!isImport(declaration)) return 'end';
  const module = moduleOf(ts.findAncestor(declaration, ts.isImportDeclaration), file);
  if (typeof module !== 'object') return module;
  if (ts.isNamespaceImport(declaration)) return { declaration: module.compilerNode, file: module };
  return exportNamed(module, ts.isImportSpecifier(declaration) ? writtenName(declaration) : 'default');
}

function moduleOf(
  statement: ts.ImportDeclaration | ts.ExportDeclaration | undefined,
  file: SourceFile,
): SourceFile | undefined | 'unsure' {
  const specifier = statement && specifierOf(statement);
  return specifier === undefined ? 'unsure' : programFiles(file.getProject()).resolve(specifier, file.compilerNode);
}

function writtenName({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

/** `export { a }` of the file itself, or of the one that it names. */
function exportedBy(specifier: ts.ExportSpecifier, file: SourceFile): Next {
  const statement = specifier.parent.parent;
  if (!statement.moduleSpecifier) return localNamed(writtenName(specifier), file);
  const module = moduleOf(statement, file);
  return typeof module === 'object' ? exportNamed(module, writtenName(specifier)) : module;
}

/** `export default name` leads on to the name; another expression is the value itself. */
function assignedBy({ expression }: ts.ExportAssignment, file: SourceFile): Next | 'end' {
  if (ts.isIdentifier(expression)) return localNamed(expression.text, file);
  return ts.isPropertyAccessExpression(expression) || ts.isClassExpression(expression) ? 'unsure' : 'end';
}

function localNamed(name: string, file: SourceFile): Next {
  const found = lookup(name, file.compilerNode.endOfFileToken, 'any');
  return found === 'global' || found === 'unsure' ? 'unsure' : { declaration: found, file };
}

function exportNamed(file: SourceFile, name: string, depth = 0): Next {
  const exported = exportsOf(file);
  if (exported === 'unsure' || depth > MAX_STEPS) return 'unsure';
  const specifier = exported.specifiers.get(name) ?? (name === 'default' ? exported.assignment : undefined);
  if (specifier) return { declaration: specifier, file };
  const declared = exported.declared.get(name);
  if (!declared) return name === 'default' ? undefined : starred(exported.stars, file, name, depth);
  const chosen = choose(declared, 'any') ?? 'unsure';
  return chosen === 'unsure' ? chosen : { declaration: chosen, file };
}

/** What several modules export under one name is none of theirs, unless it is the same: that is for the compiler to say. */
function starred(stars: readonly string[], file: SourceFile, name: string, depth: number): Next {
  const found: Step[] = [];
  for (const specifier of stars) {
    const module = programFiles(file.getProject()).resolve(specifier, file.compilerNode);
    if (module === 'unsure') return module;
    const next = module && exportNamed(module, name, depth + 1);
    if (next === 'unsure') return next;
    if (next) found.push(next);
  }
  return found.length > 1 ? 'unsure' : found[0];
}
