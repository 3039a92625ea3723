import { type CallExpression, Node } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { isOutside } from '../project/outside.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue, unwrap } from '../project/resolve-value.ts';
import type { FunctionNode } from '../values/call.ts';
import { callsOf, parameterOwner } from '../values/callers.ts';
import { type ParameterSource, parameterSource } from '../values/parameter-source.ts';
import { NO_SCOPE } from '../values/value.ts';
import { handlerSource } from './forwarded-handler.ts';
import { schemaSource, spreadSource } from './forwarded-schema.ts';
import { configSlot } from './register-tool.ts';
import { namedBy, type Registration, type SchemaSlot } from './registration.ts';

const NO_SCHEMA = 'the call gives no schema, and what it calls decides what that means';

/**
 * The calls of a function that registers what it is given, `context.addTool(name, config, handler)`, each as the registration
 * that it stands for. Undefined where it is not certain that name, schema and handler get there as they are, or who calls it.
 */
export function forwardedCalls(found: Registration, project: ToolProject): Registration[] | undefined {
  const nameNode = found.nameNode ?? found.call.getArguments()[0];
  const owner = nameNode && parameterOwner(nameNode, found.call);
  const forwarding = owner && forwardingOf(found, nameNode, owner, project);
  if (!forwarding) return undefined;
  const { calls, isComplete } = callsOf(owner, project);
  const registrations = calls.map(({ call, isIteration }) =>
    isIteration ? undefined : registrationIn(call, forwarding, found),
  );
  const known = registrations.filter((registration) => registration !== undefined);
  return isComplete && known.length > 0 && known.length === registrations.length ? known : undefined;
}

/** From which parameters a function takes what it registers. */
interface Forwarding {
  readonly name: ParameterSource;
  /** Of the schema, or of the configuration that has it. */
  readonly schema: ParameterSource;
  readonly isConfig: boolean;
  /** Absent where the handler is wrapped in the function itself. */
  readonly handler: ParameterSource | undefined;
  readonly mayLackSchema: boolean;
}

function forwardingOf(
  found: Registration,
  nameNode: Node,
  owner: FunctionNode,
  project: ToolProject,
): Forwarding | undefined {
  const name = parameterSource(nameNode, NO_SCOPE, owner);
  const config = found.schema.kind === 'unreadable' ? found.config : undefined;
  const schema =
    found.schema.kind === 'present'
      ? schemaSource(found.schema.expression, owner)
      : config && configSource(config, owner);
  if (!name || !schema) return undefined;
  const shared = { name, schema, isConfig: config !== undefined };
  if (isWrappedHere(found, project)) return { ...shared, handler: undefined, mayLackSchema: false };
  const handler = handlerSource(found.handler, owner);
  return handler && { ...shared, handler: handler.source, mayLackSchema: handler.takesAll };
}

/** `config`, `{ ...config, description }`. */
function configSource(config: Node, owner: FunctionNode): ParameterSource | undefined {
  const value = unwrap(config);
  return Node.isObjectLiteralExpression(value) ? spreadSource(value, owner) : parameterSource(config, NO_SCOPE, owner);
}

/** A handler that is written in the function is wrapped there, once for all calls. */
function isWrappedHere({ handler }: Registration, project: ToolProject): boolean {
  if (isOutside(project.pathOf(handler.getSourceFile()))) return false;
  const value = unwrap(handler);
  return Node.isArrowFunction(value) || Node.isFunctionExpression(value) || isWrapped(handler);
}

function registrationIn(call: CallExpression, forwarding: Forwarding, inner: Registration): Registration | undefined {
  const nameNode = given(call, forwarding.name);
  const handler = forwarding.handler ? given(call, forwarding.handler) : inner.handler;
  if (!nameNode || !handler) return undefined;
  const schemaNode = given(call, forwarding.schema);
  const { receiver, api } = inner;
  return {
    kind: 'registration',
    ...namedBy(nameNode),
    nameNode,
    call,
    receiver,
    api,
    schema: slotOf(schemaNode, forwarding, inner),
    ...(forwarding.isConfig && schemaNode && { config: schemaNode }),
    handler,
  };
}

function slotOf(node: Node | undefined, { isConfig, mayLackSchema }: Forwarding, inner: Registration): SchemaSlot {
  if (!node) return { kind: 'unreadable', reason: NO_SCHEMA };
  if (!isConfig) {
    const accepts = inner.schema.kind === 'present' ? inner.schema.accepts : 'any-schema';
    return { kind: 'present', expression: node, accepts };
  }
  const slot = configSlot(node);
  const isThere = slot.kind === 'present' || slot.kind === 'unreadable';
  return isThere || mayLackSchema ? slot : { kind: 'unreadable', reason: NO_SCHEMA };
}

/** What a call gives for a parameter; undefined where that is spread together, or not given. */
function given(call: CallExpression, { index, path }: ParameterSource): Node | undefined {
  const upTo = call.getArguments().slice(0, index + 1);
  if (upTo.some(Node.isSpreadElement)) return undefined;
  return path.reduce<Node | undefined>((owner, key) => {
    const object = owner && resolveValue(owner);
    return Node.isObjectLiteralExpression(object) ? propertyValue(object, key) : undefined;
  }, upTo[index]);
}
