import { Node, type SourceFile } from 'ts-morph';
import { spreadList } from '../classify/spread-list.ts';
import { findMethodCalls, type MethodCall } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import { isServerReceiver } from '../project/receiver.ts';
import { resolveValue, stringValue } from '../project/resolve-value.ts';
import { type FoundRegistration, namedBy, type SchemaSlot, shortText } from './registration.ts';

/** `server.tool(…)` of SDK v1, all six overloads: name, then description, shape and annotations as wanted, then handler. */
export function findToolMethodCalls(file: SourceFile, project: ToolProject): FoundRegistration[] {
  return findMethodCalls(file, 'tool')
    .filter(({ call }) => isRegistrationShaped(call.getArguments()))
    .filter(({ receiver }) => isServerReceiver(receiver, project))
    .map((found) => takeApart(found, project));
}

/** `tool({ … })` with one object is how other libraries write it, never this SDK. */
function isRegistrationShaped(given: readonly Node[]): boolean {
  if (given.some(Node.isSpreadElement)) return true;
  const [name] = given;
  return given.length >= 2 && given.length <= 5 && !Node.isObjectLiteralExpression(name);
}

function takeApart({ call, receiver }: MethodCall, project: ToolProject): FoundRegistration {
  const list = spreadList(call, project);
  const given: readonly Node[] = list?.getElements() ?? call.getArguments();
  const [name, ...rest] = given;
  const handler = rest.at(-1);
  if (!name || !handler || given.some(Node.isSpreadElement)) {
    const reason = 'its arguments are spread from a list';
    return { kind: 'opaque-registration', name: given.map(shortText).join(', '), call, receiver, reason };
  }
  return {
    kind: 'registration',
    ...namedBy(name),
    call,
    receiver,
    ...(list && { list }),
    api: 'v1',
    schema: schemaSlot(rest.slice(0, -1), handler),
    handler,
  };
}

/** The SDK decides at run time which argument is which; this decides the same from what the arguments are. */
function schemaSlot(middle: readonly Node[], handler: Node): SchemaSlot {
  const [first, second] = isDescription(middle[0], middle.length) ? middle.slice(1) : middle;
  if (!first) return { kind: 'missing-argument', before: handler };
  if (second) return { kind: 'present', expression: first, accepts: 'raw-shape' };
  if (isAnnotations(first)) return { kind: 'missing-argument', before: first };
  return { kind: 'present', expression: first, accepts: 'raw-shape' };
}

/** Three arguments between name and handler can only be description, shape and annotations. */
function isDescription(node: Node | undefined, count: number): boolean {
  if (!node || count === 3) return node !== undefined;
  const value = resolveValue(node);
  return stringValue(value) !== undefined || Node.isTemplateExpression(value) || isTextExpression(value);
}

/** A description that is put together at run time, or a name that only ever holds one. */
function isTextExpression(value: Node): boolean {
  if (Node.isBinaryExpression(value))
    return stringValue(value.getLeft()) !== undefined || stringValue(value.getRight()) !== undefined;
  if (Node.isCallExpression(value))
    return /\.(?:join|trim|trimStart|trimEnd|replace|replaceAll|toString)$/.test(value.getExpression().getText());
  const name = Node.isPropertyAccessExpression(value) ? value.getName() : value.getText();
  return !Node.isObjectLiteralExpression(value) && /description$/i.test(name);
}

/** As the SDK decides: `{}` is a schema, and so is any object that holds more than plain values. */
function isAnnotations(node: Node): boolean {
  const value = resolveValue(node);
  if (!Node.isObjectLiteralExpression(value) || value.getProperties().length === 0) return false;
  return value.getProperties().every((property) => {
    const given = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
    return given !== undefined && isPrimitive(resolveValue(given));
  });
}

/** A shape may well have a field called `title`; its value is then a schema and no plain value. */
function isPrimitive(value: Node): boolean {
  return Node.isTrueLiteral(value) || Node.isFalseLiteral(value) || stringValue(value) !== undefined;
}
