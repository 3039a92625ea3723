import { Option } from 'commander';
import type { AccountRecord } from '../../account.ts';
import { parseAccountTarget } from '../../accounts/parse-target.ts';
import { createSts } from '../../credentials/sts.ts';
import { AccountNotFoundError } from '../../errors.ts';
import { findRecord, withSources } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { collected, type Outcome, onRun } from '../output.ts';
import { checkOptions, type Format, type PolicyOptions } from '../policy/check-options.ts';
import { memberTemplate } from '../policy/member-template.ts';
import { permissions } from '../policy/permissions.ts';
import { roleOfAccount } from '../policy/role-of-account.ts';
import { stackSetTemplate } from '../policy/stack-set.ts';
import { serverPolicy, trustPolicy } from '../policy/trust-policy.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { Refusal } from '../refusal.ts';

export const registerPolicy: Register = (program, io, onExit) => {
  const command = program
    .command('policy')
    .description("print what an account's role has to trust and may do, and a StackSet that makes it")
    .argument('<account>', 'account ID, or alias of a registered account')
    .addOption(formatOption())
    .option('--role-name <name>', 'the role, where the account is not registered')
    .option('--server-account <account-id>', "where servers run (default: this process's own account)")
    .option('--server-role <name>', 'the role that servers run as, and no other principal of their account')
    .option('--organization-id <id>', 'o-…: trust only principals of this organization')
    .option('--organizational-unit <id>', 'ou-… or r-…: where the StackSet makes the role; may be repeated', collected)
    .option('--managed-policy <name>', 'the policy of AWS that says what the role may do', 'ReadOnlyAccess');
  onRun<PolicyOptions>(command, io, onExit, ([target = ''], options) => policy(target, options, io));
};

function formatOption(): Option {
  return new Option('--format <format>', 'all of it as JSON or YAML, or only the StackSet')
    .choices(['json', 'yaml', 'cloudformation'])
    .default('json');
}

async function policy(target: string, options: PolicyOptions, io: ProcessIo): Promise<Outcome> {
  checkOptions(options);
  const record = await withSources(io, (source) => findRecord(source, target).catch(unregistered(target)));
  const role = roleOfAccount(record, options.roleName, io.env);
  const trust = {
    partition: role.partition,
    serverAccountId: options.serverAccount ?? (await ownAccountId(io)),
    serverRole: options.serverRole,
    organizationId: options.organizationId,
  };
  const granted = permissions(role.partition, options.managedPolicy);
  const template = memberTemplate(role, trust, granted);
  const documents = {
    trust_policy: trustPolicy({ ...trust, externalId: role.hasExternalId ? PLACEHOLDER : undefined }),
    permissions: granted,
    server_policy: serverPolicy(role.partition, `${role.path.slice(1)}${role.name}`),
    role_template: template,
    stack_set_template: stackSetTemplate(role, template, {
      region: io.env.AWS_REGION || io.env.AWS_DEFAULT_REGION || 'us-east-1',
      organizationalUnits: options.organizationalUnit ?? [],
    }),
  };
  return { exitCode: EXIT.done, json: documents, text: await textOf(documents, options.format) };
}

/** The external ID itself is never printed. */
const PLACEHOLDER = 'REPLACE-WITH-THE-EXTERNAL-ID-OF-THE-ACCOUNT';

/** A role is made before the account is registered. An alias that nobody knows is a mistake all the same. */
function unregistered(target: string): (error: unknown) => AccountRecord | undefined {
  return (error) => {
    if (error instanceof AccountNotFoundError && parseAccountTarget(target).kind === 'account-id') return undefined;
    throw error;
  };
}

async function ownAccountId({ env }: ProcessIo): Promise<string> {
  const accountId = await createSts(env)
    .callerAccountId()
    .catch(() => undefined);
  if (accountId) return accountId;
  throw new Refusal('Whose servers are to be trusted is not known. Give --server-account, or AWS credentials.');
}

async function textOf(documents: { readonly stack_set_template: object }, format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(documents, null, 2)}\n`;
  const { stringify } = await import('yaml');
  const value = format === 'yaml' ? documents : documents.stack_set_template;
  // CloudFormation reads 1.1, in which an unquoted version is a date.
  return stringify(value, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 });
}
