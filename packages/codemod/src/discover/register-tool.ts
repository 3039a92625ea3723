import { type CallExpression, Node, type ObjectLiteralExpression, type SourceFile } from 'ts-morph';
import { findMethodCalls, type MethodCall } from '../project/find-calls.ts';
import { traceServer } from '../project/mcp-server.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue } from '../project/resolve-value.ts';
import { sdkGeneration } from '../project/sdk-generation.ts';
import { type FoundRegistration, namedBy, type SchemaSlot, shortText } from './registration.ts';

const SCHEMA = 'inputSchema';

/** `server.registerTool(name, { description, inputSchema, … }, handler)` of SDK v1 and v2. */
export function findRegisterToolCalls(file: SourceFile, project: ToolProject): FoundRegistration[] {
  const api = sdkGeneration(file, project);
  if (!api) return [];
  return findMethodCalls(file, 'registerTool')
    .filter(({ receiver }) => traceServer(receiver).verdict !== 'other')
    .map((found) => takeApart(found, api))
    .filter((registration) => registration !== undefined);
}

function takeApart({ call, receiver }: MethodCall, api: 'v1' | 'v2'): FoundRegistration | undefined {
  const [name, config, handler] = call.getArguments();
  if (call.getArguments().some(Node.isSpreadElement)) return spread(call, receiver);
  if (!name || !config || !handler) return undefined;
  return {
    kind: 'registration',
    ...namedBy(name),
    config,
    call,
    receiver,
    api,
    schema: configSlot(config),
    handler,
  };
}

function spread(call: CallExpression, receiver: Node): FoundRegistration {
  const name = call.getArguments().map(shortText).join(', ');
  return { kind: 'opaque-registration', name, call, receiver, reason: 'its arguments are spread from a list' };
}

/** Where the configuration of a registration has its schema. */
export function configSlot(config: Node): SchemaSlot {
  const literal = resolveValue(config);
  if (!Node.isObjectLiteralExpression(literal)) {
    return { kind: 'unreadable', reason: `the configuration ${shortText(config)} is not a literal that can be found` };
  }
  const expression = propertyValue(literal, SCHEMA);
  if (expression && expression.getText() !== 'undefined') return { kind: 'present', expression, accepts: 'any-schema' };
  if (expression || hasUnknownSpread(literal)) {
    return { kind: 'unreadable', reason: 'the configuration may take its inputSchema from another object' };
  }
  return literal === config ? { kind: 'missing-property', config: literal } : { kind: 'missing-in-reference', config };
}

/** A spread is harmless when the object behind it is known and brings no schema. */
function hasUnknownSpread(literal: ObjectLiteralExpression): boolean {
  return literal.getProperties().some((property) => {
    if (!Node.isSpreadAssignment(property)) return false;
    const source = resolveValue(property.getExpression());
    return (
      !Node.isObjectLiteralExpression(source) || propertyValue(source, SCHEMA) !== undefined || hasUnknownSpread(source)
    );
  });
}
