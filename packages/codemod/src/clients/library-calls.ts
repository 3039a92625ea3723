import { type CallExpression, Node, type SourceFile } from 'ts-morph';
import { LIBRARY } from '../edit/library-bindings.ts';
import { findNames } from '../project/find-calls.ts';
import { importedName } from '../project/imported-name.ts';
import type { LibraryImport } from '../types.ts';

/** Whether a node stands inside `perAccount(…)`. */
export function isInsidePerAccount(node: Node): boolean {
  return node.getAncestors().some((ancestor) => Node.isCallExpression(ancestor) && isCallOf(ancestor, 'perAccount'));
}

/** Whether a file hands `accountEnv()` to something: its author has taken care of what cannot be rewritten. */
export function usesAccountEnv(file: SourceFile): boolean {
  return findNames(file, 'accountEnv').some((name) => {
    const call = name.getFirstAncestor(Node.isCallExpression);
    return call !== undefined && isCallOf(call, 'accountEnv');
  });
}

function isCallOf(call: CallExpression, name: LibraryImport): boolean {
  const imported = importedName(call.getExpression());
  return imported?.module === LIBRARY && imported.name === name;
}
