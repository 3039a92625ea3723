import type { AccountRecord } from '../../account.ts';
import { openAccountSources } from '../../credentials/account-sources.ts';
import type { Environment } from '../../environment.ts';
import type { Candidate, Reading } from './candidate.ts';

/** The accounts of the organization, each with the role `CROSS_ACCOUNT_ROLE_NAME`, filtered as servers filter them. */
export async function readOrganizations(env: Environment): Promise<Reading> {
  const source = openAccountSources({ env: { ...env, ACCOUNT_SOURCES: 'organizations' } });
  try {
    const records = (await source.list?.()) ?? [];
    return { candidates: records.map(candidateOf), problems: [] };
  } finally {
    await source.close?.();
  }
}

function candidateOf({ account_id, alias, role_arn, external_id, tags, enabled }: AccountRecord): Candidate {
  return {
    place: `account ${account_id}`,
    account: {
      account_id,
      alias: alias ?? null,
      auth_type: 'iam_role',
      role_arn: role_arn ?? null,
      external_id: external_id ?? null,
      tags: tags ?? null,
      // An active account that somebody disabled in the database stays disabled.
      ...(enabled === false && { enabled }),
    },
    problems: [],
  };
}
