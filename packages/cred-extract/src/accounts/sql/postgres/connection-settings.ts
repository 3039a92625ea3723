import type { ClientConfig } from 'pg';
import type { Environment } from '../../../environment.ts';
import { storedSecret } from '../../../secrets/secrets-manager.ts';
import type { DatabaseLocation } from '../../database-location.ts';
import { clientConfig } from './client-config.ts';
import { iamSettings } from './iam-settings.ts';
import { secretSettings } from './secret-settings.ts';

/** What new connections are opened with. */
export interface ConnectionSettings {
  current(): Promise<ClientConfig>;
  /**
   * What else may be right now that the server has refused these logins; undefined when nothing is left.
   *
   * @throws like `current`: ConfigurationError, or what the AWS SDK threw.
   */
  insteadOf(refused: readonly ClientConfig[]): Promise<ClientConfig | undefined>;
}

export function connectionSettings(
  { server, login }: Extract<DatabaseLocation, { kind: 'postgres' }>,
  env: Environment,
): ConnectionSettings {
  switch (login.kind) {
    case 'password':
      return fixed(() => clientConfig(server));
    case 'iam':
      return iamSettings(server, env);
    case 'secret':
      return secretSettings(server, storedSecret('RDS_SECRET_NAME', login.secretId, env));
  }
}

function fixed(read: () => Promise<ClientConfig>): ConnectionSettings {
  let settings: ClientConfig | undefined;
  return {
    current: async () => {
      settings ??= await read();
      return settings;
    },
    insteadOf: async () => undefined,
  };
}
