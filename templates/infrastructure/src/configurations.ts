import { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BillingStack, LogsInsightsStack } from './stacks/add-on-stack.ts';
import { FullStack } from './stacks/full-stack.ts';
import { LogsStack } from './stacks/logs-stack.ts';
import { MemberRoleStack } from './stacks/member-role-stack.ts';
import { MemberRolesStack } from './stacks/member-roles-stack.ts';
import { MinimalStack } from './stacks/minimal-stack.ts';
import type { ReadableStack } from './stacks/readable-stack.ts';
import { RepositoryStack } from './stacks/repository-stack.ts';

type StackClass = new (scope: Construct, id: string) => ReadableStack;

/** Every stack by the name of its template. */
export const STACKS: Readonly<Record<string, StackClass>> = {
  repository: RepositoryStack,
  minimal: MinimalStack,
  full: FullStack,
  logs: LogsStack,
  'member-role': MemberRoleStack,
  'member-roles': MemberRolesStack,
  'member-billing': BillingStack,
  'member-logs-insights': LogsInsightsStack,
};

/** @param outdir where `synth` writes. Default: a temporary folder. */
export function createApp(outdir?: string): App {
  const app = new App(outdir === undefined ? {} : { outdir });
  for (const [name, Stack] of Object.entries(STACKS)) new Stack(app, name);
  return app;
}
