import { type CallExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { propertyKey, propertyValue, resolveValue } from '../project/resolve-value.ts';
import { type FoundRegistration, namedBy, type SchemaSlot, shortText } from './registration.ts';
import type { ToolApi } from './tool-api.ts';

/** A call that is given a tool as an object, and where that object keeps what a registration is made of. */
export interface ToolDefinition {
  readonly call: CallExpression;
  readonly api: ToolApi;
  /** The object with the schema. */
  readonly config: Node | undefined;
  /** The property that is the schema. */
  readonly schema: string;
  /** What gives the name; where absent, the `name` of the object does. */
  readonly name?: Node | undefined;
  /** What runs; where absent, the tool that the call makes is wrapped as a whole. */
  readonly handler?: Node | undefined;
  readonly receiver?: Node;
}

/** Takes the definition apart. A schema that may come from elsewhere is unreadable, and so is one that is computed. */
export function definedTool({ call, api, handler, receiver = call, ...given }: ToolDefinition): FoundRegistration {
  const config = given.config && resolveValue(given.config);
  const literal = Node.isObjectLiteralExpression(config) ? config : undefined;
  const name = given.name ?? (literal && propertyValue(literal, 'name'));
  if (!literal || !name) {
    const text = given.name ?? given.config ?? call;
    const reason = 'its definition is not an object that can be found';
    return { kind: 'opaque-registration', ...shortName(text), call, receiver, api, reason };
  }
  return {
    kind: 'registration',
    ...namedBy(name),
    nameNode: name,
    call,
    receiver,
    api,
    schema: schemaSlot(literal, given.schema, literal === given.config),
    handler: handler ?? wrapperAround(call),
  };
}

function shortName(node: Node): { name: string } {
  return { name: namedBy(node).name };
}

/** The call itself, or the `withAccountContext(…)` that an earlier run has put around it. */
function wrapperAround(call: CallExpression): Node {
  const parent = call.getParent();
  return Node.isCallExpression(parent) && parent.getArguments()[0] === call && isWrapped(parent) ? parent : call;
}

function schemaSlot(literal: ObjectLiteralExpression, key: string, isInCall: boolean): SchemaSlot {
  const expression = propertyValue(literal, key);
  if (expression && !Node.isMethodDeclaration(expression) && expression.getText() !== 'undefined')
    return { kind: 'present', expression, accepts: 'any-schema' };
  if (mayHave(literal, key)) return { kind: 'unreadable', reason: `its ${key} may come from another object` };
  if (isInCall) return { kind: 'missing-property', config: literal, property: key };
  return { kind: 'unreadable', reason: `${shortText(literal)} is not written in the call` };
}

/** A spread, a computed key, a getter. */
function mayHave(literal: ObjectLiteralExpression, key: string): boolean {
  return literal.getProperties().some((property) => {
    if (Node.isSpreadAssignment(property)) return true;
    const name = propertyKey(property.getNameNode());
    return name === undefined || name === key;
  });
}
