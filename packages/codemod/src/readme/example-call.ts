import { Node, type ObjectLiteralExpression, SyntaxKind } from 'ts-morph';
import type { ToolProject } from '../project/parse.ts';
import type { Planned, ToolReport, ToolVerdict } from '../types.ts';
import type { ExampleCall } from './readme-section.ts';

/** Names of tools that only read, in the words that servers use. */
const READS =
  /(?:^|[-_.])(?:list|get|describe|search|find|read|show|query|count)(?:[-_.]|$)|^(?:list|get|describe|search|find|read|show|query|count)[A-Z]/;
/** What clients accept as a name, and what stands in a README without being escaped. */
const PLAIN_NAME = /^[\w./-]{1,128}$/;

/** Registrations that name a tool by a constant; what an opaque one is called is only an expression. */
const NAMED: ReadonlySet<ToolVerdict> = new Set([
  ...(['raw-shape', 'raw-shape-reference', 'zod-object', 'zod-object-reference'] as const),
  ...(['no-schema', 'low-level', 'opaque-schema', 'opaque-handler'] as const),
]);
const UNKNOWN_ARGUMENTS = 50;

/**
 * The tool whose call says most with least: one that only reads before one that writes, one whose arguments the source tells
 * before one where it does not, then the one with the fewest required arguments. Undefined where no tool has a usable name.
 */
export function exampleCall(tools: readonly Planned<ToolReport>[], project: ToolProject): ExampleCall | undefined {
  const calls = tools.flatMap((tool) => callOf(tool, project) ?? []);
  return [...calls].sort((a, b) => cost(a) - cost(b))[0];
}

function cost({ tool, arguments: given }: ExampleCall): number {
  return (READS.test(tool) ? 0 : 100) + (given ? Object.keys(given).length : UNKNOWN_ARGUMENTS);
}

function callOf({ report, edits }: Planned<ToolReport>, project: ToolProject): ExampleCall | undefined {
  const { name: tool, verdict, how, file } = report;
  if (!NAMED.has(verdict) || !PLAIN_NAME.test(tool) || !isQuoted(tool, file, project)) return undefined;
  if (verdict === 'no-schema') return { tool, arguments: {} };
  if (how !== 'source' || verdict === 'low-level') return { tool };
  const shapes = edits.flatMap((edit) =>
    edit.edits.flatMap(({ start, text }) => extendedShape(edit.path, start, text, project)),
  );
  const given = shapes[0] && requiredArguments(shapes[0]);
  return given ? { tool, arguments: given } : { tool };
}

function isQuoted(name: string, path: string, project: ToolProject): boolean {
  const file = project.files.find((candidate) => project.pathOf(candidate) === path);
  return ["'", '"', '`'].some((quote) => file?.getFullText().includes(quote + name + quote));
}

/** The object literal into which the parameter goes. Where it goes into a copy, its fields are not all in one place. */
function extendedShape(path: string, start: number, text: string, project: ToolProject): ObjectLiteralExpression[] {
  if (!text.includes('target_account_id') || text.includes('...')) return [];
  const file = project.files.find((candidate) => project.pathOf(candidate) === path);
  const node = file?.getDescendantAtPos(Math.max(start - 1, 0));
  const literal =
    node?.getParent() &&
    (Node.isObjectLiteralExpression(node) ? node : node.getFirstAncestorByKind(SyntaxKind.ObjectLiteralExpression));
  return literal ? [literal] : [];
}

/** Undefined where a required field is more than a word or a number. */
function requiredArguments(shape: ObjectLiteralExpression): ExampleCall['arguments'] {
  const given: Record<string, string | number | boolean> = {};
  for (const property of shape.getProperties()) {
    if (!Node.isPropertyAssignment(property)) return undefined;
    const name = property.getName().replace(/^['"]|['"]$/g, '');
    const methods = calledMethods(property.getInitializer());
    if (methods.length === 0) return undefined;
    if (methods.some((method) => ['optional', 'default', 'nullish', 'catch'].includes(method.name))) continue;
    const value = sample(name, methods);
    if (value === undefined) return undefined;
    given[name] = value;
  }
  return given;
}

interface Method {
  readonly name: string;
  readonly argument: Node | undefined;
}

/** `z.string().min(1)` is string, min. */
function calledMethods(node: Node | undefined): Method[] {
  if (!Node.isCallExpression(node)) return [];
  const callee = node.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return [];
  return [...calledMethods(callee.getExpression()), { name: callee.getName(), argument: node.getArguments()[0] }];
}

function sample(name: string, [type, ...checks]: readonly Method[]): string | number | boolean | undefined {
  switch (type?.name) {
    case 'string':
      return `<${name}>`;
    case 'boolean':
      return true;
    case 'number':
      return checks.some(({ name: check }) =>
        ['min', 'gt', 'gte', 'max', 'lt', 'lte', 'multipleOf', 'negative', 'nonpositive'].includes(check),
      )
        ? undefined
        : 1;
    case 'enum':
      return firstLiteral(type.argument);
    default:
      return undefined;
  }
}

function firstLiteral(values: Node | undefined): string | undefined {
  const [first] = Node.isArrayLiteralExpression(values) ? values.getElements() : [];
  return Node.isStringLiteral(first) ? first.getLiteralValue() : undefined;
}
