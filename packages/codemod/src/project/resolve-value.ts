import { Node, type ObjectLiteralExpression, type Symbol as TsSymbol, VariableDeclarationKind } from 'ts-morph';
import { type Declared, declaredAs, declaredHere, valueNamed } from './names/declared-as.ts';

/** Constants that are defined through one another end here rather than in an endless loop. */
const MAX_STEPS = 20;

/**
 * The expression that defines a value: follows constants, imports between project files, members of constant objects, and
 * wrappers without effect (`as const`, `satisfies`, `!`, parentheses, `Object.freeze`). An expression that leads nowhere
 * (a parameter, a call, another package) is returned as far as it could be followed.
 */
export function resolveValue(expression: Node): Node {
  let current = unwrap(expression);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = definingNode(current);
    if (!next) return current;
    current = unwrap(next);
  }
  return current;
}

/** The text of a string constant, also where it is put together from constants; undefined when that is not certain. */
export function stringValue(expression: Node): string | undefined {
  const value = resolveValue(expression);
  if (Node.isStringLiteral(value) || Node.isNoSubstitutionTemplateLiteral(value)) return value.getLiteralValue();
  if (Node.isTemplateExpression(value)) {
    const parts = value
      .getTemplateSpans()
      .map((span) => join(stringValue(span.getExpression()), span.getLiteral().getLiteralText()));
    return parts.reduce(join, value.getHead().getLiteralText());
  }
  if (!Node.isBinaryExpression(value) || value.getOperatorToken().getText() !== '+') return undefined;
  return join(stringValue(value.getLeft()), stringValue(value.getRight()));
}

/** The value of a property of an object literal: `name: value`, the shorthand `name`, or undefined. */
export function propertyValue(object: ObjectLiteralExpression, name: string): Node | undefined {
  const property = object
    .getProperties()
    .findLast((candidate) => !Node.isSpreadAssignment(candidate) && propertyKey(candidate.getNameNode()) === name);
  if (Node.isPropertyAssignment(property)) return property.getInitializer();
  if (Node.isShorthandPropertyAssignment(property)) return property.getNameNode();
  return Node.isMethodDeclaration(property) ? property : undefined;
}

/** The expression inside parentheses, assertions and freezing. */
export function unwrap(expression: Node): Node {
  if (Node.isParenthesizedExpression(expression) || Node.isAsExpression(expression))
    return unwrap(expression.getExpression());
  if (Node.isSatisfiesExpression(expression) || Node.isNonNullExpression(expression))
    return unwrap(expression.getExpression());
  if (!Node.isCallExpression(expression) || expression.getExpression().getText() !== 'Object.freeze') return expression;
  const [frozen] = expression.getArguments();
  return frozen ? unwrap(frozen) : expression;
}

/** The declaration of the value that a name stands for; the name of a shorthand property stands for a variable's. */
export function declarationOfUse(name: Node): Node | undefined {
  return isShorthandName(name) ? shorthandTarget(name) : declarationOf(name);
}

/** The declaration a name leads to, through imports and exports of project files. */
export function declarationOf(name: Node): Node | undefined {
  const declared = declaredAs(name);
  if (declared !== 'unsure') return foundBy(declared);
  const symbol = name.getSymbol();
  const target: TsSymbol | undefined = symbol?.isAlias() ? (symbol.getAliasedSymbol() ?? symbol) : symbol;
  return target?.getValueDeclaration() ?? target?.getDeclarations()[0];
}

/** The declaration a name has in its own file; of an imported one, the import. */
export function nearestDeclaration(name: Node): Node | undefined {
  const declared = declaredHere(name);
  return declared === 'unsure' ? name.getSymbol()?.getDeclarations()[0] : foundBy(declared);
}

function foundBy(declared: Exclude<Declared, 'unsure'>): Node | undefined {
  return declared !== 'nothing' && declared.isFound ? declared.declaration : undefined;
}

function definingNode(node: Node): Node | undefined {
  if (Node.isIdentifier(node)) return definedBy(declarationOfUse(node));
  if (Node.isPropertyAccessExpression(node)) {
    return memberDefinition(node.getExpression(), node.getName()) ?? definedBy(declarationOf(node.getNameNode()));
  }
  if (!Node.isElementAccessExpression(node)) return undefined;
  const key = node.getArgumentExpression();
  return Node.isStringLiteral(key) ? memberDefinition(node.getExpression(), key.getLiteralValue()) : undefined;
}

/** The members of an annotated object are the annotation's; its literal says what they really are. */
function memberDefinition(owner: Node, name: string): Node | undefined {
  const object = resolveValue(owner);
  return Node.isObjectLiteralExpression(object) ? propertyValue(object, name) : undefined;
}

function definedBy(declaration: Node | undefined): Node | undefined {
  if (Node.isVariableDeclaration(declaration)) {
    const isConstant = declaration.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const;
    return isConstant ? declaration.getInitializer() : undefined;
  }
  if (Node.isPropertyAssignment(declaration)) return declaration.getInitializer();
  if (Node.isShorthandPropertyAssignment(declaration)) return declaration.getNameNode();
  if (Node.isExportAssignment(declaration)) return declaration.getExpression();
  if (Node.isBindingElement(declaration)) return bindingDefinition(declaration);
  if (Node.isBinaryExpression(declaration)) return declaration.getRight();
  if (Node.isPropertyDeclaration(declaration))
    return declaration.isReadonly() ? declaration.getInitializer() : undefined;
  return Node.isEnumMember(declaration) ? declaration.getInitializer() : undefined;
}

/** `const { shape } = tool`: the member of what is taken apart. */
function bindingDefinition(element: Node): Node | undefined {
  const variable = element.getParentOrThrow().getParentOrThrow();
  if (!Node.isBindingElement(element) || !Node.isVariableDeclaration(variable)) return undefined;
  const initializer = variable.getInitializer();
  return initializer && memberDefinition(initializer, element.getPropertyNameNode()?.getText() ?? element.getName());
}

function isShorthandName(node: Node): boolean {
  return Node.isShorthandPropertyAssignment(node.getParent());
}

/** The symbol of a shorthand's name is the property itself, not the variable it takes its value from. */
function shorthandTarget(node: Node): Node | undefined {
  const shorthand = node.getParentIfKind(node.getParentOrThrow().getKind());
  if (!Node.isShorthandPropertyAssignment(shorthand)) return undefined;
  const declared = valueNamed(shorthand.getName(), shorthand);
  if (declared !== 'unsure') return foundBy(declared);
  const symbol = shorthand.getValueSymbol();
  const target = symbol?.isAlias() ? (symbol.getAliasedSymbol() ?? symbol) : symbol;
  return target?.getValueDeclaration() ?? target?.getDeclarations()[0];
}

/** The key of a property as text; undefined where it is computed. */
export function propertyKey(name: Node): string | undefined {
  if (Node.isStringLiteral(name) || Node.isNoSubstitutionTemplateLiteral(name)) return name.getLiteralValue();
  return Node.isIdentifier(name) ? name.getText() : undefined;
}

function join(left: string | undefined, right: string | undefined): string | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}
