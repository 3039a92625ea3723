import type { Signer } from '@aws-sdk/rds-signer';
import type { Environment } from '../../../environment.ts';
import { ConfigurationError } from '../../../errors.ts';
import { optionalPeer } from '../../../optional-peer.ts';
import { NO_REGION, OWN_CREDENTIALS } from '../../../secrets/aws-failure.ts';
import type { PostgresServer } from '../../postgres-url.ts';

/** `<instance>.<account's own part>.<region>.rds.amazonaws.com`, with `.cn` in China. */
const REGION_IN_HOST = /\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com/i;

const DEFAULT_PORT = 5432;

/**
 * A new token of RDS for each new connection, signed with the server's own credentials; it lasts 15 minutes and is needed
 * only to connect. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function iamPassword(server: PostgresServer, env: Environment): () => Promise<string> {
  let signer: Promise<Signer> | undefined;
  return async () => {
    signer ??= createSigner(server, env);
    try {
      return await (await signer).getAuthToken();
    } catch (cause) {
      signer = undefined;
      if (cause instanceof ConfigurationError) throw cause;
      const reason = /region is missing/i.test(String(cause)) ? NO_REGION : OWN_CREDENTIALS;
      throw new ConfigurationError(`DATABASE_AUTH=iam: ${reason}`, { cause });
    }
  };
}

async function createSigner({ host = '', port = DEFAULT_PORT, user = '' }: PostgresServer, env: Environment) {
  const { Signer } = await optionalPeer(
    '@aws-sdk/rds-signer',
    () => import(/* webpackIgnore: true */ '@aws-sdk/rds-signer'),
  );
  const region = REGION_IN_HOST.exec(host)?.[1] ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  return new Signer({ hostname: host, port, username: user, ...(region && { region }) });
}
