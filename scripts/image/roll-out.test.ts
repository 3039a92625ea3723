import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStandIns, DIGEST, type Outcome, REPOSITORY, RUNTIME_SECRET, type StandIns } from './stand-ins.ts';

const IMAGE = `${REPOSITORY}@${DIGEST}`;

/** What UpdateAgentRuntime replaces: each must come back as it was. */
const CONFIGURATION = {
  roleArn: 'arn:aws:iam::111122223333:role/runtime',
  networkConfiguration: { networkMode: 'VPC', networkModeConfig: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
  description: 'it\'s "the" server',
  authorizerConfiguration: { customJWTAuthorizer: { discoveryUrl: 'https://idp/.well-known/openid-configuration' } },
  requestHeaderConfiguration: { requestHeaderAllowlist: ['Authorization'] },
  protocolConfiguration: { serverProtocol: 'MCP' },
  lifecycleConfiguration: { idleRuntimeSessionTimeout: 900, maxLifetime: 28800 },
  metadataConfiguration: { requireMMDSV2: true },
  environmentVariables: { ENCRYPTION_KEY: RUNTIME_SECRET, EMPTY: '', SPACED: "a 'b' $c" },
  filesystemConfigurations: [{ sessionStorage: { mountPath: '/mnt/data' } }],
  capacityProviderConfiguration: { name: 'provider' },
  platformVersion: '2',
};

const RUNTIME = {
  ...CONFIGURATION,
  agentRuntimeId: 'server-abcdefghij',
  agentRuntimeArn: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/server-abcdefghij',
  agentRuntimeVersion: '4',
  status: 'READY',
  agentRuntimeArtifact: { containerConfiguration: { containerUri: `${REPOSITORY}:older` } },
};

const FIELDS = Object.keys(CONFIGURATION).concat(['agentRuntimeId', 'agentRuntimeArtifact', 'clientToken']);

async function withRuntime(runtime: object = RUNTIME, fields = FIELDS): Promise<StandIns> {
  const standIns = await createStandIns();
  await writeFile(join(standIns.folder, 'runtime.json'), JSON.stringify(runtime));
  await writeFile(join(standIns.folder, 'fields.json'), JSON.stringify(Object.fromEntries(fields.map((f) => [f, '']))));
  return standIns;
}

async function withGateway(): Promise<StandIns> {
  const standIns = await createStandIns();
  await standIns.answer('list-gateway-targets', `printf 'MCPSERVER1\\tLAMBDA0001\\tDYNAMIC001\\tMCPSERVER2\\n'`);
  await standIns.answer(
    'get-gateway-target',
    `case "$*" in
      *'--query status'*) echo "\${STATUS:-READY}" ;;
      *MCPSERVER*) echo True ;; *DYNAMIC*) echo False ;; *) echo None ;;
    esac`,
  );
  await standIns.answer('synchronize-gateway-targets', `echo '{"targets":[]}'`);
  return standIns;
}

const sentBy = async ({ folder }: StandIns) => JSON.parse(await readFile(join(folder, 'sent.json'), 'utf8'));
const update = (standIns: StandIns, ...args: string[]) =>
  standIns.run(['--update-runtime', RUNTIME.agentRuntimeId, ...args]);
const calledWith = async (standIns: StandIns, word: string) =>
  (await standIns.calls()).filter((call) => call.includes(word));

async function expectNoSecret(standIns: StandIns, { stdout, stderr }: Outcome): Promise<void> {
  const seen = stdout + stderr + JSON.stringify(await standIns.calls());
  expect(seen).not.toContain(RUNTIME_SECRET);
  expect(seen).not.toContain(CONFIGURATION.roleArn);
}

describe('build_and_push.sh --update-runtime', () => {
  it('changes the image, by its digest, and no other field', async () => {
    await using standIns = await withRuntime();
    const outcome = await update(standIns);
    expect(outcome, outcome.stderr).toMatchObject({ code: 0, stdout: `${IMAGE}\n` });
    expect(await sentBy(standIns)).toEqual({
      ...CONFIGURATION,
      agentRuntimeId: RUNTIME.agentRuntimeId,
      agentRuntimeArtifact: { containerConfiguration: { containerUri: IMAGE } },
    });
    await expectNoSecret(standIns, outcome);
  });

  it('sends what a newer aws command knows, and nothing that the runtime has not', async () => {
    const { description: _, ...plain } = RUNTIME;
    await using standIns = await withRuntime({ ...plain, newField: { a: 1 }, platformVersion: null }, [
      ...FIELDS,
      'newField',
    ]);
    expect((await update(standIns)).code).toBe(0);
    const sent = await sentBy(standIns);
    expect(sent.newField).toEqual({ a: 1 });
    expect(Object.keys(sent)).not.toContain('description');
    expect(Object.keys(sent)).not.toContain('platformVersion');
  });

  it('waits until the runtime is ready with the new image, not with the old one', async () => {
    await using standIns = await withRuntime();
    await writeFile(join(standIns.folder, 'states'), 'READY\nUPDATING\nUPDATING\nREADY\n');
    const outcome = await update(standIns);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stderr).toContain('the runtime server-abcdefghij is ready');
    const looks = (await calledWith(standIns, 'get-agent-runtime')).filter((call) => call.includes('text'));
    expect(looks).toHaveLength(4);
  });

  it('updates nothing when the runtime runs this image already', async () => {
    await using standIns = await withRuntime();
    await standIns.answer(
      'get-agent-runtime',
      `
      case "$*" in *'--output json'*) cat "$STAND_IN/runtime.json" ;; *) printf 'READY\\t${IMAGE}\\n' ;; esac`,
    );
    const outcome = await update(standIns);
    expect(outcome.stderr).toContain('runs this image already');
    expect(await calledWith(standIns, '--cli-input-json')).toEqual([]);
  });

  it('fails when the update does, after it told that the image is pushed', async () => {
    await using standIns = await withRuntime();
    await writeFile(join(standIns.folder, 'states'), 'READY\nUPDATING\nUPDATE_FAILED\n');
    const outcome = await update(standIns);
    expect(outcome, outcome.stderr).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toContain('runtime update: the runtime server-abcdefghij is UPDATE_FAILED');
    expect(outcome.stderr).toContain('Fix: read failureReason: aws bedrock-agentcore-control get-agent-runtime');
  });

  it('gives up on a runtime that is never ready', async () => {
    await using standIns = await withRuntime();
    await writeFile(join(standIns.folder, 'states'), 'READY\n'.concat('UPDATING\n'.repeat(1000)));
    const outcome = await standIns.run(['--update-runtime', RUNTIME.agentRuntimeId], { WAIT_SECONDS: '1' });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('is UPDATING after 1 seconds');
  });

  it('does not quote what AWS says of an update, which may be the environment', async () => {
    await using standIns = await withRuntime();
    await standIns.answer(
      'update-agent-runtime',
      `
      case "$*" in *skeleton*) cat "$STAND_IN/fields.json"; exit ;; esac
      echo "An error occurred (ValidationException): Value '{ENCRYPTION_KEY=${RUNTIME_SECRET}}' at x" >&2; exit 254`,
    );
    const outcome = await update(standIns);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('runtime update: AWS refused it (ValidationException); the image is pushed');
    await expectNoSecret(standIns, outcome);
  });

  it('refuses, before it builds, an aws command that would drop a field', async () => {
    await using standIns = await withRuntime(
      RUNTIME,
      FIELDS.filter((name) => name !== 'filesystemConfigurations'),
    );
    const outcome = await update(standIns);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('Fix: install a newer AWS CLI: this one would remove filesystemConfigurations');
    expect(await calledWith(standIns, 'build')).toEqual([]);
  });

  it.each([
    [
      'runs uploaded code',
      { agentRuntimeArtifact: { codeConfiguration: {} } },
      'name a runtime that runs a container image',
    ],
    ['is being changed', { status: 'UPDATING' }, 'wait until the runtime is READY'],
  ])('refuses, before it builds, a runtime that %s', async (_, change, fix) => {
    await using standIns = await withRuntime({ ...RUNTIME, ...change });
    const outcome = await update(standIns);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain(`Fix: ${fix}`);
    expect(await calledWith(standIns, 'build')).toEqual([]);
  });

  it('needs Node.js for it, and only for it', async () => {
    await using standIns = await withRuntime();
    await standIns.remove('node');
    expect((await update(standIns)).stderr).toContain('node is not installed, which --update-runtime needs');
    expect((await standIns.run()).code).toBe(0);
  });

  it('shows in a dry run that it would, and does not', async () => {
    await using standIns = await withRuntime();
    const outcome = await update(standIns, '--dry-run');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stdout).toContain('bedrock-agentcore-control update-agent-runtime --cli-input-json');
    expect(await calledWith(standIns, '--cli-input-json')).toEqual([]);
    await expectNoSecret(standIns, outcome);
  });
});

