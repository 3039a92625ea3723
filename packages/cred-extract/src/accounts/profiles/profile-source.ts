import type { AccountRecord, AccountSource } from '../../account.ts';
import type { Environment } from '../../environment.ts';
import { changingText } from '../changing-text.ts';
import { type ProfileSettings, profileRecord, profileSettings } from './profile-record.ts';
import { parseSharedConfig, profileNames, type SharedConfig, sharedConfigText } from './shared-config.ts';

export interface ProfileSourceOptions {
  readonly env: Environment;
  /** The account that a profile's credentials belong to, as STS says. */
  readonly ownerOf: (profile: string) => Promise<string>;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** Milliseconds. A program or a login may come to serve another account without a change in the files. */
const OWNER_TTL_MS = 5 * 60_000;

/**
 * The profiles of the AWS shared config files: each is an account, its name the alias. The files are read anew for each
 * search. A profile whose settings name no account is asked for it when it is named, and is unknown by ID before.
 *
 * Throws ConfigurationError when a file cannot be read, and what `ownerOf` throws.
 */
export function profileSource({
  env,
  ownerOf,
  now = Date.now,
}: ProfileSourceOptions): Required<Pick<AccountSource, 'find' | 'list'>> {
  const owners = new Owners(ownerOf, now);
  const profiles = changingText(
    () => sharedConfigText(env),
    async (text) => settingsByName(text.trim() === '' ? new Map() : await parseSharedConfig(env)),
  );

  return {
    find: async (target) => {
      const all = await profiles();
      if (target.kind === 'account-id') {
        return known(all, owners).filter((record) => record.account_id === target.accountId);
      }
      const settings = all.get(target.alias);
      return settings ? [profileRecord(settings, settings.accountId ?? (await owners.ask(settings)))] : [];
    },
    list: async () => known(await profiles(), owners),
  };
}

function settingsByName(config: SharedConfig): ReadonlyMap<string, ProfileSettings> {
  return new Map(profileNames(config).map((name) => [name, profileSettings(config, name)]));
}

/** Profiles whose account is known without asking for their credentials, which may open a browser or run a program. */
function known(profiles: ReadonlyMap<string, ProfileSettings>, owners: Owners): readonly AccountRecord[] {
  return [...profiles.values()].flatMap((settings) => {
    const accountId = settings.accountId ?? owners.remembered(settings);
    return accountId === undefined ? [] : [profileRecord(settings, accountId)];
  });
}

interface Owner {
  readonly revision: string;
  readonly accountId: string;
  readonly time: number;
}

/** What STS said, for as long as the profile stays as it was then. */
class Owners {
  readonly #ownerOf: (profile: string) => Promise<string>;
  readonly #now: () => number;
  readonly #answers = new Map<string, Owner>();

  constructor(ownerOf: (profile: string) => Promise<string>, now: () => number) {
    this.#ownerOf = ownerOf;
    this.#now = now;
  }

  async ask({ name, revision }: ProfileSettings): Promise<string> {
    const known = this.#answer(name, revision);
    if (known && this.#now() - known.time < OWNER_TTL_MS) return known.accountId;
    const accountId = await this.#ownerOf(name);
    this.#answers.set(name, { revision, accountId, time: this.#now() });
    return accountId;
  }

  /** However old: whose credentials they are is verified again when they are used. */
  remembered({ name, revision }: ProfileSettings): string | undefined {
    return this.#answer(name, revision)?.accountId;
  }

  #answer(name: string, revision: string): Owner | undefined {
    const answer = this.#answers.get(name);
    return answer?.revision === revision ? answer : undefined;
  }
}
