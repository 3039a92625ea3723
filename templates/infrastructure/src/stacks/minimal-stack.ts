import type { Construct } from 'constructs';
import { addCallers, addServer } from './add-server.ts';
import { externalIdParameter, parameter } from './parameter.ts';
import { ReadableStack } from './readable-stack.ts';
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
    addServer(this, told, addCallers(this), {
      settings: {
        CROSS_ACCOUNT_ROLE_NAME: told.memberRoleName,
        CROSS_ACCOUNT_EXTERNAL_ID: externalIdParameter(this),
        CROSS_ACCOUNT_IDS: this.accountIds(),
      },
    });
  }

  private accountIds(): string {
    return parameter(this, 'AccountIds', {
      description: 'The accounts that callers may name: 12 digits each, with commas between them.',
      allowedPattern: '[0-9]{12}(,[0-9]{12})*',
    });
  }
}
