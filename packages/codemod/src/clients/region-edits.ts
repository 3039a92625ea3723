import {
  Node,
  type ObjectLiteralExpression,
  type PropertyAssignment,
  type ShorthandPropertyAssignment,
} from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import type { TextEdit } from '../types.ts';
import { defaultChain } from './default-chain.ts';
import { originOf } from './region-origin.ts';
import { repeatedChoice } from './repeated-choice.ts';
import { membersOf } from './values/member-values.ts';

/**
 * Puts the account's region between a chosen region and one from the environment:
 * `args.region ?? aws.region ?? process.env.AWS_REGION`. No edits where the configuration is not written out, or where
 * nothing in it comes from the environment.
 */
export function accountRegionEdits(config: Node, accountRegion: string): TextEdit[] {
  const literal = unwrap(config);
  const property = Node.isObjectLiteralExpression(literal) ? regionProperty(literal) : undefined;
  if (!property) return [];
  const value = Node.isPropertyAssignment(property) ? property.getInitializerOrThrow() : property.getNameNode();
  const repeated = repeatedChoice(value, accountRegion);
  if (repeated === undefined) return insertions(value, accountRegion, '??');
  return [insertion(value, Node.isPropertyAssignment(property) ? repeated : `${property.getName()}: ${repeated}`)];
}

/** The property that decides: the last of its name, unless a spread after it may bring another. */
function regionProperty(config: ObjectLiteralExpression): PropertyAssignment | ShorthandPropertyAssignment | undefined {
  const properties = config.getProperties();
  const index = properties.findLastIndex((property) => Node.hasName(property) && property.getName() === 'region');
  const isLast = properties.slice(index + 1).every(cannotBringRegion);
  const property = isLast ? properties[index] : undefined;
  return Node.isPropertyAssignment(property) || Node.isShorthandPropertyAssignment(property) ? property : undefined;
}

function cannotBringRegion(property: Node): boolean {
  if (!Node.isSpreadAssignment(property)) return true;
  return membersOf(property.getExpression(), 'region').every((value) => value === 'absent');
}

/** `operator` joins the inserted region to a value that stands alone in a branch of a conditional expression. */
function insertions(value: Node, accountRegion: string, operator: string): TextEdit[] {
  const node = unwrap(value);
  if (Node.isConditionalExpression(node)) {
    return [node.getWhenTrue(), node.getWhenFalse()].flatMap((branch) => insertions(branch, accountRegion, operator));
  }
  const fixed = defaultChain(node).find(({ operand }) => ['environment', 'literal'].includes(originOf(operand)));
  if (!fixed || originOf(fixed.operand) === 'literal') return [];
  return [insertion(fixed.operand, `${accountRegion} ${fixed.operator ?? operator} `)];
}

function insertion(before: Node, text: string): TextEdit {
  return { start: before.getStart(), end: before.getStart(), text };
}
