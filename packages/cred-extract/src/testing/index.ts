export { startLocalAws } from './local-aws.ts';
export type {
  InjectedFailure,
  LocalAccessKey,
  LocalAccount,
  LocalAws,
  LocalAwsOptions,
  LocalData,
  LocalMember,
  LocalOrganization,
  LocalRole,
  SignedRequest,
} from './types.ts';
