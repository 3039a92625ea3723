import type { Construct } from 'constructs';
import { MemberRole } from '../constructs/member-role.ts';
import { memberParameters } from './member-parameters.ts';
import { ReadableStack } from './readable-stack.ts';

/** The role in one account. */
export class MemberRoleStack extends ReadableStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, 'The role that MCP servers assume in this account.');
    new MemberRole(this, 'Member', memberParameters(this));
  }
}
