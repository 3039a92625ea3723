import type { Signer } from '@aws-sdk/rds-signer';
import type { ClientConfig } from 'pg';
import type { Environment } from '../../../environment.ts';
import { ConfigurationError, isCredentialExtractionError } from '../../../errors.ts';
import { optionalPeer, rethrow } from '../../../optional-peer.ts';
import { NO_REGION, OWN_CREDENTIALS } from '../../../secrets/aws-failure.ts';
import type { PostgresServer } from '../../postgres-url.ts';
import { clientConfig } from './client-config.ts';
import type { ConnectionSettings } from './connection-settings.ts';

/** `<instance>.<account's own part>.<region>.rds.amazonaws.com`, with `.cn` in China. */
const REGION_IN_HOST = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com/i;

const DEFAULT_PORT = 5432;

/** Milliseconds. RDS takes a token for 15 minutes, and only to connect. */
const TOKEN_TTL_MS = 10 * 60_000;

/**
 * A token of RDS as password, signed with the server's own credentials before a connection is begun.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function iamSettings(server: PostgresServer, env: Environment): ConnectionSettings {
  let latest: { readonly settings: Promise<ClientConfig>; readonly until: number } | undefined;

  function current(): Promise<ClientConfig> {
    if (latest && performance.now() < latest.until) return latest.settings;
    const settings = signed(server, env);
    latest = { settings, until: performance.now() + TOKEN_TTL_MS };
    settings.catch(() => {
      latest = undefined;
    });
    return settings;
  }

  return {
    current,
    insteadOf: async (refused) => {
      const settings = await current();
      if (!refused.includes(settings)) return settings;
      // The role's own credentials may have been renewed since. A second token is no better than the first.
      if (refused.length > 1) return undefined;
      latest = undefined;
      return current();
    },
  };
}

async function signed(server: PostgresServer, env: Environment): Promise<ClientConfig> {
  const signer = await createSigner(server, env);
  try {
    return { ...(await clientConfig(server)), password: await signer.getAuthToken() };
  } catch (cause) {
    if (isCredentialExtractionError(cause)) throw cause;
    const reason = /region is missing/i.test(String(cause)) ? NO_REGION : OWN_CREDENTIALS;
    throw new ConfigurationError(`DATABASE_AUTH=iam: ${reason}`, { cause });
  }
}

async function createSigner(
  { host = '', port = DEFAULT_PORT, user = '' }: PostgresServer,
  env: Environment,
): Promise<Signer> {
  const { Signer } = await optionalPeer('@aws-sdk/rds-signer', () =>
    import(/* webpackIgnore: true */ '@aws-sdk/rds-signer').catch(rethrow),
  );
  const region = REGION_IN_HOST.exec(host)?.[1] ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  return new Signer({ hostname: host, port, username: user, ...(region && { region }) });
}
