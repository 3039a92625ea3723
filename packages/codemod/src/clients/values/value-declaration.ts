import { Node } from 'ts-morph';
import { declarationOf } from '../../project/resolve-value.ts';

/** The declaration an identifier takes its value from; of `{ region }` that is the variable, not the property. */
export function valueDeclaration(identifier: Node): Node | undefined {
  const parent = identifier.getParent();
  if (!Node.isShorthandPropertyAssignment(parent)) return declarationOf(identifier);
  const symbol = parent.getValueSymbol();
  const target = symbol?.isAlias() ? (symbol.getAliasedSymbol() ?? symbol) : symbol;
  return target?.getValueDeclaration() ?? target?.getDeclarations()[0];
}
