import { schemaOf } from './argument-problems.ts';
import type { Module } from './read-module.ts';

const VARIABLE = /\bvar\.(\w+)/g;
const LOCAL = /\blocal\.(\w+)/g;
const CALL = /\bmodule\.(\w+)\.(\w+)/g;
const BLOCK = /\b(data\.)?(aws_\w+)\.(\w+)(?:\[[^\]]*\])?(?:\.(\w+))?/g;

/** References to what is not there, and variables that nothing refers to. */
export function referenceProblems(module: Module, called: ReadonlyMap<string, Module>): readonly string[] {
  const found = (pattern: RegExp) => module.texts.flatMap((text) => [...text.matchAll(pattern)]);
  const variables = found(VARIABLE).map(([, name = '']) => name);
  const problems = [
    ...variables.filter((name) => !module.variables.has(name)).map((name) => `var.${name} is not declared`),
    ...[...module.variables.keys()]
      .filter((name) => !variables.includes(name))
      .map((name) => `var.${name} is not used`),
    ...found(LOCAL).flatMap(([text, name = '']) => (module.locals.has(name) ? [] : [`${text} is not declared`])),
    ...found(CALL).flatMap(([text, name = '', output = '']) =>
      called.get(name)?.outputs.has(output) ? [] : [`${text} is no output of that module`],
    ),
    ...found(BLOCK).flatMap(([text, data = '', type, name, attribute]) =>
      blockProblem(module, text, `${data}${type}`, name, attribute),
    ),
  ];
  return [...new Set(problems)];
}

function blockProblem(module: Module, text: string, type: string, name = '', attribute?: string): readonly string[] {
  if (!module.blocks.some((block) => block.type === type && block.name === name)) return [`${text} is not declared`];
  const known = schemaOf(type);
  if (attribute === undefined || known === undefined) return [];
  return known.arguments[attribute] || known.attributes.includes(attribute) ? [] : [`${text} is no attribute`];
}

/** Arguments of the calls of other modules: all that are required, and no others. */
export function callProblems({ calls }: Module, called: ReadonlyMap<string, Module>): readonly string[] {
  return calls.flatMap(({ name, body }) => {
    const variables = called.get(name)?.variables ?? new Map<string, boolean>();
    const given = Object.keys(body).filter((argument) => !['source', 'providers', 'depends_on'].includes(argument));
    const missing = [...variables].filter(([variable, required]) => required && !given.includes(variable));
    return [
      ...given.filter((argument) => !variables.has(argument)).map((argument) => `module.${name}: unknown ${argument}`),
      ...missing.map(([variable]) => `module.${name}: missing ${variable}`),
    ];
  });
}
