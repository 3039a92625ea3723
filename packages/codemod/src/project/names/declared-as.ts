import { type Node, type SourceFile, ts } from 'ts-morph';
import { wrappedNode } from '../wrapped-node.ts';
import { type Followed, follow } from './follow.ts';
import { lookup, type Meaning } from './lookup.ts';
import { positionOf } from './position.ts';
import { programFiles } from './program-files.ts';

/** What a name stands for, found without the type checker; `unsure` where only that knows. */
export type Declared = { readonly declaration: Node; readonly isFound: boolean } | 'nothing' | 'unsure';

/**
 * The declaration that an identifier leads to, through imports and exports of project files. Scopes alone decide that for
 * most names of TypeScript modules; binding and checking a whole project to ask the same takes as long as parsing it.
 * `isFound` is false where the way leads on into a package: the declaration is then the last import or export on it.
 */
export function declaredAs(name: Node): Declared {
  const own = ownDeclaration(name);
  return typeof own === 'object' ? wrapped(follow(own, name.getSourceFile())) : own;
}

/** As `declaredAs`, but only in the file itself: an import is its own declaration. */
export function declaredHere(name: Node): Declared {
  return asOwn(ownDeclaration(name), name.getSourceFile());
}

/** What another identifier `name` would mean at `place`, as a value, in the file itself. */
export function visibleAs(name: string, place: Node): Declared {
  return asOwn(visible(name, place.compilerNode, 'value', place.getSourceFile()), place.getSourceFile());
}

/** As `visibleAs`, through imports and exports. */
export function valueNamed(name: string, place: Node): Declared {
  const found = visible(name, place.compilerNode, 'value', place.getSourceFile());
  return typeof found === 'object' ? wrapped(follow(found, place.getSourceFile())) : found;
}

type Own = ts.Declaration | 'nothing' | 'unsure';

function ownDeclaration(name: Node): Own {
  const node = name.compilerNode;
  if (!ts.isIdentifier(node)) return 'unsure';
  const position = positionOf(node);
  if (position === 'unsure') return position;
  if (position === 'declares') return isUnderstood(name.getSourceFile()) ? (node.parent as ts.Declaration) : 'unsure';
  // A function may have a variable of its own name.
  return visible(node.text, position === 'any' ? node.parent : node, position, name.getSourceFile());
}

/** Without the standard library, a name that nothing declares means nothing to the compiler either. */
function visible(name: string, place: ts.Node, meaning: Meaning, file: SourceFile): Own {
  if (!isUnderstood(file)) return 'unsure';
  const found = lookup(name, place, meaning);
  if (found !== 'global') return found;
  return programFiles(file.getProject()).mayBeGlobal(name) ? 'unsure' : 'nothing';
}

/** In JavaScript, assignments and comments declare things too; the names of a file that is no module are everybody's. */
function isUnderstood({ compilerNode }: SourceFile): boolean {
  return (compilerNode.flags & ts.NodeFlags.JavaScriptFile) === 0 && ts.isExternalModule(compilerNode);
}

function wrapped(followed: Followed | 'unsure'): Declared {
  if (followed === 'unsure') return followed;
  const { declaration, file, isFound } = followed;
  return { declaration: wrappedNode(file, declaration), isFound };
}

function asOwn(own: Own, file: SourceFile): Declared {
  return typeof own === 'object' ? { declaration: wrappedNode(file, own), isFound: true } : own;
}
