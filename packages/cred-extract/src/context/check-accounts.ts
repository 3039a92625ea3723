import { outsideContext } from './account-context.ts';
import { defaultAccounts } from './default-accounts.ts';

/**
 * Whether a call could find its account now, for the readiness probe of a server: the database can be reached, lets the
 * server in and has its tables, and the registry can be read. Asks AWS for nothing but the password of the database.
 *
 * @throws DatabaseConnectionError, ConfigurationError
 */
export async function checkAccounts(): Promise<void> {
  await outsideContext(async () => defaultAccounts().check?.());
}
