import { metadataUrlOf } from './protected-resource.ts';
import type { Refusal } from './verdict.ts';

/** https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
type BearerError = 'invalid_request' | 'invalid_token' | 'insufficient_scope';

export interface Challenge {
  readonly error?: BearerError;
  readonly message: string;
  /** The scopes that would do. */
  readonly scopes?: readonly string[];
}

const STATUS = { invalid_request: 400, invalid_token: 401, insufficient_scope: 403 } as const;

/**
 * Refuses a request and tells its client how to get a token: https://www.rfc-editor.org/rfc/rfc9728#section-5.1. Without
 * `error` for a request that has none, which is no mistake yet.
 */
export function challenge({ error, message, scopes = [] }: Challenge, resource: string | undefined): Refusal {
  const parameters = [
    error && `error="${error}"`,
    error && `error_description="${message}"`,
    scopes.length > 0 && `scope="${scopes.join(' ')}"`,
    resource !== undefined && `resource_metadata="${metadataUrlOf(resource)}"`,
  ].filter(Boolean);
  return {
    kind: 'refused',
    status: error ? STATUS[error] : 401,
    message,
    wwwAuthenticate: ['Bearer', parameters.join(', ')].filter(Boolean).join(' '),
  };
}
