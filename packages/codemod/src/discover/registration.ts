import type { CallExpression, NewExpression, Node, ObjectLiteralExpression } from 'ts-morph';
import { stringValue } from '../project/resolve-value.ts';
import type { ToolApi } from './tool-api.ts';

/** A call that registers one tool, taken apart far enough to be edited. Nothing is judged yet. */
export interface Registration {
  readonly kind: 'registration';
  /** The tool's name, or the expression that gives it where that is not constant. */
  readonly name: string;
  /** False when the name is only known at run time: the call may then register any number of tools. */
  readonly isNameConstant: boolean;
  /** The expression of the name, where it is not the call's first argument. */
  readonly nameNode?: Node;
  /** The configuration that has the schema, where the call takes one. */
  readonly config?: Node;
  readonly call: CallExpression;
  readonly receiver: Node;
  /** What the arguments are written in, where that is not the call: a list that is spread, or a tool by name. */
  readonly list?: Node;
  readonly api: ToolApi;
  readonly schema: SchemaSlot;
  readonly handler: Node;
}

/** Where a registration has its input schema, or would have it. */
export type SchemaSlot =
  | { readonly kind: 'present'; readonly expression: Node; readonly accepts: 'raw-shape' | 'any-schema' }
  /** `tool()`: the shape goes before this argument. */
  | { readonly kind: 'missing-argument'; readonly before: Node }
  /** `registerTool()`: the property goes into this literal, called `inputSchema` unless another name is given. */
  | { readonly kind: 'missing-property'; readonly config: ObjectLiteralExpression; readonly property?: string }
  /** `registerTool()` with a configuration from elsewhere: a copy with the property takes its place. */
  | { readonly kind: 'missing-in-reference'; readonly config: Node }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A call that registers tools in a way that cannot be taken apart. */
export interface OpaqueRegistration {
  readonly kind: 'opaque-registration';
  readonly name: string;
  readonly call: CallExpression | NewExpression;
  readonly receiver: Node;
  /** Absent where it is one of the official SDKs. */
  readonly api?: ToolApi;
  readonly reason: string;
}

export type FoundRegistration = Registration | OpaqueRegistration;

/** What the expression of a name says before run time. */
export function namedBy(name: Node): Pick<Registration, 'name' | 'isNameConstant'> {
  const constant = stringValue(name);
  return { name: constant ?? shortText(name), isNameConstant: constant !== undefined };
}

/** An expression on one line, short enough for a table. */
export function shortText(node: Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
