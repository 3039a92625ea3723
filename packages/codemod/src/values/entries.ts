import { Node, type ObjectLiteralExpression, type SourceFile } from 'ts-morph';
import { propertyKey } from '../project/resolve-value.ts';
import { elementsOf } from './collection.ts';
import { declaredValue, evaluate } from './evaluate.ts';
import { merge, type Scope, UNKNOWN, type Value, type Values } from './value.ts';

/** What `Object.entries` gives for an object or a module: pairs of a key and its value. */
export function entriesOf(object: Value): Values {
  const { values, isComplete } = allEntries(object);
  return { values: values.filter(({ parts }) => !object.without?.has(parts?.[0]?.text ?? '')), isComplete };
}

function allEntries({ node, scope }: Value): Values {
  if (Node.isObjectLiteralExpression(node)) return objectEntries(node, scope);
  if (Node.isSourceFile(node)) return exportedEntries(node, scope);
  if (Node.isConditionalExpression(node)) {
    return merge([node.getWhenTrue(), node.getWhenFalse()].map((branch) => entriesOf(evaluate(branch, scope))));
  }
  if (!Node.isCallExpression(node)) return UNKNOWN;
  const given = node.getArguments().map((argument) => evaluate(argument, scope));
  const [first] = given;
  const callee = node.getExpression().getText();
  if (callee === 'Object.fromEntries' && first) return elementsOf(first);
  return callee === 'Object.assign' ? merge(given.map(entriesOf)) : UNKNOWN;
}

function objectEntries(object: ObjectLiteralExpression, scope: Scope): Values {
  const parts = object.getProperties().map((property): Values => {
    if (Node.isSpreadAssignment(property)) return entriesOf(evaluate(property.getExpression(), scope));
    const text = propertyKey(property.getNameNode());
    if (text === undefined) return UNKNOWN;
    const key = property.getNameNode();
    const value = Node.isPropertyAssignment(property)
      ? evaluate(property.getInitializerOrThrow(), scope)
      : evaluate(key, scope);
    return pairs([{ node: key, scope, text }, value]);
  });
  return merge(parts);
}

/** `import * as tools`: types are exported too, and are no values. */
function exportedEntries(file: SourceFile, scope: Scope): Values {
  const found = [...file.getExportedDeclarations()].map(([text, [declaration]]) => {
    const value = declaredValue(declaration, scope);
    return declaration && value ? pairs([{ node: declaration, scope, text }, value]) : merge([]);
  });
  return merge(found);
}

function pairs(parts: readonly [key: Value, value: Value]): Values {
  const [{ node, scope }] = parts;
  return { values: [{ node, scope, parts }], isComplete: true };
}
