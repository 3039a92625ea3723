import { parse } from '@cdktn/hcl2json';

/** The files of a folder by their paths. */
export type Files = Readonly<Record<string, string>>;
export type Body = Readonly<Record<string, unknown>>;

export interface Block {
  /** `aws_iam_role`, or `data.aws_region`. */
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}

/** One Terraform module, as it is written. */
export interface Module {
  readonly blocks: readonly Block[];
  readonly calls: ReadonlyArray<{ readonly name: string; readonly body: Body }>;
  /** Each variable, and whether a caller has to give it. */
  readonly variables: ReadonlyMap<string, boolean>;
  readonly locals: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
  /** Every text in which a reference may stand. */
  readonly texts: readonly string[];
}

type Section = Readonly<Record<string, readonly Body[]>>;
interface Parsed {
  readonly resource?: Readonly<Record<string, Section>>;
  readonly data?: Readonly<Record<string, Section>>;
  readonly module?: Section;
  readonly variable?: Section;
  readonly output?: Section;
  readonly locals?: readonly Body[];
}

/** @throws what HashiCorp's parser says is wrong. */
export async function readModule(files: Files): Promise<Module> {
  const parsed = await Promise.all(Object.entries(files).map(([path, text]) => parse(path, text) as Promise<Parsed>));
  const named = (section: Section = {}) =>
    Object.entries(section).flatMap(([name, bodies]) => bodies.map((body) => ({ name, body })));
  const typed = (prefix: string, sections: Readonly<Record<string, Section>> = {}): readonly Block[] =>
    Object.entries(sections).flatMap(([type, section]) =>
      named(section).map((one) => ({ type: prefix + type, ...one })),
    );
  const variables = parsed.flatMap(({ variable }) => named(variable));
  return {
    blocks: parsed.flatMap(({ resource, data }) => [...typed('', resource), ...typed('data.', data)]),
    calls: parsed.flatMap(({ module }) => named(module)),
    variables: new Map(variables.map(({ name, body }) => [name, !('default' in body)])),
    locals: new Set(parsed.flatMap(({ locals }) => (locals ?? []).flatMap((body) => Object.keys(body)))),
    outputs: new Set(parsed.flatMap(({ output }) => named(output).map(({ name }) => name))),
    texts: parsed.flatMap(textsIn),
  };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  // Keys, too: an object may be written as { (var.name) = … }.
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
