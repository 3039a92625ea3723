import { ts } from 'ts-morph';
import type { PackageView } from '../decide.ts';
import { executeFunction } from '../starts/executed-code.ts';
import { exportNamed, type Modules } from '../starts/modules.ts';
import type { Way } from '../types.ts';

const USUAL = /^(?:main|run|start|serve)/i;

/** A function that no file calls by itself, in a package that has no program of its own. */
export function exportedMain({ modules, entries }: PackageView): Way | undefined {
  const paths = [...modules.paths].filter((path) => !path.startsWith('..') && !entries.has(path));
  const found = paths.flatMap((file) => {
    const name = exportedStart(file, modules);
    return name === undefined ? [] : [{ file, name }];
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  return {
    verdict: 'exported-main',
    reason: `${only.name} of ${only.file} connects to stdio, and nothing in the package calls it`,
    target: { kind: 'function', ...only },
    settings: { environment: undefined, args: [] },
  };
}

/** The exported function of a file that starts a server over stdio when it is called without arguments. */
export function exportedStart(path: string, modules: Modules): string | undefined {
  const module = modules.get(path);
  if (!module || !/Stdio|startStdio|\.start\(/.test(module.source.text)) return undefined;
  const names = [...module.exported.keys()].filter((name) => name === 'default' || USUAL.test(name));
  return names.find((name) => {
    const declared = exportNamed(name, module, modules);
    if (!declared || !ts.isFunctionLike(declared.node) || needsArguments(declared.node)) return false;
    return executeFunction(declared, modules).starts.some(({ transport }) => transport === 'stdio');
  });
}

function needsArguments(node: ts.SignatureDeclaration): boolean {
  return node.parameters.some(
    ({ questionToken, initializer, dotDotDotToken }) => !questionToken && !initializer && !dotDotDotToken,
  );
}
