import { type BindingElement, Node, type ParameterDeclaration } from 'ts-morph';
import { assignedValues, assignmentsTo, memberAssignments } from './assignments.ts';
import { argumentsFor } from './call-sites.ts';
import { memberValues } from './member-values.ts';
import { type Path, type PossibleValue, possibleValues, withoutDefaults } from './possible-values.ts';
import { returnedBy } from './returned-values.ts';

/** The values of a variable, parameter or other named thing; undefined for what has no value to follow, like a class. */
export function valuesOfDeclaration(declaration: Node, path: Path): PossibleValue[] | undefined {
  if (Node.isExportAssignment(declaration)) return possibleValues(declaration.getExpression(), path);
  const initial = initialValues(declaration, path);
  if (!initial || !Node.hasName(declaration)) return undefined;
  return known(initial, assignedValues(assignmentsTo(declaration, declaration.getName()), path));
}

/** The values of a field or accessor of a project class, or of a member that JavaScript declares by assigning it. */
export function valuesOfMember(declaration: Node, path: Path): PossibleValue[] | undefined {
  if (Node.isGetAccessorDeclaration(declaration)) return returnedBy(declaration, path);
  const owner = declaration.getFirstAncestor((node) => Node.isClassDeclaration(node) || Node.isClassExpression(node));
  const name = Node.hasName(declaration) ? declaration.getName() : undefined;
  const initial = initialValues(declaration, path);
  if (!owner || !initial || name === undefined) return undefined;
  return known(initial, assignedValues(memberAssignments(owner, name, Node.isThisExpression), path));
}

/** What something has before anything is assigned to it. */
function initialValues(declaration: Node, path: Path): PossibleValue[] | undefined {
  if (Node.isParameterDeclaration(declaration)) return parameterValues(declaration, path);
  if (Node.isBindingElement(declaration)) return bindingValues(declaration, path);
  if (Node.isPropertyAccessExpression(declaration)) return [];
  if (!Node.isVariableDeclaration(declaration) && !Node.isPropertyDeclaration(declaration)) return undefined;
  const initializer = declaration.getInitializer();
  return initializer ? possibleValues(initializer, path) : [];
}

/** A variable that starts as a literal and takes the environment's value when there is one has the literal as default. */
function known(initial: PossibleValue[], assigned: PossibleValue[][]): PossibleValue[] {
  const values = withoutDefaults(initial.length > 0 ? [initial, ...assigned] : assigned);
  return values.length > 0 ? values : ['unknown'];
}

/** What all calls in the project hand over; anything may come in where a call may be out of sight. */
function parameterValues(parameter: ParameterDeclaration, path: Path): PossibleValue[] {
  const initializer = parameter.getInitializer();
  const whenAbsent = (): PossibleValue[] => (initializer ? possibleValues(initializer, path) : ['absent']);
  const passed = argumentsFor(parameter);
  return passed?.flatMap((argument) => (argument ? possibleValues(argument, path) : whenAbsent())) ?? ['unknown'];
}

/** `const { region = 'us-east-1' } = source`, in a variable or a parameter, nested or not. */
function bindingValues(element: BindingElement, path: Path): PossibleValue[] {
  const source = element.getParentOrThrow().getParentOrThrow();
  const name = element.getPropertyNameNode()?.getText() ?? element.getName();
  if (element.getDotDotDotToken() || !Node.isObjectBindingPattern(element.getParent())) return ['unknown'];
  const values = sourceValues(source, path).flatMap((owner) => memberValues(owner, name, undefined, path));
  const initializer = element.getInitializer();
  if (!initializer || !values.includes('absent')) return values;
  return [...values.filter((value) => value !== 'absent'), ...possibleValues(initializer, path)];
}

function sourceValues(source: Node, path: Path): PossibleValue[] {
  if (Node.isParameterDeclaration(source)) return parameterValues(source, path);
  if (Node.isBindingElement(source)) return bindingValues(source, path);
  const initializer = Node.isVariableDeclaration(source) ? source.getInitializer() : undefined;
  return initializer ? possibleValues(initializer, path) : ['unknown'];
}
