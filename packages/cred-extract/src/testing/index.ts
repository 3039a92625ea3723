export { startLocalAws } from './local-aws.ts';
export type {
  InjectedDelay,
  InjectedFailure,
  LocalAccessKey,
  LocalAccount,
  LocalAws,
  LocalAwsOptions,
  LocalData,
  LocalMember,
  LocalOrganization,
  LocalRole,
  LocalSessionTerms,
  SignedRequest,
} from './types.ts';
