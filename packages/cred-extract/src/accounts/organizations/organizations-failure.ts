import { ConfigurationError, type CredentialExtractionError, DatabaseConnectionError } from '../../errors.ts';

/** What somebody has to change, by the name of the SDK's error. Anything else may pass by itself. */
const ADVICE: Readonly<Record<string, string>> = {
  AccessDeniedException:
    "The server's identity may not list the accounts of its AWS organization. Run it in the management account or a delegated administrator account, and allow organizations:ListAccounts, ListAccountsForParent, ListOrganizationalUnitsForParent and ListTagsForResource.",
  AWSOrganizationsNotInUseException: "The server's AWS account belongs to no organization. Correct ACCOUNT_SOURCES.",
  CredentialsProviderError: "The server's own AWS credentials are missing, so that its organization cannot be listed.",
  ExpiredTokenException: "The server's own AWS credentials have expired.",
  InvalidInputException: 'AWS Organizations refused the request. Check ACCOUNT_ORGANIZATION_UNITS.',
  InvalidSignatureException: "The server's own AWS credentials were rejected.",
  ParentNotFoundException: 'ACCOUNT_ORGANIZATION_UNITS names a unit or root that the organization does not have.',
  UnrecognizedClientException: "The server's own AWS credentials were rejected.",
};

export function organizationsFailure(cause: unknown): CredentialExtractionError {
  const name = String((cause as { name?: unknown } | undefined)?.name);
  const advice = Object.hasOwn(ADVICE, name) ? ADVICE[name] : undefined;
  if (advice !== undefined) return new ConfigurationError(advice, { cause });
  return new DatabaseConnectionError({ subject: 'AWS Organizations', cause });
}
