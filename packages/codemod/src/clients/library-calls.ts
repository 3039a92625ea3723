import { type CallExpression, Node, type SourceFile } from 'ts-morph';
import { LIBRARY, libraryBindings } from '../edit/library-bindings.ts';
import { findNames } from '../project/find-calls.ts';
import { importedName } from '../project/imported-name.ts';
import type { LibraryImport } from '../types.ts';

/** Whether a node stands inside `perAccount(…)`. */
export function isInsidePerAccount(node: Node): boolean {
  return node.getAncestors().some((ancestor) => Node.isCallExpression(ancestor) && isCallOf(ancestor, 'perAccount'));
}

/** Whether a node holds a call of `accountEnv()`, outside of the nodes in `except`. */
export function usesAccountEnv(scope: Node, except: readonly Node[] = []): boolean {
  return localNames(scope.getSourceFile(), 'accountEnv').some((name) => {
    const call = name.getFirstAncestor(Node.isCallExpression);
    if (call === undefined || !isCallOf(call, 'accountEnv')) return false;
    const around = [call, ...call.getAncestors()];
    return around.includes(scope) && !except.some((node) => around.includes(node));
  });
}

/** A file that has a name of its own like the library's imports the library's under another. */
function localNames(file: SourceFile, name: LibraryImport): Node[] {
  const imported = libraryBindings(file).flatMap(({ names }) => names.filter(({ key }) => key === name));
  return [...new Set([name, ...imported.map(({ local }) => local)])].flatMap((local) => findNames(file, local));
}

function isCallOf(call: CallExpression, name: LibraryImport): boolean {
  const imported = importedName(call.getExpression());
  return imported?.module === LIBRARY && imported.name === name;
}