describe('build_and_push.sh --sync-gateway', () => {
  it('lets the gateway read the tools of each MCP server again, one target a request', async () => {
    await using standIns = await withGateway();
    const outcome = await standIns.run(['--sync-gateway', 'gateway-abcdefghij']);
    expect(outcome.code, outcome.stderr).toBe(0);
    const synchronized = (await calledWith(standIns, 'synchronize-gateway-targets')).map((call) => call.slice(-2));
    expect(synchronized).toEqual([
      ['--target-id-list', 'MCPSERVER1'],
      ['--target-id-list', 'MCPSERVER2'],
    ]);
  });

  it('takes the targets that are named, and asks for no others', async () => {
    await using standIns = await withGateway();
    const outcome = await standIns.run(['--sync-gateway', 'gateway-abcdefghij', '--gateway-target', 'LAMBDA0001']);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(await calledWith(standIns, 'list-gateway-targets')).toEqual([]);
    expect((await calledWith(standIns, 'synchronize-gateway-targets')).map((call) => call.at(-1))).toEqual([
      'LAMBDA0001',
    ]);
  });

  it('comes after the update of the runtime, whose tools the gateway then reads', async () => {
    await using standIns = await withGateway();
    await writeFile(join(standIns.folder, 'runtime.json'), JSON.stringify(RUNTIME));
    await writeFile(
      join(standIns.folder, 'fields.json'),
      JSON.stringify(Object.fromEntries(FIELDS.map((f) => [f, '']))),
    );
    expect((await update(standIns, '--sync-gateway', 'gateway-abcdefghij')).code).toBe(0);
    const order = (await standIns.calls()).map((call) => call.join(' '));
    const updated = order.findIndex((line) => line.includes('--cli-input-json'));
    expect(updated).toBeGreaterThan(0);
    expect(order.findIndex((line) => line.includes('synchronize-gateway-targets'))).toBeGreaterThan(updated);
  });

  it('fails when a target cannot be synchronized', async () => {
    await using standIns = await withGateway();
    const outcome = await standIns.run(['--sync-gateway', 'gateway-abcdefghij'], {
      STATUS: 'SYNCHRONIZE_UNSUCCESSFUL',
    });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('gateway synchronization: the target MCPSERVER1 is SYNCHRONIZE_UNSUCCESSFUL');
  });

  it('fails, before it builds, when no target has tools to read or one cannot be read', async () => {
    await using standIns = await withGateway();
    await standIns.answer('list-gateway-targets', 'echo LAMBDA0001');
    const none = await standIns.run(['--sync-gateway', 'gateway-abcdefghij']);
    expect(none.stderr).toContain('no target of gateway-abcdefghij is an MCP server');
    await standIns.answer('get-gateway-target', 'echo "An error occurred (AccessDeniedException)" >&2; exit 254');
    const denied = await standIns.run(['--sync-gateway', 'gateway-abcdefghij']);
    expect(denied.stderr).toContain('Fix: allow bedrock-agentcore:GetGatewayTarget');
    expect([none.code, denied.code]).toEqual([1, 1]);
    expect(await calledWith(standIns, 'build')).toEqual([]);
  });
});
