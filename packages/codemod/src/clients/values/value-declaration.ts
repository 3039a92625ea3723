import type { Node } from 'ts-morph';
import { declarationOfUse } from '../../project/resolve-value.ts';

/** The declaration an identifier takes its value from; of `{ region }` that is the variable, not the property. */
export function valueDeclaration(identifier: Node): Node | undefined {
  return declarationOfUse(identifier);
}
