import { Node } from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import { type ChainOperand, defaultChain } from './default-chain.ts';
import { isFunction } from './evaluated-nodes.ts';
import { originOf } from './region-origin.ts';
import { assignmentsTo } from './values/assignments.ts';
import { valueDeclaration } from './values/value-declaration.ts';

/**
 * For a region that a variable of the same function puts together, `const region = args.region ?? process.env.AWS_REGION`,
 * the text to put before its name: `args.region ?? aws.region ?? `. The choice is repeated because the variable no longer
 * tells a chosen region from the server's own. Undefined where repeating it could mean something else.
 */
export function repeatedChoice(reference: Node, accountRegion: string): string | undefined {
  const declaration = Node.isIdentifier(unwrap(reference)) ? valueDeclaration(unwrap(reference)) : undefined;
  if (!Node.isVariableDeclaration(declaration) || functionOf(declaration) !== functionOf(reference)) return undefined;
  const initializer = declaration.getInitializer();
  if (!initializer || assignmentsTo(declaration, declaration.getName()).length > 0) return undefined;
  return repeated(defaultChain(initializer), accountRegion);
}

function repeated(chain: readonly ChainOperand[], accountRegion: string): string | undefined {
  const index = chain.findIndex(({ operand }) => originOf(operand) === 'environment');
  const chosen = chain.slice(0, Math.max(index, 0));
  if (chosen.length === 0 || !chosen.every(({ operand }) => isStable(operand))) return undefined;
  const [operator, ...others] = new Set(chain.map((item) => item.operator));
  if (others.length > 0) return undefined;
  return [...chosen.map(({ operand }) => operand.getText()), accountRegion, ''].join(` ${operator} `);
}

/** A name, or a member of one, that has the same value the second time it is read. */
function isStable(operand: Node): boolean {
  const node = unwrap(operand);
  if (Node.isPropertyAccessExpression(node)) return isStable(node.getExpression());
  if (!Node.isIdentifier(node)) return false;
  const declaration = valueDeclaration(node);
  return declaration !== undefined && assignmentsTo(declaration, node.getText()).length === 0;
}

function functionOf(node: Node): Node | undefined {
  return node.getFirstAncestor(isFunction);
}
