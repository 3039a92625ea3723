import type { Stack } from 'aws-cdk-lib';
import type { Image } from '../constructs/image.ts';
import { memberRoleParameter, parameter } from './parameter.ts';

/** What every configuration of the server is told. */
export interface ServerParameters {
  readonly image: Image;
  readonly runtimeName: string;
  readonly executionRoleName: string;
  readonly memberRoleName: string;
  readonly organizationId: string;
  readonly logLevel: string;
  /** A path in the image, or empty. */
  readonly accountPolicy: string;
}

export function serverParameters(stack: Stack): ServerParameters {
  return {
    image: {
      repositoryName: parameter(stack, 'RepositoryName', { description: 'IMAGE_NAME of build_and_push.sh.' }),
      digest: parameter(stack, 'ImageDigest', {
        description: 'What build_and_push.sh printed, from sha256: on.',
        allowedPattern: 'sha256:[0-9a-f]{64}',
      }),
    },
    runtimeName: parameter(stack, 'RuntimeName', {
      description: 'Name of the AgentCore Runtime.',
      default: 'mcp_accounts',
      allowedPattern: '[a-zA-Z][a-zA-Z0-9_]{0,47}',
    }),
    executionRoleName: parameter(stack, 'ExecutionRoleName', {
      description: 'Name of the role that the server runs as. The member accounts trust it by this name.',
      default: 'McpRuntime',
      allowedPattern: '[\\w+=,.@-]{1,64}',
    }),
    memberRoleName: memberRoleParameter(stack),
    organizationId: organizationParameter(stack),
    accountPolicy: parameter(stack, 'AccountPolicy', {
      description: 'Path in the image of the policy of docs/access.md. Empty: every caller may use every account.',
      default: '',
      allowedPattern: '(/[\\w./-]+)?',
    }),
    logLevel: parameter(stack, 'LogLevel', {
      description: 'The least severe lines that are logged.',
      default: 'info',
      allowedValues: ['debug', 'info', 'warn', 'error', 'silent'],
    }),
  };
}

function organizationParameter(stack: Stack): string {
  return parameter(stack, 'OrganizationId', {
    description: 'o-...: the server assumes roles in this organization only. Empty: anywhere that trusts it.',
    default: '',
    allowedPattern: '(o-[a-z0-9]{10,32})?',
  });
}
