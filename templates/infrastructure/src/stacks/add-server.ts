import type { Stack } from 'aws-cdk-lib';
import type { RuntimeNetworkConfiguration } from 'aws-cdk-lib/aws-bedrockagentcore';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Callers } from '../constructs/callers.ts';
import { ExecutionRole } from '../constructs/execution-role.ts';
import { McpRuntime } from '../constructs/mcp-runtime.ts';
import { RuntimeAlarms } from '../constructs/runtime-alarms.ts';
import { RuntimeConfiguration } from '../constructs/runtime-configuration.ts';
import { serverEnvironment } from './server-environment.ts';
import { serverOutputs } from './server-outputs.ts';
import type { ServerParameters } from './server-parameters.ts';

/** A pool, and the two callers that every configuration has. */
export interface KnownCallers {
  readonly callers: Callers;
  /** For Amazon Quick, or another program. */
  readonly machine: UserPoolClient;
  /** For whoever deploys. */
  readonly test: UserPoolClient;
}

export function addCallers(stack: Stack): KnownCallers {
  const callers = new Callers(stack, 'Callers');
  return { callers, machine: callers.addClient('Machine'), test: callers.addClient('Test') };
}

/** In what the configurations differ. */
export interface ServerOptions {
  /** What the configuration secret says. */
  readonly settings: Readonly<Record<string, string>>;
  /** ARNs of secrets beside that one. */
  readonly secrets?: readonly string[];
  /** ARN of a database user. */
  readonly storeUser?: string;
  readonly network?: RuntimeNetworkConfiguration;
  /** Callers beside the two. */
  readonly clients?: readonly UserPoolClient[];
}

/** The server with its role, configuration, alarms and outputs. */
export function addServer(
  stack: Stack,
  told: ServerParameters,
  known: KnownCallers,
  options: ServerOptions,
): McpRuntime {
  const { settings, secrets = [], storeUser, network, clients = [] } = options;
  const { callers, machine, test } = known;
  const { secret: configuration } = new RuntimeConfiguration(stack, 'Configuration', settings);
  const { role } = new ExecutionRole(stack, 'Execution', {
    ...told,
    roleName: told.executionRoleName,
    repositoryName: told.image.repositoryName,
    secrets: [configuration.secretArn, ...secrets],
    storeUser,
  });
  const server = new McpRuntime(stack, 'Server', {
    ...told,
    role,
    callers,
    clients: [machine, test, ...clients],
    environment: serverEnvironment(stack, { configuration, callers, told }),
    network,
  });
  const { topic } = new RuntimeAlarms(stack, 'Alarms', server.runtime);
  serverOutputs(stack, { server, ...known, configuration, topic });
  return server;
}
