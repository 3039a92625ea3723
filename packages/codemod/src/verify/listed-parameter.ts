import { PARAMETER } from './parameter.ts';
import type { JsonSchema } from './types.ts';

/** Why an input schema does not take the parameter; empty when it does. */
export function parameterProblem(schema: JsonSchema): string {
  const property = schema.properties?.[PARAMETER];
  if (typeof property !== 'object' || property === null) return `does not list ${PARAMETER}`;
  if (schema.required?.includes(PARAMETER)) return `requires ${PARAMETER}, which must be optional`;
  if (!acceptsString(property as JsonSchema)) return `lists ${PARAMETER}, but not as a string`;
  return '';
}

/** `type: string`, one of several types, or one of several alternatives: libraries write an optional string in each way. */
function acceptsString(schema: JsonSchema): boolean {
  if ([schema.type].flat().includes('string')) return true;
  const alternatives = [schema.anyOf, schema.oneOf].flat().filter((one) => typeof one === 'object' && one !== null);
  return alternatives.some((one) => acceptsString(one as JsonSchema));
}
