import type { AccountInfo } from '../account.ts';
import { currentContext } from './account-context.ts';

/** The account the current call runs as; undefined when it runs as the server itself, or its account is not ready. */
export function currentAccount(): AccountInfo | undefined {
  const state = currentContext()?.state;
  return state?.kind === 'account' ? state.session.info : undefined;
}
