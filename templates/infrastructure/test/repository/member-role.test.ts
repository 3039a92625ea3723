import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployed } from '../support/committed-template.ts';
import { PSEUDO, resolve } from '../support/resolve-template.ts';

const MAIN = join(import.meta.dirname, '../../../../packages/cred-extract/src/cli/main.ts');

interface Template {
  readonly Parameters: { readonly ExternalId: Readonly<Record<string, unknown>> };
  readonly Resources: Readonly<Record<string, { readonly Properties: Readonly<Record<string, unknown>> }>>;
}
interface Printed {
  readonly role_template: Template;
  readonly stack_set_template: Template;
  readonly server_policy: { readonly Statement: readonly [{ readonly Action: unknown; readonly Resource: unknown }] };
}

/** What a person gets from the command, run as they would. */
async function policy(...options: readonly string[]): Promise<Printed> {
  const env = { PATH: process.env.PATH, AWS_REGION: 'us-east-1', ACCOUNT_REGISTRY: '[]' };
  const args = ['--import', 'tsx', MAIN, 'policy', '111111111111', '--role-name', 'McpTarget', ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: join(MAIN, '../..') });
  return JSON.parse(stdout) as Printed;
}

const CHOSEN = { ServerAccountId: '999999999999', OrganizationId: 'o-abcdefghij' };
const OPTIONS = [
  ...['--server-account', '999999999999', '--server-role', 'McpRuntime', '--organization-id', 'o-abcdefghij'],
  ...['--organizational-unit', 'ou-ab12-11111111', '--organizational-unit', 'ou-ab12-22222222'],
];

const propertiesOf = ({ Resources }: Template) => Object.values(Resources)[0]?.Properties ?? {};

describe.each(['ReadOnlyAccess', 'SecurityAudit', 'job-function/ViewOnlyAccess'])('with %s', (managedPolicy) => {
  let printed: Printed;
  beforeAll(async () => {
    printed = await policy(...OPTIONS, '--managed-policy', managedPolicy);
  });
  // `ExternalId` is not given: what stays a reference in the one has to be one in the other.
  const parameters = { ...CHOSEN, ManagedPolicyName: managedPolicy };
  const asDeployed = (template: Template) => resolve(propertiesOf(template), PSEUDO);

  it('member-role.yaml makes the role that mcp-accounts policy prints', () => {
    expect(propertiesOf(deployed('member-role', parameters) as unknown as Template)).toEqual(
      asDeployed(printed.role_template),
    );
  });

  it('member-roles.yaml makes the same StackSet, with the same role in it', () => {
    const units = { OrganizationalUnitIds: 'ou-ab12-11111111,ou-ab12-22222222' };
    const { TemplateBody, Parameters, ...stackSet } = propertiesOf(
      deployed('member-roles', { ...parameters, ...units }) as unknown as Template,
    );
    const expected = resolve(propertiesOf(printed.stack_set_template), { ...PSEUDO, ...units, CallAs: 'SELF' });
    const { TemplateBody: body, Parameters: passed, ...rest } = expected as Readonly<Record<string, unknown>>;
    expect(stackSet).toEqual(rest);
    expect(Parameters).toEqual(expect.arrayContaining(passed as unknown[]));

    const values = Object.fromEntries(
      (Parameters as ReadonlyArray<{ ParameterKey: string; ParameterValue: string }>).map((one) => [
        one.ParameterKey,
        one.ParameterValue,
      ]),
    );
    expect(resolve(propertiesOf(JSON.parse(TemplateBody as string)), { ...PSEUDO, ...values })).toEqual(
      asDeployed(JSON.parse(body as string) as Template),
    );
  });
});

it('asks for external IDs as mcp-accounts policy does', async () => {
  const { role_template } = await policy(...OPTIONS);
  const { Default, ...asked } = { Default: undefined, ...role_template.Parameters.ExternalId };
  expect(deployed('member-role', CHOSEN).Parameters.ExternalId).toEqual(asked);
});

it('allows the server what mcp-accounts policy says it needs', async () => {
  const { server_policy } = await policy(...OPTIONS);
  const told = { RepositoryName: 'r', ImageDigest: 'd', ExternalId: 'x', AccountIds: '111111111111' };
  const { Policies } = deployed('minimal', told).Resources.ExecutionRole?.Properties ?? {};
  const [members] = Policies as ReadonlyArray<{ PolicyDocument: { Statement: readonly unknown[] } }>;
  const { Action, Resource } = server_policy.Statement[0];
  expect(members?.PolicyDocument.Statement).toEqual([{ Sid: 'AssumeMemberRole', Effect: 'Allow', Action, Resource }]);
});
