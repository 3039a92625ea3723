import type { Committed } from './committed-template.ts';

export interface Statement {
  readonly role: string;
  readonly sid: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

interface Written {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

interface Document {
  readonly PolicyDocument: { readonly Statement: readonly Written[] };
}

/** Every statement of every policy in a template, wherever CloudFormation lets one be written. */
export function statementsOf(template: Committed): readonly Statement[] {
  return Object.entries(template.Resources).flatMap(([role, { Type, Properties }]) => {
    if (!Type.startsWith('AWS::IAM::')) return [];
    const documents = [...((Properties.Policies as readonly Document[] | undefined) ?? [])];
    if (Properties.PolicyDocument) documents.push(Properties as unknown as Document);
    return documents.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.map((written) => read(role, written)));
  });
}

function read(role: string, { Sid, Effect, Action, Resource, Condition }: Written): Statement {
  const actions = [Action].flat() as readonly string[];
  const resources = [Resource].flat() as readonly string[];
  return { role, sid: Sid, effect: Effect, actions, resources, condition: Condition };
}
