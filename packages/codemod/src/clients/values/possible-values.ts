import { type BinaryExpression, type CallExpression, type ConditionalExpression, Node } from 'ts-morph';
import { unwrap } from '../../project/resolve-value.ts';
import { valuesOfDeclaration } from './declared-values.ts';
import { isEnvironment, isEnvironmentCall } from './environment.ts';
import { memberValues } from './member-values.ts';
import { returnedValues } from './returned-values.ts';
import { valueDeclaration } from './value-declaration.ts';

/**
 * What an expression may turn out to be: an expression that cannot be followed further (a literal, a call of another
 * package), something read from the `environment`, `absent`, or `unknown` where not even an expression can be named.
 */
export type PossibleValue = Node | 'absent' | 'environment' | 'unknown';

/** The expressions on the way to the one in question: a definition that leads back to itself adds no value. */
export type Path = readonly Node[];

/** Deep enough for any configuration people write. */
const MAX_STEPS = 24;

/**
 * All values an expression may have, as far as the project's own files say: through constants and variables, class members,
 * object members and spreads, results of functions, and parameters whose every call is in sight.
 *
 * A value from the environment stands for its literal default too: `process.env.AWS_REGION ?? 'us-east-1'` is `environment`.
 */
export function possibleValues(expression: Node, from: Path = []): PossibleValue[] {
  const node = unwrap(expression);
  if (from.includes(node)) return [];
  if (from.length > MAX_STEPS) return ['unknown'];
  const path = [...from, node];
  if (isEnvironment(node)) return [node];
  if (isEnvironmentCall(node)) return ['environment'];
  if (Node.isAwaitExpression(node)) return possibleValues(node.getExpression(), path);
  if (Node.isIdentifier(node)) return identifierValues(node, path);
  if (Node.isPropertyAccessExpression(node)) return accessValues(node, node.getName(), path);
  if (Node.isElementAccessExpression(node)) return accessValues(node, literalKey(node.getArgumentExpression()), path);
  if (Node.isConditionalExpression(node)) return conditionalValues(node, path);
  if (Node.isBinaryExpression(node)) return binaryValues(node, path);
  return Node.isCallExpression(node) ? callValues(node, path) : [node];
}

/** All values of several alternatives; where one is from the environment, those that are literals are its defaults. */
export function withoutDefaults(alternatives: readonly PossibleValue[][]): PossibleValue[] {
  const hasEnvironment = alternatives.some((values) => values.length > 0 && values.every(isFromEnvironment));
  const isDefault = (values: PossibleValue[]) => values.every((value) => value === 'absent' || isLiteral(value));
  return alternatives.filter((values) => !hasEnvironment || !isDefault(values)).flat();
}

export function isLiteral(value: PossibleValue): boolean {
  return typeof value === 'object' && (Node.isStringLiteral(value) || Node.isNoSubstitutionTemplateLiteral(value));
}

function isFromEnvironment(value: PossibleValue): boolean {
  return value === 'environment' || (typeof value === 'object' && isEnvironment(value));
}

function identifierValues(node: Node, path: Path): PossibleValue[] {
  if (node.getText() === 'undefined') return ['absent'];
  const declaration = valueDeclaration(node);
  return (declaration && valuesOfDeclaration(declaration, path)) ?? [node];
}

function literalKey(key: Node | undefined): string | undefined {
  return Node.isStringLiteral(key) ? key.getLiteralValue() : undefined;
}

/** `owner.name`; a computed key can only be told where every member has the same origin. */
function accessValues(access: Node & { getExpression(): Node }, name: string | undefined, path: Path): PossibleValue[] {
  const owners = possibleValues(access.getExpression(), path);
  if (owners.every(isFromEnvironment)) return ['environment'];
  if (name === undefined) return ['unknown'];
  return owners.flatMap((owner) => memberValues(owner, name, access, path));
}

/** A literal that something else than the environment decides for is no default: it is meant. */
function conditionalValues(node: ConditionalExpression, path: Path): PossibleValue[] {
  const branches = [node.getWhenTrue(), node.getWhenFalse()].map((branch) => possibleValues(branch, path));
  return dependsOnEnvironment(node.getCondition(), path) ? withoutDefaults(branches) : branches.flat();
}

function dependsOnEnvironment(condition: Node, path: Path): boolean {
  const node = unwrap(condition);
  if (Node.isPrefixUnaryExpression(node)) return dependsOnEnvironment(node.getOperand(), path);
  const operands = Node.isBinaryExpression(node) ? [node.getLeft(), node.getRight()] : [node];
  return isEnvironmentAndLiterals(operands.flatMap((operand) => possibleValues(operand, path)));
}

function isEnvironmentAndLiterals(values: readonly PossibleValue[]): boolean {
  const isPlain = (value: PossibleValue) => value === 'absent' || isLiteral(value) || isFromEnvironment(value);
  return values.some(isFromEnvironment) && values.every(isPlain);
}

function binaryValues(node: BinaryExpression, path: Path): PossibleValue[] {
  const values = (side: Node) => possibleValues(side, path);
  switch (node.getOperatorToken().getText()) {
    case '??':
    case '||': {
      const left = values(node.getLeft());
      if (left.every((value) => value === 'environment')) return left;
      return [...left.filter((value) => value !== 'absent'), ...values(node.getRight())];
    }
    case '&&':
      return ['absent', ...values(node.getRight())];
    case '=':
      return values(node.getRight());
    default:
      return [node];
  }
}

function callValues(call: CallExpression, path: Path): PossibleValue[] {
  const callee = call.getExpression();
  const returned = returnedValues(callee, path);
  if (returned) return returned;
  const operand = callee.getText() === 'String' ? call.getArguments()[0] : receiver(callee);
  const values = operand ? possibleValues(operand, path) : [];
  return isEnvironmentAndLiterals(values) ? ['environment'] : [call];
}

/** `process.env.AWS_REGION.trim()` comes from the environment like what it is called on. */
function receiver(callee: Node): Node | undefined {
  return Node.isPropertyAccessExpression(callee) ? callee.getExpression() : undefined;
}
