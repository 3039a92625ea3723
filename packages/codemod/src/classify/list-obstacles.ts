import { Node } from 'ts-morph';
import type { Registration } from '../discover/registration.ts';
import { findNames } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import { parameterOwner } from '../values/callers.ts';
import { evaluate } from '../values/evaluate.ts';
import type { Scope } from '../values/value.ts';
import { declaredMemberType } from './declared-member.ts';
import { declaredSchemaType, type ListedSchema } from './listed-schema.ts';
import { zodModules } from './zod-modules.ts';

/** Why one edit of a registration would not do for all tools that it registers; undefined where nothing speaks against it. */
export function registrationObstacle(found: Registration, project: ToolProject): string | undefined {
  const { call } = found;
  if (call.getTypeArguments().length > 0) return 'the call spells out its types, which the new argument would not fit';
  if (/@ts-(?:expect-error|ignore)/.test(call.getText()))
    return 'the call switches the type checker off for some lines';
  if (isInGeneric(call)) return GENERIC;
  const member = schemaMember(found);
  if (member !== undefined && isAssigned(member, project)) return `something assigns to ${member} of a tool`;
  return zodModules(project).size > 1 ? 'the project uses several versions of zod' : undefined;
}

const GENERIC = 'the function around it is generic in the schema';

function isInGeneric(call: Node): boolean {
  return call
    .getAncestors()
    .some(
      (node) => Node.isTypeParametered(node) && !Node.isClassDeclaration(node) && node.getTypeParameters().length > 0,
    );
}

/**
 * `z.object(schema)` stands in the call, but what is in it has the type that the caller gives it: the handler's own types would
 * not fit any more.
 */
export function genericShapeObstacle({ schema, call }: Registration): string | undefined {
  if (schema.kind !== 'present' || !isInGeneric(call)) return undefined;
  return parameterOwner(schema.expression, call) ? GENERIC : undefined;
}

function schemaMember({ schema }: Registration): string | undefined {
  if (schema.kind !== 'present') return 'inputSchema';
  return Node.isPropertyAccessExpression(schema.expression) ? schema.expression.getName() : undefined;
}

/** `tool.schema = …`: then a tool's literal does not say what its schema is. A constructor's own assignments do. */
function isAssigned(member: string, project: ToolProject): boolean {
  return project.files
    .filter((file) => file.getFullText().includes(`.${member} =`))
    .flatMap((file) => findNames(file, member))
    .some((name) => {
      const access = name.getParent();
      const assignment = access?.getParent();
      if (!Node.isPropertyAccessExpression(access) || Node.isThisExpression(access.getExpression())) return false;
      return (
        Node.isBinaryExpression(assignment) &&
        assignment.getLeft() === access &&
        assignment.getOperatorToken().getText() === '='
      );
    });
}

/** Why schemas of one kind cannot be extended by one expression. `type` is theirs, as `typeOfAll` tells it. */
export function schemaObstacle(schema: ListedSchema, accepts: string, type: string): string | undefined {
  if (schema.kind !== 'zod-object') return undefined;
  if (accepts === 'raw-shape') return 'tool() takes a raw shape, and these schemas are zod objects';
  if (schema.hasRefinements) return 'the schema of a tool has refinements, so zod refuses to extend it';
  if (type === UNION) return 'the schemas have types of their own, which have no extend() in common';
  return /^(?:any)?$|ZodObject/.test(type) ? undefined : `the schemas are declared as ${type}`;
}

/** The compiler takes a method of several generic types for a method of none of them. */
const UNION = 'union';

/** The one type that the expression has for all tools; `any` in JavaScript, where nothing has one. */
export function typeOfAll(expression: Node, scopes: readonly Scope[]): string {
  if (!/\.[cm]?tsx?$/.test(expression.getSourceFile().getFilePath())) return 'any';
  if (Node.isAsExpression(expression)) return expression.getTypeNode()?.getText() ?? UNION;
  const declared = declaredSchemaType(expression);
  if (declared !== '') return declared;
  if (!Node.isPropertyAccessExpression(expression)) return scopes.length === 1 ? '' : UNION;
  const owners = scopes.map((scope) => evaluate(expression.getExpression(), scope).node);
  const types = new Set(owners.map((owner) => declaredMemberType(owner, expression.getName()) ?? UNION));
  const [type = UNION, ...more] = types;
  if (more.length > 0) return UNION;
  return type === UNION && scopes.length === 1 ? '' : type;
}
