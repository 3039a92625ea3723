type Environment = Readonly<Record<string, string | undefined>>;

/** What selects an account or a database. A server in the local AWS must get none of the user's own. */
const OF_AN_ACCOUNT = /^(AWS_|DATABASE_URL$|ENCRYPTION_KEY|RDS_|CROSS_ACCOUNT_|RUNTIME_CONFIG_)/;

/** The environment of the server: this process's own, that of the local AWS in place of the user's, and what was asked for. */
export function childEnvironment(
  own: Environment,
  local: Environment | undefined,
  asked: Environment = {},
): Record<string, string> {
  const kept = Object.entries(own).filter(([name]) => !local || !OF_AN_ACCOUNT.test(name));
  const all = [...kept, ...Object.entries(local ?? {}), ...Object.entries(asked)];
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
