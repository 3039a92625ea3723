import { Node } from 'ts-morph';
import { importedName } from '../../project/imported-name.ts';

const ENVIRONMENTS = new Set(['process.env', 'globalThis.process.env', 'import.meta.env', 'Bun.env', 'Deno.env']);

/** Whether an expression is the process environment as a whole: `process.env`, or `env` of node:process. */
export function isEnvironment(node: Node): boolean {
  if (Node.isPropertyAccessExpression(node) && ENVIRONMENTS.has(node.getText().replaceAll(/[\s?]/g, ''))) return true;
  const imported = importedName(node);
  return imported !== undefined && /^(?:node:)?process$/.test(imported.module) && imported.name === 'env';
}

/** Whether a call works on the environment: `schema.parse(process.env)`, `cleanEnv(process.env, …)`, `Deno.env.get('…')`. */
export function isEnvironmentCall(node: Node): boolean {
  if (!Node.isCallExpression(node)) return false;
  const callee = node.getExpression();
  if (Node.isPropertyAccessExpression(callee) && isEnvironment(callee.getExpression())) return true;
  return node.getArguments().some(isEnvironment);
}
