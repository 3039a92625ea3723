import { type CallExpression, Node } from 'ts-morph';
import { declarationOf, resolveValue, unwrap } from '../project/resolve-value.ts';
import { isFunction } from './evaluated-nodes.ts';
import type { ProcessStarter } from './process-starters.ts';

/** Where the options of a call that starts a process stand, or would have to stand. */
export interface OptionsSlot {
  readonly kind: 'given' | 'after' | 'before';
  readonly argument: Node;
}

/** Undefined where it cannot be told whether an argument is a list of arguments, the options or a callback. */
export function optionsSlot(call: CallExpression, starter: ProcessStarter): OptionsSlot | undefined {
  const [command, ...rest] = call.getArguments();
  if (!command || !starter.takesOptions || rest.some(Node.isSpreadElement)) return undefined;
  const kinds = rest.map(kindOf);
  const index = hasList(kinds, starter) ? 1 : 0;
  const argument = rest[index];
  if (!argument) return { kind: 'after', argument: rest[index - 1] ?? command };
  switch (kinds[index]) {
    case 'options':
      return { kind: 'given', argument };
    case 'callback':
      return { kind: 'before', argument };
    case 'unknown':
      return isOptions(index, rest.length, starter) ? { kind: 'given', argument } : undefined;
    default:
      return undefined;
  }
}

/** With a second argument that is no callback, the first can only be the list. */
function hasList(
  [first, second, third]: readonly ArgumentKind[],
  { takesArguments, takesCallback }: ProcessStarter,
): boolean {
  if (!takesArguments || first === 'options' || first === 'callback') return false;
  if (first === 'list' || third !== undefined) return true;
  return second === 'options' || (second !== undefined && !takesCallback);
}

/** Whether an argument of no known kind can be nothing else than the options. */
function isOptions(index: number, count: number, { takesArguments, takesCallback }: ProcessStarter): boolean {
  const mayBeList = takesArguments && index === 0;
  const mayBeCallback = takesCallback && index === count - 1;
  return !mayBeList && !mayBeCallback;
}

type ArgumentKind = 'list' | 'options' | 'callback' | 'unknown';

function kindOf(argument: Node): ArgumentKind {
  const value = resolveValue(unwrap(argument));
  if (Node.isArrayLiteralExpression(value)) return 'list';
  if (Node.isObjectLiteralExpression(value)) return 'options';
  if (isFunction(value)) return 'callback';
  const declaration = Node.isIdentifier(value) ? declarationOf(value) : undefined;
  if (declaration && isFunction(declaration)) return 'callback';
  const type = Node.isTyped(declaration) ? declaration.getTypeNode()?.getText() : undefined;
  return type !== undefined && /\[\]$|^(?:Readonly)?Array</.test(type) ? 'list' : 'unknown';
}
