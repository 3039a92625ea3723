import type { AccountSession } from '../credentials/account-session.ts';
import { outsideContext } from './account-context.ts';
import { issue } from './guard/issued-keys.ts';

/**
 * Given to the factory of `perAccount`: turns a client's configuration into that of the current account. For a call that
 * runs as the server itself it returns the configuration as it is.
 */
export interface AwsConfig {
  /**
   * The account's credentials instead of those in `config`, and the account's region instead of the one in `config`. For
   * a region that is absent or read from the environment: it is the server's own. An account without a region keeps
   * that of `config`.
   */
  <C extends object = Record<never, never>>(config?: C): C;
  /** The same, but a region in `config` stays: for a region the code or the caller chose on purpose. */
  keepRegion<C extends object = Record<never, never>>(config?: C): C;
  /** The account's own region; undefined for the server itself and for an account without one. */
  readonly region: string | undefined;
}

/** The configuration of clients that belong to the server itself. */
export const serverAwsConfig: AwsConfig = Object.assign(<C extends object>(config?: C) => config ?? ({} as C), {
  keepRegion: <C extends object>(config?: C) => config ?? ({} as C),
  region: undefined,
});

/** The configuration of one account's clients. Bound to `session`, so that a client never changes its account. */
export function accountAwsConfig(session: AccountSession): AwsConfig {
  const region = session.info.region;
  // Renewed through the cache for as long as the client lives; the request for it is the server's, not the call's.
  const credentials = async () => issue(session, await outsideContext(() => session.credentials()));
  const follow = <C extends object>(config?: C) =>
    ({ ...config, ...(region !== undefined && { region }), credentials }) as unknown as C;
  const keepRegion = <C extends object & { region?: unknown }>(config?: C) =>
    ({
      ...config,
      ...(config?.region === undefined && region !== undefined && { region }),
      credentials,
    }) as unknown as C;
  return Object.assign(follow, { keepRegion, region });
}
