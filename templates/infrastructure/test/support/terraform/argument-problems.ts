import schema from './provider-schema.json' with { type: 'json' };
import type { Block, Body } from './read-module.ts';

interface Argument {
  readonly required?: true;
  readonly block?: Readonly<Record<string, Argument>>;
}
interface ResourceSchema {
  readonly arguments: Readonly<Record<string, Argument>>;
  readonly attributes: readonly string[];
}

/** Read from the bindings of the provider's schema in the npm package @cdktn/provider-aws 25.7.0. */
const { provider, ...RESOURCES } = schema as unknown as { readonly provider: string } & Record<string, ResourceSchema>;
export const PROVIDER = provider;

/** What every resource takes, whatever the provider says. */
const META = ['count', 'depends_on', 'dynamic', 'for_each', 'lifecycle', 'provider'];

export function schemaOf(type: string): ResourceSchema | undefined {
  return RESOURCES[type];
}

/** Names that the provider does not know, and what it requires and is not there. */
export function argumentProblems({ type, name, body }: Block): readonly string[] {
  const known = schemaOf(type);
  if (known === undefined) return [`${type}.${name}: ${PROVIDER} has no such resource in the schema that is checked`];
  return bodyProblems(`${type}.${name}`, body, known.arguments);
}

function bodyProblems(place: string, body: Body, known: Readonly<Record<string, Argument>>): readonly string[] {
  const nested = nestedBlocks(body, known);
  const given = [...Object.keys(body), ...nested.map(([name]) => name)];
  const unknown = given.filter((name) => !META.includes(name) && known[name] === undefined);
  const missing = Object.keys(known).filter((name) => known[name]?.required && !given.includes(name));
  return [
    ...unknown.map((name) => `${place}: unknown ${name}`),
    ...missing.map((name) => `${place}: missing ${name}`),
    ...nested.flatMap(([name, inner]) => bodyProblems(`${place}.${name}`, inner, known[name]?.block ?? {})),
  ];
}

/** Written out, or by `dynamic`. */
function nestedBlocks(body: Body, known: Readonly<Record<string, Argument>>): ReadonlyArray<readonly [string, Body]> {
  const written = Object.entries(body).filter(([name]) => known[name]?.block !== undefined);
  const dynamic = Object.entries((body.dynamic ?? {}) as Readonly<Record<string, ReadonlyArray<{ content: Body[] }>>>);
  return [
    ...written.flatMap(([name, bodies]) => (bodies as readonly Body[]).map((inner) => [name, inner] as const)),
    ...dynamic.flatMap(([name, each]) => each.flatMap(({ content }) => content.map((inner) => [name, inner] as const))),
  ];
}
