import { reportedRequestId } from '../context/request-context.ts';
import { type CredentialExtractionError, isCredentialExtractionError } from '../errors.ts';

/** What a tool result says of a failure: in its text, for the model, and under `_meta`, for the program. */
export interface AccountErrorPayload {
  readonly error_type: string;
  readonly message: string;
  readonly request_id: string;
  readonly retryable: boolean;
}

/** A `CallToolResult` of either SDK. */
export interface AccountErrorResult {
  [key: string]: unknown;
  readonly isError: true;
  readonly content: [{ type: 'text'; text: string }];
  readonly _meta: Record<string, unknown>;
}

/** The key of the payload under `_meta`. */
export const ERROR_META_KEY = 'mcp-multi-account/error';

/**
 * The tool result of a typed error. No `structuredContent`: the v1 client rejects any that does not fit the tool's
 * `outputSchema`, error or not.
 *
 * @throws TypeError for anything but this library's errors: their text is not known to be safe to show.
 */
export function accountErrorResult(error: CredentialExtractionError): AccountErrorResult {
  if (!isCredentialExtractionError(error)) {
    throw new TypeError('accountErrorResult takes an error of this library; rethrow any other');
  }
  const payload = payloadOf(error);
  return {
    isError: true,
    content: [{ type: 'text', text: JSON.stringify(payload) }],
    _meta: { [ERROR_META_KEY]: payload },
  };
}

/**
 * The same for libraries that make a tool result of a thrown error's message. Without a cause: there are libraries that show
 * a model the causes too.
 */
export function accountToolError(error: CredentialExtractionError): Error {
  const thrown = new Error(JSON.stringify(payloadOf(error)));
  thrown.name = error.name;
  return thrown;
}

function payloadOf(error: CredentialExtractionError): AccountErrorPayload {
  const { errorType, userMessage, retryable } = error;
  return { error_type: errorType, message: userMessage, request_id: reportedRequestId(error), retryable };
}
