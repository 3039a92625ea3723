import { Node } from 'ts-morph';
import type { ToolProject } from '../project/parse.ts';
import { scopesFor } from '../values/callers.ts';
import { evaluate, textOf } from '../values/evaluate.ts';
import { elementAt, member } from '../values/member.ts';
import { type Scopes, scopesAt } from '../values/scopes.ts';
import { NO_SCOPE, type Scope } from '../values/value.ts';
import type { FoundRegistration } from './registration.ts';

/** A tool that shares its registration with others: of a list, a record, or the calls of a function that registers. */
export interface ListedItem {
  readonly name: string;
  /** Where its name stands. */
  readonly node: Node;
  /** What the parameters and loop variables of the registration are for this tool. */
  readonly scope: Scope;
}

export interface ToolList {
  readonly items: readonly ListedItem[];
  /** False when there may be more tools that are only known at run time. */
  readonly isComplete: boolean;
}

/**
 * The tools that one call registers, one after the other: by the loops around it or, where these do not tell, by the calls of
 * the function around it. Empty where none of them can be told.
 */
export function toolList(found: FoundRegistration, project: ToolProject): ToolList {
  const name = nameOf(found);
  if (!name) return { items: [], isComplete: false };
  const byLoops = listIn(scopesAt(found.call, NO_SCOPE), name, project);
  if (byLoops.isComplete) return byLoops;
  const expression = Node.isSpreadElement(name) ? name.getExpression() : name;
  const byCalls = listIn(scopesFor(found.call, [expression], project), name, project);
  return byCalls.items.length > 0 ? byCalls : byLoops;
}

function nameOf(found: FoundRegistration): Node | undefined {
  return (found.kind === 'registration' ? found.nameNode : undefined) ?? found.call.getArguments()[0];
}

function listIn({ scopes, isComplete }: Scopes, name: Node, project: ToolProject): ToolList {
  const items = scopes.map((scope) => itemOf(name, scope));
  const known = items.filter((item) => item !== undefined);
  const placed = known.map((item): [string, ListedItem] => [
    `${item.name}@${project.pathOf(item.node.getSourceFile())}:${item.node.getStart()}`,
    item,
  ]);
  const distinct = [...new Map(placed).values()];
  return { items: distinct, isComplete: isComplete && known.length === items.length && known.length > 0 };
}

function itemOf(name: Node, scope: Scope): ListedItem | undefined {
  if (!Node.isSpreadElement(name)) return named(textOf(name, scope) ?? nameProperty(name, scope), scope);
  const first = elementAt(evaluate(name.getExpression(), scope), 0);
  return first && named(textOf(first.node, first.scope), scope);
}

/** A call may take the whole tool: `addTool(tool)`. */
function nameProperty(tool: Node, scope: Scope): ReturnType<typeof textOf> {
  const name = member(evaluate(tool, scope), 'name');
  return name && textOf(name.node, name.scope);
}

function named(found: { text: string; node: Node } | undefined, scope: Scope): ListedItem | undefined {
  return found && { name: found.text, node: found.node, scope };
}
