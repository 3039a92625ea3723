import { Node } from 'ts-morph';
import { isFunction } from './evaluated-nodes.ts';
import { membersOf } from './values/member-values.ts';
import { isLiteral, type PossibleValue, possibleValues } from './values/possible-values.ts';
import { returnedBy } from './values/returned-values.ts';

/**
 * Where a region comes from. `chosen` is everything that cannot be proved to be something else: a tool's argument, the
 * result of a package's function, a literal in one case and the environment in another.
 */
export type RegionOrigin = 'absent' | 'environment' | 'literal' | 'chosen';

/** The origin of the `region` in a client's configuration. */
export function configuredRegion(config: Node): RegionOrigin {
  return common(membersOf(config, 'region').map(originOfValue));
}

/** The origin of a value that is used as a region. */
export function originOf(expression: Node): RegionOrigin {
  return common(possibleValues(expression).map(originOfValue));
}

function common(origins: readonly RegionOrigin[]): RegionOrigin {
  const present = new Set(origins.filter((origin) => origin !== 'absent'));
  const [origin = 'absent'] = present;
  // No origin at all is a definition that leads back to itself.
  return origins.length === 0 || present.size > 1 ? 'chosen' : origin;
}

function originOfValue(value: PossibleValue): RegionOrigin {
  if (value === 'absent' || value === 'environment') return value;
  if (value === 'unknown') return 'chosen';
  if (isLiteral(value)) return 'literal';
  if (isFunction(value)) return common(returnedBy(value, [value]).map(originOfValue));
  return originOfParts(textParts(value));
}

/** Text that is put together comes from the environment as soon as one part does and none was chosen. */
function originOfParts(parts: readonly Node[]): RegionOrigin {
  const origins = new Set(parts.map(originOf));
  if (origins.size === 0 || origins.has('chosen') || origins.has('absent')) return 'chosen';
  return origins.has('environment') ? 'environment' : 'literal';
}

function textParts(value: Node): Node[] {
  if (Node.isTemplateExpression(value)) return value.getTemplateSpans().map((span) => span.getExpression());
  const isSum = Node.isBinaryExpression(value) && value.getOperatorToken().getText() === '+';
  return isSum ? [value.getLeft(), value.getRight()] : [];
}
