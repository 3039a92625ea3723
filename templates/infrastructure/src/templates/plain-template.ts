import { joinsAsText } from './joins-as-text.ts';
import { neededDependencies } from './needed-dependencies.ts';

/** A CloudFormation template, as far as it is changed here. */
export interface PlainTemplate {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, object>>;
  readonly Conditions?: Readonly<Record<string, object>>;
  readonly Resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Outputs?: Readonly<Record<string, object>>;
}

/**
 * What the CDK synthesised, as a person would have written it: `Fn::Sub` for `Fn::Join`, no `DependsOn` that a reference says already,
 * and nothing of the CDK in it. It means the same.
 */
export function plainTemplate(synthesised: PlainTemplate): PlainTemplate {
  const { Description, Parameters, Conditions, Resources, Outputs } = joinsAsText(synthesised) as PlainTemplate;
  return {
    ...{ AWSTemplateFormatVersion: '2010-09-09' },
    ...(Description !== undefined && { Description }),
    ...(Parameters && { Parameters }),
    ...(Conditions && { Conditions }),
    Resources: Object.fromEntries(Object.entries(Resources).map(([id, resource]) => [id, plainResource(resource)])),
    ...(Outputs && { Outputs }),
  };
}

type Resource = Readonly<Record<string, unknown>>;

function plainResource(resource: Resource): Resource {
  const needed = neededDependencies(resource);
  const { Properties } = needed as { readonly Properties?: { readonly Tags?: unknown } };
  if (!Array.isArray(Properties?.Tags)) return needed;
  const tags = Properties.Tags.filter(({ Key }) => !String(Key).startsWith('aws-cdk:'));
  const { Tags, ...properties } = Properties;
  return { ...needed, Properties: { ...properties, ...(tags.length > 0 && { Tags: tags }) } };
}
