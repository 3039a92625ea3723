import type { AccountRecord, AccountSource } from '../account.ts';

/**
 * Several sources as one, earlier ones first. The first source that knows an account ID says how that account is reached,
 * and whether at all: a later source never enables what an earlier one disables. An alias is asked of every source, and
 * each account it may mean is then looked up by its ID in the same order, so that two meanings stay two.
 *
 * A source that fails makes the search fail: the next one might say something else of the same account.
 */
export function combineSources(sources: readonly AccountSource[]): AccountSource {
  return {
    find: async (target) =>
      target.kind === 'account-id'
        ? ((await firstThatKnows(sources, target.accountId))?.records ?? [])
        : findByAlias(sources, target.alias),
    list: () => listAll(sources),
    check: async () => void (await Promise.all(sources.map((source) => source.check?.()))),
    close: async () => {
      const closed = await Promise.allSettled(sources.map((source) => source.close?.()));
      const failure = closed.find(({ status }) => status === 'rejected');
      if (failure) throw (failure as PromiseRejectedResult).reason;
    },
  };
}

interface Answer {
  readonly source: AccountSource;
  readonly records: readonly AccountRecord[];
}

async function firstThatKnows(sources: readonly AccountSource[], accountId: string): Promise<Answer | undefined> {
  for (const source of sources) {
    // A source written by somebody else may search loosely.
    const found = await source.find({ kind: 'account-id', accountId });
    const records = found.filter((record) => record.account_id === accountId);
    if (records.length > 0) return { source, records };
  }
  return undefined;
}

async function findByAlias(sources: readonly AccountSource[], alias: string): Promise<readonly AccountRecord[]> {
  const answers = await Promise.all(
    sources.map(async (source) => ({ source, records: await source.find({ kind: 'alias', alias }) })),
  );
  const accountIds = new Set(answers.flatMap(({ records }) => records.map((record) => record.account_id)));
  const meanings = [...accountIds].map((accountId) => meaningOf(sources, answers, accountId));
  return (await Promise.all(meanings)).flat();
}

/** What the alias found there stands for itself: one of several AWS profiles of the account. */
async function meaningOf(sources: readonly AccountSource[], answers: readonly Answer[], accountId: string) {
  const decisive = await firstThatKnows(sources, accountId);
  const byAlias = answers
    .find(({ source }) => source === decisive?.source)
    ?.records.filter((record) => record.account_id === accountId);
  return byAlias?.length ? byAlias : (decisive?.records ?? recordsOf(answers, accountId));
}

/** Known by its alias only, to a source that cannot search by ID. */
function recordsOf(answers: readonly Answer[], accountId: string): readonly AccountRecord[] {
  const all = answers.map(({ records }) => records.filter((record) => record.account_id === accountId));
  return all.find((records) => records.length > 0) ?? [];
}

async function listAll(sources: readonly AccountSource[]): Promise<readonly AccountRecord[]> {
  const lists = await Promise.all(sources.map(async (source) => (await source.list?.()) ?? []));
  const seen = new Set<string>();
  return lists.flatMap((records) => {
    const added = records.filter((record) => !seen.has(record.account_id));
    for (const { account_id } of added) seen.add(account_id);
    return added;
  });
}
