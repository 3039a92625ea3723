import type { AccountTarget } from '../../src/account.ts';

/** An account that tests of the database store and look up. */
export const PROD: AccountTarget = { kind: 'alias', alias: 'prod' };

export const PROD_RECORD = {
  account_id: '222222222222',
  alias: 'prod',
  auth_type: 'iam_role',
  role_arn: 'arn:aws:iam::222222222222:role/x',
} as const;
