import { type CallExpression, type NewExpression, Node, type ParameterDeclaration } from 'ts-morph';
import { findNames } from '../../project/find-calls.ts';
import { declarationOf } from '../../project/resolve-value.ts';

/**
 * What every call in the project passes for a parameter, undefined for a call that leaves it out. Undefined as a whole when
 * a call may be out of sight: the function has no name, is passed on as a value, is renamed or exported as a default.
 */
export function argumentsFor(parameter: ParameterDeclaration): (Node | undefined)[] | undefined {
  const owner = parameter.getParentOrThrow();
  const callable = namedCallable(owner);
  if (!callable || parameter.isRestParameter()) return undefined;
  const index = Node.isParametered(owner) ? owner.getParameters().indexOf(parameter) : -1;
  const calls = callsOf(callable.declaration, callable.name);
  if (
    !calls?.length ||
    calls.some((call) =>
      call
        .getArguments()
        .slice(0, index + 1)
        .some(Node.isSpreadElement),
    )
  )
    return undefined;
  return calls.map((call) => call.getArguments()[index]);
}

interface Callable {
  readonly declaration: Node;
  readonly name: string;
}

function namedCallable(owner: Node): Callable | undefined {
  const declaration = Node.isFunctionDeclaration(owner) ? owner : owner.getParent();
  const isNamed =
    Node.isFunctionDeclaration(declaration) ||
    (Node.isConstructorDeclaration(owner) && Node.isClassDeclaration(declaration)) ||
    Node.isVariableDeclaration(declaration);
  if (!isNamed || (Node.isExportable(declaration) && declaration.hasDefaultKeyword())) return undefined;
  const name = declaration.getName();
  return name === undefined ? undefined : { declaration, name };
}

function callsOf(declaration: Node, name: string): (CallExpression | NewExpression)[] | undefined {
  const calls: (CallExpression | NewExpression)[] = [];
  for (const file of declaration.getProject().getSourceFiles()) {
    for (const reference of findNames(file, name)) {
      if (reference.getParent() === declaration || declarationOf(reference) !== declaration) continue;
      const call = callThrough(reference);
      if (call) calls.push(call);
      else if (!isHarmless(reference)) return undefined;
    }
  }
  return calls;
}

/** `create(…)`, `new Service(…)`, `clients.create(…)`. */
function callThrough(reference: Node): CallExpression | NewExpression | undefined {
  const parent = reference.getParentOrThrow();
  const callee = Node.isPropertyAccessExpression(parent) && parent.getNameNode() === reference ? parent : reference;
  const call = callee.getParentOrThrow();
  const isCall = Node.isCallExpression(call) || Node.isNewExpression(call);
  return isCall && call.getExpression() === callee ? call : undefined;
}

/** Imports, exports under the same name, and types do not hand the function to anybody. */
function isHarmless(reference: Node): boolean {
  const parent = reference.getParentOrThrow();
  if (Node.isImportSpecifier(parent) || Node.isExportSpecifier(parent)) return parent.getAliasNode() === undefined;
  return Node.isTypeReference(parent) || Node.isTypeQuery(parent);
}
