import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const MODULES = join(ROOT, 'terraform/modules');

/** Knows every property of the AgentCore resources in these templates; older ones report some as unknown. */
const CFN_LINT = ['1.58.0', 'cfn-lint'] as const;

interface Step {
  readonly command: readonly string[];
  readonly cwd?: string;
}

process.exitCode = lintTemplates() && lintTerraform() ? 0 : 1;

/** With the first of a cfn-lint that is installed and uv or pipx, which bring the right one. */
function lintTemplates(): boolean {
  const [version, name] = CFN_LINT;
  const ways = [['uvx', `${name}@${version}`], ['pipx', 'run', `${name}==${version}`], [name]];
  const way = ways.find(([program = '', ...args]) => succeeds({ command: [program, ...args, '--version'] }));
  if (way === undefined) return skip('cfn-lint', `install it with: pip install ${name}==${version}`);
  const templates = readdirSync(join(ROOT, 'cloudformation')).map((file) => `cloudformation/${file}`);
  return run({ command: [...way, '--format', 'pretty', ...templates] });
}

/** Modules are tested against a mock of the provider: no account and no credentials are needed, only the provider itself. */
function lintTerraform(): boolean {
  if (!succeeds({ command: ['terraform', 'version'] })) return skip('terraform', 'it is not installed');
  if (!run({ command: ['terraform', 'fmt', '-check', '-diff', '-recursive', 'terraform'] })) return false;
  return readdirSync(MODULES).every((name) => {
    const cwd = join(MODULES, name);
    if (!succeeds({ command: ['terraform', 'init', '-backend=false', '-input=false'], cwd })) {
      return skip(`terraform validate and test of ${name}`, 'the provider hashicorp/aws cannot be had from here');
    }
    return run({ command: ['terraform', 'validate'], cwd }) && run({ command: ['terraform', 'test'], cwd });
  });
}

function succeeds({ command: [program = '', ...args], cwd = ROOT }: Step): boolean {
  return spawnSync(program, args, { cwd, stdio: 'ignore' }).status === 0;
}

function run({ command: [program = '', ...args], cwd = ROOT }: Step): boolean {
  process.stdout.write(`${[program, ...args].join(' ')}\n`);
  return spawnSync(program, args, { cwd, stdio: 'inherit' }).status === 0;
}

function skip(what: string, why: string): true {
  process.stdout.write(`SKIPPED ${what}: ${why}\n`);
  return true;
}
