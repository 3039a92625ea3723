import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readIdentityConfig } from '../../../../packages/entrypoint-template/src/identity/identity-config.ts';
import { readServeConfig } from '../../../../packages/entrypoint-template/src/index.ts';
import { deployed } from '../support/committed-template.ts';
import { REPOSITORY, readDocument } from '../support/document.ts';

const SERVER = { RepositoryName: 'my-server', ImageDigest: 'sha256:1' };
const CONFIGURATIONS = {
  minimal: deployed('minimal', { ...SERVER, ExternalId: 'chosen', AccountIds: '111111111111' }),
  full: deployed('full', { ...SERVER, AvailabilityZones: 'a,b' }),
};

/** What the process has: the image's variables, the runtime's, and those of the secret. */
function environmentOf(name: keyof typeof CONFIGURATIONS): Readonly<Record<string, string>> {
  const { Resources } = CONFIGURATIONS[name];
  const image = [...readDocument('templates/Dockerfile').matchAll(/^(?:ENV| ) +(MCP_\w+)=(\S+)/gm)];
  return {
    ...Object.fromEntries(image.map(([, key = '', value = '']) => [key, value])),
    ...(Resources.ServerRuntime?.Properties.EnvironmentVariables as Record<string, string>),
    ...JSON.parse(String(Resources.ConfigurationSecret?.Properties.SecretString)),
  };
}

it.each(['minimal', 'full'] as const)('the entry point takes the settings of %s', (name) => {
  const env = environmentOf(name);
  expect(readServeConfig(env)).toMatchObject({ transport: 'streamable-http', host: '0.0.0.0', port: 8000 });
  expect(readIdentityConfig(env)).toMatchObject({
    mode: 'agentcore',
    expected: {
      issuer: '<CallersUserPool.ProviderURL>',
      scopes: ['mcp/invoke'],
      claims: new Map([['token_use', 'access']]),
    },
  });
});

it('the library knows the accounts of minimal, and no others', async () => {
  const main = join(REPOSITORY, 'packages/cred-extract/src/cli/main.ts');
  const env = { PATH: process.env.PATH, ...environmentOf('minimal') };
  const accounts = async (...command: readonly string[]) => {
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...command, '--json'], { env });
    return JSON.parse((await run.catch((error) => error)).stdout);
  };
  expect(await accounts('list')).toMatchObject({ accounts: [{ account_id: '111111111111', auth_type: 'iam_role' }] });
  expect(await accounts('show', '222222222222')).toMatchObject({ error: { code: 'ACCOUNT_NOT_FOUND' } });
});
