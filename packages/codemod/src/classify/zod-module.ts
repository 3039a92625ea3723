import type { Node } from 'ts-morph';
import { importedName } from '../project/imported-name.ts';

/** `zod`, `zod/v3`, `zod/v4`, and npm aliases such as `zod3`. Not `zod/mini`, whose schemas have no `.optional()`. */
const ZOD_MODULE = /^zod[34]?(?:\/(?:v3|v4|v4\/classic|index(?:\.js)?))?$/;
const NAMESPACE_NAMES = new Set(['z', '*', 'default']);
/** Packages that hand on the `z` they work with. */
const HANDED_ON = new Set(['@cyanheads/mcp-ts-core']);

/** The zod module that an expression is the namespace of: `z`, `zod`, `* as z`, `require('zod')`. */
export function zodModule(expression: Node): string | undefined {
  const imported = importedName(expression);
  if (imported?.name === 'z' && HANDED_ON.has(imported.module)) return imported.module;
  if (!imported || !NAMESPACE_NAMES.has(imported.name)) return undefined;
  return ZOD_MODULE.test(imported.module) ? imported.module : undefined;
}

export function isZodNamespace(expression: Node): boolean {
  return zodModule(expression) !== undefined;
}

/** True for modules of zod 3, whose schemas SDK v2 cannot list. */
export function isZod3(module: string): boolean {
  return module === 'zod3' || module === 'zod/v3';
}
