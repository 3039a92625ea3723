import { Node } from 'ts-morph';
import { schemaObstacle, typeOfAll } from '../classify/list-obstacles.ts';
import { listedConfigSchema } from '../classify/listed-schema.ts';
import type { Registration } from '../discover/registration.ts';
import { appendProperty } from '../edit/object-property.ts';
import { wrapExpression } from '../edit/wrap.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, unwrap } from '../project/resolve-value.ts';
import { evaluate } from '../values/evaluate.ts';
import { member } from '../values/member.ts';
import type { Scope } from '../values/value.ts';
import { planListed, referenceVerdict } from './plan-listed.ts';
import { opaque, type ToolPlan } from './tool-plan.ts';

const SCHEMA = 'inputSchema';
const UNKNOWN = 'the configuration is not a literal that can be found';

/**
 * `server.registerTool(tool.name, tool.config, tool.handler)`, `{ ...tool.config, title }`: the schema stands in an object from
 * elsewhere, and the registration gets a copy with the parameter.
 */
export function planConfig(found: Registration, scopes: readonly Scope[], project: ToolProject): ToolPlan {
  const config = found.config;
  const source = config && schemaHolder(config, scopes);
  if (!config || !source)
    return opaque('opaque-schema', found.schema.kind === 'unreadable' ? found.schema.reason : UNKNOWN);
  const schema = listedConfigSchema(source, scopes);
  const verdict = referenceVerdict(schema);
  if (schema.kind === 'opaque') return opaque('opaque-schema', schema.reason);
  const obstacle = verdict && schemaObstacle(schema, 'any-schema', typeOfAll(source, scopes));
  if (!verdict || obstacle) return opaque('opaque-schema', obstacle ?? 'the configuration has no schema');
  const own = `${source.getText()}.${SCHEMA}`;
  const edit = (field: string) => {
    const extended = schema.kind === 'zod-object' ? `${own}.extend({ ${field} })` : `{ ...${own}, ${field} }`;
    const property = `${SCHEMA}: ${extended}`;
    const literal = unwrap(config);
    if (Node.isObjectLiteralExpression(literal)) return appendProperty(literal, property);
    return wrapExpression(config, '{ ...', `, ${property} }`);
  };
  return planListed(found, schema, verdict, edit, config, project);
}

/** The object that brings the schema: the configuration itself, or the one object spread into it that has a schema. */
function schemaHolder(config: Node, scopes: readonly Scope[]): Node | undefined {
  const literal = unwrap(config);
  if (isName(literal)) return literal;
  if (!Node.isObjectLiteralExpression(literal) || propertyValue(literal, SCHEMA)) return undefined;
  const spread = literal.getProperties().filter(Node.isSpreadAssignment);
  const having = spread.map((each) => each.getExpression()).filter((each) => !lacksSchema(each, scopes));
  const [only, ...more] = having;
  return only && more.length === 0 && isName(only) ? only : undefined;
}

function isName(node: Node): boolean {
  return Node.isIdentifier(node) || Node.isPropertyAccessExpression(node);
}

function lacksSchema(object: Node, scopes: readonly Scope[]): boolean {
  return scopes.every((scope) => member(evaluate(object, scope), SCHEMA)?.isAbsent === true);
}
