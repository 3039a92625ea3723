import { type CallExpression, type Expression, Node, type SourceFile } from 'ts-morph';
import { findNames } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import { isServerReceiver } from '../project/receiver.ts';
import { declarationOf, stringValue } from '../project/resolve-value.ts';
import { type FoundRegistration, shortText } from './registration.ts';

const METHODS = ['registerTool', 'tool'];
const REASON = 'the method was taken off its server before it is called';

/** Tools registered through a name for the server's method: `const add = server.tool.bind(server)`, `const { tool } = server`. */
export function findDetachedMethodCalls(file: SourceFile, project: ToolProject): FoundRegistration[] {
  return METHODS.flatMap((method) => findNames(file, method))
    .map((name) => takenFromObject(name) ?? boundMethod(name))
    .filter((taken) => taken !== undefined)
    .filter(({ receiver }) => isServerReceiver(receiver, project))
    .flatMap(({ receiver, name, declaration }) => callsOf(name, declaration).map((call) => opaque(call, receiver)));
}

/** A name for a method, and the server it was taken from. */
interface TakenMethod {
  readonly receiver: Expression;
  readonly name: string;
  readonly declaration: Node;
}

function takenFromObject(name: Node): TakenMethod | undefined {
  const element = name.getParent();
  if (!Node.isBindingElement(element) || (element.getPropertyNameNode() ?? element.getNameNode()) !== name)
    return undefined;
  const variable = element.getParentOrThrow().getParentOrThrow();
  const receiver = Node.isVariableDeclaration(variable) ? variable.getInitializer() : undefined;
  return receiver && { receiver, name: element.getName(), declaration: element };
}

function boundMethod(name: Node): TakenMethod | undefined {
  const method = name.getParent();
  if (!Node.isPropertyAccessExpression(method) || method.getNameNode() !== name) return undefined;
  const bind = method.getParent();
  const call = bind?.getParent();
  if (!Node.isPropertyAccessExpression(bind) || bind.getName() !== 'bind' || !Node.isCallExpression(call))
    return undefined;
  const variable = call.getParent();
  if (!Node.isVariableDeclaration(variable)) return undefined;
  return { receiver: method.getExpression(), name: variable.getName(), declaration: variable };
}

function callsOf(name: string, declaration: Node): CallExpression[] {
  return findNames(declaration.getSourceFile(), name).flatMap((reference) => {
    const call = reference.getParent();
    if (!Node.isCallExpression(call) || call.getExpression() !== reference) return [];
    return declarationOf(reference) === declaration ? [call] : [];
  });
}

function opaque(call: CallExpression, receiver: Node): FoundRegistration {
  const [name] = call.getArguments();
  const text = name ? (stringValue(name) ?? shortText(name)) : '';
  return { kind: 'opaque-registration', name: text, call, receiver, reason: REASON };
}
