import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { argumentProblems } from '../support/terraform/argument-problems.ts';
import { type Files, type Module, readModule } from '../support/terraform/read-module.ts';
import { callProblems, referenceProblems } from '../support/terraform/reference-problems.ts';

const ROOT = join(import.meta.dirname, '../../terraform');

function filesIn(folder: string): Files {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.tf'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(ROOT, folder, name), 'utf8')]));
}

/** Everything that is wrong with a module, and with its calls of others. */
async function problemsOf(files: Files, from = '.'): Promise<readonly string[]> {
  const module = await readModule(files);
  const called = new Map<string, Module>();
  for (const { name, body } of module.calls)
    called.set(name, await readModule(filesIn(join(from, String(body.source)))));
  return [
    ...module.blocks.flatMap(argumentProblems),
    ...referenceProblems(module, called),
    ...callProblems(module, called),
  ];
}

it.each(['modules/runtime', 'modules/gateway', 'modules/member-role', 'example'])(
  '%s has only what the provider and its modules know, and all that they require',
  async (folder) => {
    expect(await problemsOf(filesIn(folder), folder)).toEqual([]);
  },
);

it.each(['runtime', 'gateway', 'member-role'])('the tests of %s are written in HCL', async (name) => {
  const folder = join(ROOT, 'modules', name, 'tests');
  const [test = ''] = readdirSync(folder);
  await expect(readModule({ [test]: readFileSync(join(folder, test), 'utf8') })).resolves.toBeDefined();
});

describe('the check itself', () => {
  const role = (body: string) => problemsOf({ 'main.tf': `resource "aws_iam_role" "a" {\n${body}\n}` });

  it('finds an argument that the provider does not know', async () => {
    expect(await role('assume_role_policy = "x"\nrolename = "y"')).toEqual(['aws_iam_role.a: unknown rolename']);
  });

  it('finds a required argument that is missing', async () => {
    expect(await role('name = "y"')).toEqual(['aws_iam_role.a: missing assume_role_policy']);
  });

  it('finds both in nested blocks, those by dynamic included', async () => {
    const text = `resource "aws_bedrockagentcore_agent_runtime" "a" {
      agent_runtime_name = "a"
      role_arn = "r"
      agent_runtime_artifact {
        container_configuration {}
      }
      dynamic "network_configuration" {
        for_each = [1]
        content {
          mode = "PUBLIC"
        }
      }
    }`;
    expect(await problemsOf({ 'main.tf': text })).toEqual([
      'aws_bedrockagentcore_agent_runtime.a.agent_runtime_artifact.container_configuration: missing container_uri',
      'aws_bedrockagentcore_agent_runtime.a.network_configuration: unknown mode',
      'aws_bedrockagentcore_agent_runtime.a.network_configuration: missing network_mode',
    ]);
  });

  it('finds a resource that is not there, an attribute that it lacks, and a local that nobody set', async () => {
    expect(
      await role('assume_role_policy = local.policy\nname = aws_iam_role.b.name\npath = aws_iam_role.a.way'),
    ).toEqual([
      'local.policy is not declared',
      'aws_iam_role.b.name is not declared',
      'aws_iam_role.a.way is no attribute',
    ]);
  });

  it('finds variables that are not declared, and those that nothing uses', async () => {
    const text = 'variable "a" {}\noutput "b" {\n  value = var.c\n}';
    expect(await problemsOf({ 'main.tf': text })).toEqual(['var.c is not declared', 'var.a is not used']);
  });

  it('finds arguments of a module that are unknown or missing, and outputs that it lacks', async () => {
    const text = `module "role" {
      source = "./modules/member-role"
      server_account = "1"
      external_id = "2"
    }
    output "arn" {
      value = module.role.arn
    }`;
    expect(await problemsOf({ 'main.tf': text })).toEqual([
      'module.role.arn is no output of that module',
      'module.role: unknown server_account',
      'module.role: missing server_account_id',
    ]);
  });

  it('refuses what is no HCL', async () => {
    await expect(role('name = = "y"')).rejects.toThrow();
  });
});
