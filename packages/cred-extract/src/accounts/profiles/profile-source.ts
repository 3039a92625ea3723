import type { AccountRecord, AccountSource } from '../../account.ts';
import type { Environment } from '../../environment.ts';
import { type ProfileSettings, profileRecord, profileSettings } from './profile-record.ts';
import { profileNames, readSharedConfig, type SharedConfig } from './shared-config.ts';

export interface ProfileSourceOptions {
  readonly env: Environment;
  /** The account that a profile's credentials belong to, as STS says. Asked once for each state of a profile. */
  readonly ownerOf: (profile: string) => Promise<string>;
}

/**
 * The profiles of the AWS shared config files: each is an account, its name the alias. The files are read anew for each
 * search. A profile whose settings name no account is asked for it when it is named, and is unknown by ID before.
 *
 * Throws ConfigurationError when a file cannot be read, and what `ownerOf` throws.
 */
export function profileSource({ env, ownerOf }: ProfileSourceOptions): Required<Pick<AccountSource, 'find' | 'list'>> {
  const owners = new Owners(ownerOf);

  return {
    find: async (target) => {
      const config = await readSharedConfig(env);
      if (target.kind === 'account-id') {
        return known(config, owners).filter((record) => record.account_id === target.accountId);
      }
      const settings = profileNames(config).includes(target.alias) ? profileSettings(config, target.alias) : undefined;
      return settings ? [profileRecord(settings, settings.accountId ?? (await owners.ask(settings)))] : [];
    },
    list: async () => known(await readSharedConfig(env), owners),
  };
}

/** Profiles whose account is known without asking for their credentials, which may open a browser or run a program. */
function known(config: SharedConfig, owners: Owners): readonly AccountRecord[] {
  return profileNames(config).flatMap((name) => {
    const settings = profileSettings(config, name);
    const accountId = settings && (settings.accountId ?? owners.remembered(settings));
    return accountId === undefined ? [] : [profileRecord(settings as ProfileSettings, accountId)];
  });
}

/** What STS said, for as long as the profile stays as it was then. */
class Owners {
  readonly #ownerOf: (profile: string) => Promise<string>;
  readonly #answers = new Map<string, { readonly revision: string; readonly accountId: string }>();

  constructor(ownerOf: (profile: string) => Promise<string>) {
    this.#ownerOf = ownerOf;
  }

  async ask({ name, revision, accountId }: ProfileSettings): Promise<string> {
    const answer = this.remembered({ name, revision }) ?? accountId ?? (await this.#ownerOf(name));
    this.#answers.set(name, { revision, accountId: answer });
    return answer;
  }

  remembered({ name, revision }: Pick<ProfileSettings, 'name' | 'revision'>): string | undefined {
    const answer = this.#answers.get(name);
    return answer?.revision === revision ? answer.accountId : undefined;
  }
}
