import type { Construct } from 'constructs';
import { Callers } from '../constructs/callers.ts';
import { ExecutionRole } from '../constructs/execution-role.ts';
import { McpRuntime } from '../constructs/mcp-runtime.ts';
import { RuntimeAlarms } from '../constructs/runtime-alarms.ts';
import { RuntimeConfiguration } from '../constructs/runtime-configuration.ts';
import { externalIdParameter, parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';
import { serverEnvironment } from './server-environment.ts';
import { serverOutputs } from './server-outputs.ts';
import { serverParameters } from './server-parameters.ts';

/** The server and nothing that costs money while nobody calls: the accounts are a list, with a role of one name in each. */
export class MinimalStack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(
      scope,
      id,
      'An MCP server on AgentCore that reaches the accounts of a list, each by a role of the same name.',
    );
    const told = serverParameters(this);
    const accountIds = parameter(this, 'AccountIds', {
      description: 'The accounts that callers may name: 12 digits each, with commas between them.',
      allowedPattern: '[0-9]{12}(,[0-9]{12})*',
    });

    const callers = new Callers(this, 'Callers');
    const machine = callers.addClient('Machine');
    const test = callers.addClient('Test');
    const { secret: configuration } = new RuntimeConfiguration(this, 'Configuration', {
      CROSS_ACCOUNT_ROLE_NAME: told.memberRoleName,
      CROSS_ACCOUNT_EXTERNAL_ID: externalIdParameter(this),
      CROSS_ACCOUNT_IDS: accountIds,
    });
    const { role } = new ExecutionRole(this, 'Execution', {
      ...told,
      roleName: told.executionRoleName,
      repositoryName: told.image.repositoryName,
      secrets: [configuration.secretArn],
    });
    const server = new McpRuntime(this, 'Server', {
      ...told,
      role,
      callers,
      clients: [machine, test],
      environment: serverEnvironment(this, { configuration, callers, told }),
    });
    const { topic } = new RuntimeAlarms(this, 'Alarms', server.runtime);
    serverOutputs(this, { server, callers, machine, test, configuration, topic });
  }
}
