import { shared } from '../shared.ts';
import { watchHttp } from './http.ts';
import { watchHttp2 } from './http2.ts';
import { watchUndici } from './undici.ts';

/**
 * Lets no request leave the process, inside a call for an account, that is signed with another identity's key: whichever
 * library signed it. Without it an AWS client that nobody wrapped would answer with the server's own data.
 */
export function installGuard(): void {
  const state = shared();
  if (state.guarded) return;
  state.guarded = true;
  watchHttp();
  watchUndici();
  watchHttp2();
}
