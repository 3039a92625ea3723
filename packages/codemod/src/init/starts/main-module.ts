import { ts } from 'ts-morph';
import type { SourceModule } from './source-module.ts';

/**
 * How a file asks whether it is the program that Node was given. `argument` compares with `process.argv[1]`, which can be
 * set before an import; `require.main` can be met by Node's own `runMain`; `import.meta.main` only by Node itself.
 */
export type MainModuleCheck = 'argument' | 'require.main' | 'import.meta.main';

const MAX_DEPTH = 4;

/** The check that a condition makes, itself or through a constant or function of its file; undefined for other conditions. */
export function mainModuleCheck(condition: ts.Node, module: SourceModule, depth = 0): MainModuleCheck | undefined {
  const text = condition.getText();
  if (/^!/.test(text)) return undefined;
  const check = checkIn(text);
  if (check || depth > MAX_DEPTH) return check;
  const names = identifiersIn(condition).filter((name) => !module.imports.has(name));
  for (const name of names) {
    const declared = module.declared.get(name);
    const found = declared && declared !== condition && mainModuleCheck(declared, module, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function checkIn(text: string): MainModuleCheck | undefined {
  if (/\brequire\.main\b/.test(text)) return 'require.main';
  if (/\bimport\.meta\.main\b/.test(text)) return 'import.meta.main';
  return /\bargv(?:\?\.)?\[1\]|\b(?:es|is)Main\(import\.meta\b/i.test(text) ? 'argument' : undefined;
}

function identifiersIn(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  const names: string[] = [];
  node.forEachChild((child) => {
    names.push(...identifiersIn(child));
  });
  return names;
}
