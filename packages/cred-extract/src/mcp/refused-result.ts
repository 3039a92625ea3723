import type { AccountContext } from '../context/account-context.ts';
import { isCredentialExtractionError } from '../errors.ts';
import { accountErrorResult, ERROR_META_KEY } from './error-result.ts';
import { logAccountError } from './log-error.ts';
import { type Message, type RequestMessage, responseTo } from './message.ts';
import { isObject } from './tool-call.ts';

/**
 * The response to a call that failed after the guard had stopped one of its requests, with the typed error beside what the
 * tool itself says. A tool that got over it answers as it likes.
 */
export function withRefusal(response: Message, request: RequestMessage, context: AccountContext): Message {
  const { refusal } = context;
  if (!refusal || !isCredentialExtractionError(refusal) || !isFailure(response)) return response;
  if (context.audit) context.audit.failure ??= refusal;
  logAccountError(refusal);
  const typed = accountErrorResult(refusal);
  const { result } = response;
  if (!isObject(result)) return responseTo(request, typed);
  const content = Array.isArray(result.content) ? result.content : [];
  const meta = isObject(result._meta) ? result._meta : {};
  return {
    ...response,
    result: { ...result, content: [...content, ...typed.content], _meta: { ...meta, ...typed._meta } },
  };
}

/** With a typed error in it already, the result needs no other. */
function isFailure({ result, error }: Message): boolean {
  if (isObject(error)) return true;
  return isObject(result) && result.isError === true && !(isObject(result._meta) && ERROR_META_KEY in result._meta);
}
